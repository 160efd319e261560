"""Invented papers that compare well, and badly."""

from __future__ import annotations

from assistant.answer import Evidence
from index.paper import Paper
from index.sentences import split_sentences
from tests.fakes import invented_papers

QUILT, LOOM, TADPOLE, SURVEY, *_ = invented_papers()
DAMASK = Paper(
    "arxiv:3113.00013",
    "Damask: Folding Convolutions",
    "Wide kernels are costly. Damask folds wide kernels into narrow ones. Damask reaches 85.1% top-1 accuracy on "
    "HarborImages and 49.3% mIoU on DriftScenes. It is 1.9× faster than LoomNet.",
    ("Rita Vale",), 2034, "Journal of Imaginary Vision", "https://example.org/damask", "https://example.org/code/damask",
)  # fmt: skip
TWILL = Paper(
    "arxiv:3114.00014",
    "A Plain Weave for Images",
    "Plain weaves were thought too weak. TwillNet, made of plain weaves, is simple. TwillNet reaches 86.4% top-1 "
    "accuracy on HarborImages. TwillNet needs no tuning.",
    ("Sol Werner",), 2034, "Conference on Invented Systems",
)  # fmt: skip
SATIN = Paper(
    "arxiv:3115.00015",
    "Satin: Gains on Gains",
    "Earlier models leave gains on the table. Satin improves LoomNet by 1.4% top-1 accuracy on HarborImages.",
    ("Tove Xu",), 2035, "Conference on Invented Systems",
)  # fmt: skip


def evidence(text: str, title: str = "Untitled") -> list[Evidence]:
    """The sentences of an abstract as evidence."""
    paper = Paper("arxiv:3199.00001", title, text)
    return [Evidence(paper, text[start:end], start, end, 0.0, 0.0) for start, end in split_sentences(text)]
