"""How many documents are embedded in a second."""

from __future__ import annotations

from functools import partial
from statistics import median

from eval.speed.figure import OURS, Figure
from eval.speed.interleaved import interleaved
from eval.speed.limits import documents_a_second
from eval.speed.peers import LLAMAINDEX, TXTAI
from eval.speed.setting import Setting

_DOCUMENTS = 256
_QUICK_DOCUMENTS = 16
_RATIO = 2.8  # times the documents of LlamaIndex


def measure(setting: Setting) -> list[Figure]:
    """Return the rate of title and abstract as one text, and ours of what a library embeds of a paper."""
    texts = [paper.text for paper in setting.papers[: _QUICK_DOCUMENTS if setting.quick else _DOCUMENTS]]
    with setting.sides(LLAMAINDEX, TXTAI) as sides:
        runs = {name: partial(side, "embed", texts) for name, side in sides.items()}
        parts = partial(sides[OURS], "embed_for_library", texts)
        for name, run in runs.items():  # once before, so that everything is loaded
            setting.progress("Loading", len(runs), len(runs))
            run()
            setting.progress(f"Embedding by {name}", 1, 1)
        found = interleaved({**runs, "parts": parts}, setting.repeat)
    rates = {name: len(texts) / median(seconds) for name, seconds in found.items()}
    whole_parts = rates.pop("parts")
    return [
        Figure(
            "documents embedded a second",
            "1/s",
            rates.pop(OURS),
            rates,
            better="higher",
            target_ratio=_RATIO,
            limits=_limits(setting, texts),
        ),
        Figure("papers embedded a second, each whole and every sentence", "1/s", whole_parts, better="higher"),
    ]


def _limits(setting: Setting, texts: list[str]) -> dict[str, float]:
    if setting.limits is None:
        return {}
    most = documents_a_second(setting.limits, setting.weights.encoder, setting.weights.max_tokens, texts)
    return {OURS: most[OURS], **{peer: most["float32"] for peer in setting.peers}}
