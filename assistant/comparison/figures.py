"""Which figures a sentence states: of what measure, and on what data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.aliases import own_name
from assistant.answer import Evidence
from assistant.attribution import figures_belong
from assistant.comparison.comparison import Figure
from assistant.ground import supports

# "87.1%", "52.7 AP", "0.39 dB"; not the digits of "ResNet-50", "top-1", "32×32", "16GB" and "48,000".
_NUMBER = re.compile(r"(?<![\w.,×/-])([+−-]?)(\d{1,4}(?:\.\d{1,4})?)(?![\w×]|[./,-]\w)(\s?%| percent\b| points?\b)?")
_METRIC = re.compile(
    r"\b(?i:top)[- ]?([15])\b(?: (?:classification )?(accuracy|error(?: rate)?))?"
    r"|\b(?:((?i:box|mask)) )?(m?AP)(?:50|75)?\b"
    r"|\b((?i:mIoU|mean IoU|accuracy|error rate|error|F1|BLEU|ROUGE|PSNR|SSIM|FID|WER|AUROC|AUC|perplexity|FPS|dB))\b"
)
_METRIC_WORD = r"(?i:top|mIoU|accuracy|error|box|mask|m?AP\b)"
_SPELLINGS = {"mean iou": "mIoU", "miou": "mIoU", "error rate": "error", "db": "dB"}
_NAME = r"(?:[A-Z]|\d{1,4}[A-Z]|[a-z]{1,3}[A-Z])[\w+/×-]{0,40}(?: (?:[A-Z][\w+-]{0,40}|\d[\w.×-]{0,20})){0,4}(?<!\.)"
# Before its metric stands also the name of a system: there only what everybody knows for data is data.
_KNOWN = r"ImageNet(?:-\w+)?|COCO|ADE20K|Cityscapes|KITTI|CIFAR-?\d+|MNIST|SQuAD|LRA"
_DATA = re.compile(
    rf"\b(?:[Oo]n|[Ii]n|[Ff]or) (?:the )?({_NAME})|\(({_NAME})\)|\b({_KNOWN}) (?={_METRIC_WORD})"
    rf"|({_NAME}) (?:\w+ )?(?:val\b|validation|test|benchmark|dataset|result)"
)
_SPLIT = re.compile(r"^(?:\W*\w+)?\W+(val|test)", re.I)
# What stands before a figure that is not what the paper arrives at, or that is told over something else.
_SOURCE = re.compile(r"\b(?:from|over|above|below|first|than)\s+$", re.I)
_BY = re.compile(
    r"(?:\b(?:by|by about|by up to|up to|by only|by around|gains?|gains? of|adds?|adds about|improv\w+ of|within|lose)"
    r"|[≤≥<>])\s*$",
    re.I,
)
_MORE = re.compile(
    r"^\s*(?:absolute |relative )?(?:above|below|higher|lower|better|worse|more|fewer|less|faster|slower|over|"
    r"improvement|gain|increase|reduction|drop|cut)\b",
    re.I,
)
_OF = re.compile(r"^\s*(?:of|labels?)\b", re.I)  # "5% of the labels" is a share
_RANGE = re.compile(r"\s*(?:to|and|or|[-–])\s*")  # all that stands between "1.5 to 3.0", "5% to 100%"
_FROM_TO = re.compile(r"\bfrom [\d.]+\s?%? to ")
_SEAM = re.compile(r";|\bwhile\b|\bwhereas\b|\bcompared\b")
_LONGEST = 1_000  # characters of a sentence: a longer one is none, and would take long to read
_MOST = 12  # figures of a sentence that are read
_AROUND = 120  # characters on either side of a figure that may say what it is a figure of
_NEAR = 30  # characters between a figure and its metric
_TELLS = re.compile(r"\b(?:of|is|at|to)\s+$|[:=]\s*$")  # stands between a metric and its figure without a unit


def figures(pieces: Sequence[Evidence]) -> list[Figure]:
    """Return the figures that the sentences state of a known measure, or in percent on named data, in order.

    Each passes the check of any claim: its sentence supports the figure with its metric and data.
    """
    return [figure for piece in pieces if len(piece.text) <= _LONGEST for figure in _figures(piece)]


def measure(text: str) -> str:
    """Return the measure that a text names first, spelled one way; "" if none."""
    match = _METRIC.search(text)
    return _spelled(match, text) if match else ""


def named_data(text: str) -> set[str]:
    """Return the names of data in a text: "on ADE20K", "ImageNet accuracy"."""
    found = {next(filter(None, match.groups())) for match in _DATA.finditer(text)}
    return found | {match.group() for match in re.finditer(rf"\b(?:{_KNOWN})\b", text)}


def data_key(dataset: str) -> str:
    """Return what the spellings of the name of the same data have in common: ImageNet is ImageNet-1K."""
    plain = re.sub(r"[^a-z0-9×]", "", dataset.lower())
    return plain.removesuffix("1k") if plain.startswith("imagenet") else plain


def lower_is_better(measure: str) -> bool:
    """Say whether of two figures of this measure the smaller is the better."""
    return "error" in measure or measure.lower() in ("perplexity", "wer", "fid")


def _figures(piece: Evidence) -> list[Figure]:
    text = piece.text
    found = [match for match in _NUMBER.finditer(text) if not _in_name(text, match)][:_MOST]
    edges = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found[1:]), len(text)]
    read = []
    for n, (match, edge, start) in enumerate(zip(found, edges, starts, strict=False)):
        before, after = text[max(edge, match.start() - _AROUND) : match.start()], text[match.end() : start][:_AROUND]
        if _SOURCE.search(before) or (n + 1 < len(found) and _RANGE.fullmatch(after)):
            continue
        ranged = bool(n) and _RANGE.fullmatch(before) and not _SOURCE.search(text[: found[n - 1].start()])
        figure = None if ranged else _figure(piece, match, before, _SEAM.split(after)[0])
        if figure and _is_supported(figure, text[edge:start]):
            read.append(figure)
    return read


def _is_supported(figure: Figure, stretch: str) -> bool:
    """Say whether the sentence, or the stretch of it between two other figures, supports the figure as read.

    "Above" and "about" may belong to those others. The name of the paper's system makes a short claim long enough.
    """
    piece = figure.evidence
    if figure.described in piece.text:
        return True
    bare = f"{figure.described}."
    name = own_name(piece.paper)
    claims = [bare, f"{name}: {bare}"] if name else [bare]
    whole = replace(piece, text=_FROM_TO.sub("at ", piece.text))
    near = replace(piece, text=stretch)
    return any(
        supports(whole, claim) or (figures_belong(claim, whole.text) and supports(near, claim)) for claim in claims
    )


def _in_name(text: str, match: re.Match[str]) -> bool:
    """Say whether the figure belongs to a name: "VOC 2007", "SQuAD 2.0", but not "BLEU 28.4"."""
    before = re.search(r"([A-Z][\w-]*) $", text[: match.start()])
    return before is not None and not match.group(3) and not _METRIC.fullmatch(before.group(1))


def _figure(piece: Evidence, match: re.Match[str], before: str, after: str) -> Figure | None:
    """Return the figure with what the words around it say; None where it is a figure of something else."""
    sign, value, unit = match.groups()
    metric = _metric(before, after, piece.text) if unit else _adjoining(before, after)
    dataset, split = _data(before, after, piece.text)
    if _OF.match(after) or not (metric or (unit and dataset)):
        return None
    return Figure(
        text=match.group().strip(),
        value=float(value),
        measure=_spelled(metric, piece.text) if metric else "",
        metric=metric.group() if metric else "",
        dataset=dataset,
        split=split,
        gain=bool(sign) or "point" in (unit or "") or bool(_BY.search(before) or _MORE.match(after)),
        evidence=piece,
    )


def _adjoining(before: str, after: str) -> re.Match[str] | None:
    """Return the metric of a figure without a unit, which stands beside it: "52.7 AP", "a PSNR of 31.2"."""
    if follows := _METRIC.match(after.lstrip()):
        return follows
    leads = list(_METRIC.finditer(before))
    gap = before[leads[-1].end() :] if leads else ""
    near = leads and len(gap) <= _NEAR and (not gap.strip() or _TELLS.search(gap))
    return leads[-1] if near and leads[-1].group().lower() != "db" else None


def _metric(before: str, after: str, sentence: str) -> re.Match[str] | None:
    """Return the metric of a figure in percent: the one that follows, else the one before, else the sentence's only."""
    follows = _METRIC.search(after)
    leads = list(_METRIC.finditer(before))
    others = {_spelled(match, sentence): match for match in _METRIC.finditer(sentence)}
    if follows and (follows.start() <= _NEAR or not leads):
        found: re.Match[str] | None = follows
    else:
        found = leads[-1] if leads else next(iter(others.values())) if len(others) == 1 else None
    return None if found and found.group().lower() in ("db", "fps", "psnr") else found


def _data(before: str, after: str, sentence: str) -> tuple[str, str]:
    """Return the data of a figure, and its part, val or test: named after it, else before it, else at the opening."""
    leads = list(_DATA.finditer(before))
    opening = re.match(rf"On (?:the )?({_NAME})()", sentence)
    for match, text in ((_DATA.search(after), after), (leads[-1] if leads else None, before), (opening, sentence)):
        if match:
            name = next(filter(None, match.groups()), "").removeprefix("The ")
            split = _SPLIT.match(text[match.start() + match.group().index(name) + len(name) :])
            return name, split.group(1).lower() if split else ""
    return "", ""


def _spelled(metric: re.Match[str], text: str) -> str:
    """Return the one spelling of a measure."""
    top, of, which, precision, plain = metric.groups()
    if top:
        kind = of or ("error" if re.search(r"\berror\b", text, re.I) else "accuracy")
        return f"top-{top} {kind.lower().removesuffix(' rate')}"
    if precision:
        return f"{which.lower()} AP" if which else "AP"
    return _SPELLINGS.get(plain.lower(), plain if plain.isupper() else plain.lower())
