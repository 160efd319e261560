"""Measure whether a library finds its own papers again, where nobody has judged what is relevant."""

from __future__ import annotations

from collections.abc import Sequence

from eval.measures import DEFAULT as DEFAULT_MEASURES
from eval.progress import Progress, silent
from eval.report import Report
from index.library import Library

KINDS = ("sentence", "title", "keywords")
SAMPLE = 200  # papers: an interval of some ± 0.06 around a share, a minute of searching


def evaluate(
    library: Library,
    *,
    name: str | None = None,
    sample: int = SAMPLE,
    kinds: Sequence[str] = KINDS,
    systems: Sequence[str] = (),
    baseline: str | None = None,
    measures: Sequence[str] = DEFAULT_MEASURES,
    k: int = 100,
    seed: int = 0,
    progress: Progress = silent,
) -> Report:
    """Return how well papers are found from a part of themselves that is taken out of what is searched.

    A query is a sentence of the abstract, the title, or the six most telling words of half of the abstract; each
    kind is a group of the report. The sampled papers, `sample` or all where there are fewer, are searched among all
    the others of the library, which stays as it is. `name` is that of the dataset, the library's folder where
    None. The rest is as for `eval.retrieval.evaluate`. Raises BadInput where no paper has an abstract of two
    sentences.
    """
    raise NotImplementedError
