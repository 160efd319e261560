"""The whole measurement: which groups of figures there are, and who takes part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from assistant.models import catalogue, settings
from assistant.models import weights as stored
from assistant.models.encoders import layout
from assistant.models.model import Model, OnServer
from assistant.writer import MAX_TOKENS
from eval.speed import answering, embedding, limits, searching, starting, storing
from eval.speed.figure import OURS, Figure
from eval.speed.ours import Ours
from eval.speed.peers import LLAMAINDEX, PACKAGES, TXTAI, versions
from eval.speed.peers.converter import Converter
from eval.speed.peers.llamaindex import Measured
from eval.speed.peers.txtai import Txtai
from eval.speed.report import SpeedReport
from eval.speed.setting import Setting, Weights
from eval.speed.sides import Process, Side
from index.errors import BadInput, ModelMissing

GROUPS: Mapping[str, Callable[[Setting], list[Figure]]] = {
    "embedding": embedding.measure,
    "answering": answering.measure,
    "starting": starting.measure,
    "searching": searching.measure,
    "storing": storing.measure,
}
LIMITS = "limits"  # measured first, because the others tell their share of them
NAMES = (LIMITS, *GROUPS)
SIZES = (1_000, 10_000, 80_000, 320_000)
QUICK_SIZES = (200, 500)
_INSTALL = "pip install 'paper-assistant[bench]'"
_MAX_TOKENS = 256  # of a document, where an encoder says nothing


def groups(named: Sequence[str]) -> tuple[str, ...]:
    """Return the groups to measure, in order; all where none is named. Raises BadInput for an unknown one."""
    if unknown := [name for name in named if name not in NAMES]:
        raise BadInput(f"There is no group {unknown[0]!r}: name some of {', '.join(NAMES)}.")
    return tuple(name for name in NAMES if name in named or not named)


def sizes(named: Sequence[str], *, quick: bool) -> tuple[int, ...]:
    """Return the sizes of the libraries to search, ascending. Raises BadInput for what is no number of papers."""
    if not named:
        return QUICK_SIZES if quick else SIZES
    wrong = [name for name in named if not (name.isascii() and name.isdigit() and 0 < int(name) <= 10_000_000)]
    if wrong:
        raise BadInput(f"--sizes has {wrong[0]!r}: give numbers of papers, such as 1000,80000.")
    return tuple(sorted({int(name) for name in named}))


def installed() -> tuple[str, ...]:
    """Return the peers whose packages are all there."""
    return tuple(peer for peer in PACKAGES if versions(peer))


def weights_in_use(*, converted: bool) -> Weights:
    """Return the weights that every side runs; those of the language model are `converted` where others run them.

    Raises ModelMissing where the encoder is not on this computer.
    """
    model = catalogue.find(settings.in_use("embedding"), "embedding")
    encoder = stored.locate(model)
    described = model.embedding or layout.embedding(encoder)
    language, size = _language(catalogue.find(settings.in_use("language")), converted=converted)
    return Weights(encoder, described.max_tokens if described else _MAX_TOKENS, language, size)


def _language(model: Model, *, converted: bool) -> tuple[Path | None, int]:
    """Return the folder of safetensors, None where there is none to be had, and the bytes that ours reads."""
    if isinstance(model.source, OnServer):
        return None, 0
    try:
        path = stored.locate(model)
    except ModelMissing:
        return None, 0
    files = [path] if path.is_file() else [*path.glob("*.safetensors"), *path.glob("openvino_model.bin")]
    size = sum(file.stat().st_size for file in files)
    if not converted or (path.is_dir() and not any(path.glob("*.safetensors"))):
        return None, size
    with Process("The conversion of the language model", Converter) as converter:
        return converter("safetensors", model, path), size


def starter(library: Path, weights: Weights) -> Callable[[str], Side]:
    """Return what starts a side by its name, each in a process of its own."""
    made = {
        OURS: partial(Process, OURS, Ours, library),
        LLAMAINDEX: partial(Process, LLAMAINDEX, Measured, weights.encoder, weights.language, MAX_TOKENS),
        TXTAI: partial(Process, TXTAI, Txtai, weights.encoder),
    }
    return lambda name: made[name]()


def run(setting: Setting, chosen: Sequence[str], environment: Mapping[str, str]) -> SpeedReport:
    """Return the figures of the chosen groups. Raises ResearchError where our own program fails."""
    figures: list[Figure] = []
    if LIMITS in chosen:
        setting.progress("Measuring this computer", 0, 1)
        setting = replace(setting, limits=limits.measured(quick=setting.quick))
    for name in chosen:
        if name in GROUPS:
            figures += GROUPS[name](setting)
    if setting.limits:
        figures += setting.limits.figures()
    packages = {package: version for peer in setting.peers for package, version in versions(peer).items()}
    return SpeedReport(tuple(figures), tuple(setting.peers), _notes(setting), {**environment, **packages})


def _notes(setting: Setting) -> tuple[str, ...]:
    notes = [
        f"Medians of {setting.repeat} runs in turn, {len(setting.questions)} questions, {len(setting.papers):,} papers "
        "at hand; a ratio is ours divided by theirs."
    ]
    if setting.limits:
        notes.append("Shares of the limit of this computer are in the order of the columns: ours, then each peer.")
    notes += [f"{peer} is left out, it is not installed: {_INSTALL}" for peer in PACKAGES if peer not in setting.peers]
    if LLAMAINDEX in setting.peers and setting.weights.language is None:
        notes.append(f"{LLAMAINDEX} answers nothing: the language model in use has no weights that it can run.")
    if setting.quick:
        notes.append("Quick: too few runs for figures to be quoted.")
    return tuple(notes)
