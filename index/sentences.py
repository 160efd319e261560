"""Where the sentences of an abstract begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

# A stop (but for that of "0 . 5"), what may close after it, space, and something a sentence may begin with.
_BOUNDARY = re.compile(r"""(?!(?<=\d\s)\.\s\d)([.!?])(["'”’)\]]*)\s+(?=["'“‘(\[]*[A-Z0-9À-Þ$\\])""")
# Where authors lost the full stop, these openings still begin a sentence: a lower-case word, space, "In addition,".
_LOST_STOP = re.compile(
    r"(?<=[a-z])\s+(?=(?:In addition|However|Moreover|Furthermore|Additionally|Finally|In contrast|As a result|"
    r"Our results),? [a-z])"
)
# Old collections set blanks around every sign and know no capitals: "of the wing . it was found that".
_LONE_STOP = re.compile(r"(?<=[^\W\d][^\W\d]\s)[.!?]\s+(?=[a-z])")
_ABBREVIATIONS = frozenset(
    "al approx ca cf dept dr e.g ed eds eq eqs esp fig figs i.e incl mr mrs ms no nos p pp prof ref refs resp "
    "sec secs st tab val viz vol vs w.r.t".split()
)  # "etc" is not here: a sentence often ends with it
_SOMETIMES = frozenset("val viz vol st no tab".split())  # an abbreviation, unless a new sentence begins behind it
_OPENERS = frozenset(  # of a new sentence, whatever stands before: "of length L. The", "layer 3. We"
    "The This These Those We Our In It Its To For Here However Moreover Furthermore Additionally Finally Further With "
    "On As By When While Although Unlike Experiments Extensive Code Based Such Both".split()
)
_ENUMERATION = re.compile(r"(?:^|[\s(])(?:\d{1,2}|[ivxIVX]{1,4}|[a-zA-Z])$")  # "1." before an item, "J." before a name


def split_sentences(text: str) -> list[Span]:
    """Return the (start, end) of each sentence in order, without the blanks around it.

    Made for abstracts: "et al. [2021]", "e.g. Random Forests", "v0.02" and initials do not end a sentence; a
    full stop lost before "In addition," does, and one that stands alone. `text[start:end]` is the sentence, verbatim.
    """
    cuts = {match.end() for match in _BOUNDARY.finditer(text) if not _goes_on(text, match)}
    cuts.update(match.end() for pattern in (_LOST_STOP, _LONE_STOP) for match in pattern.finditer(text))
    edges = [0, *sorted(cuts), len(text)]
    return [span for start, end in pairwise(edges) if (span := _trimmed(text, start, end))]


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Say whether the stop belongs to an abbreviation, an initial or an item number."""
    if match.group(1) != ".":
        return False
    before = text[max(0, match.start() - 20) : match.start()]
    word = before.split()[-1].lstrip("([\"'“‘").lower() if before.split() else ""
    if word in _ABBREVIATIONS and word not in _SOMETIMES:
        return True
    opener = re.match(r"\w*", text[match.end() :])
    open_ended = word in _SOMETIMES or bool(_ENUMERATION.search(before))
    return open_ended and not (opener and opener.group() in _OPENERS)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
