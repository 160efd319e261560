"""The built-in collection is whole and readable."""

from __future__ import annotations

from index.builtin import PAPERS
from index.paper import Paper
from index.readers import read


def test_it_holds_fifty_papers_each_with_a_digest_of_90_to_160_words() -> None:
    papers = [paper for paper in read(PAPERS) if isinstance(paper, Paper)]
    assert len({paper.id for paper in papers}) == 50
    assert all(90 <= len(paper.abstract.split()) <= 160 for paper in papers)
    assert all(paper.id.startswith("arxiv:") and paper.authors and paper.year and paper.url for paper in papers)
