"""What is measured: ways to rank the papers of a dataset, behind one seam."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from typing import Any, Protocol

from index.errors import BadInput
from index.library import Library
from index.method import ABLATION, RERANKED, Method
from index.paper import Paper
from index.reranker import Reranker

TXTAI = "txtai"
METHODS = tuple(method.name for method in ABLATION)
_METHODS = {method.name: method for method in (*ABLATION, RERANKED)}

Ranking = Sequence[tuple[str, float]]  # (document id, score), best first
Twins = Mapping[str, Sequence[str]]  # id in the library → ids of all documents that it took for that one paper


class Searcher(Protocol):
    """Ranks documents for a query; two with the same configuration rank alike."""

    @property
    def name(self) -> str:
        """What reports call it."""

    @property
    def configuration(self) -> Mapping[str, Any]:
        """What it is made of, in JSON values."""

    def search(self, query: str, k: int) -> Ranking:
        """Return up to `k` documents, best first."""


class LibrarySearcher:
    """A library searched by one method."""

    def __init__(self, library: Library, method: Method, twins: Twins) -> None:
        self.name = method.name
        self.configuration = configuration(library, method)
        self._library = library
        self._method = method
        self._twins = twins

    def search(self, query: str, k: int) -> Ranking:
        """Return up to `k` documents; those that the library merged into one paper come together."""
        hits = self._library.search(query, k, method=self._method)
        return [(each, hit.score) for hit in hits for each in self._twins.get(hit.paper.id, (hit.paper.id,))][:k]


def method_names(reranker: Reranker | None) -> tuple[str, ...]:
    """Return the names of the methods that differ: that of the reranker is one of them where there is a reranker."""
    return (*METHODS, RERANKED.name) if reranker else METHODS


def configuration(library: Library, method: Method) -> Mapping[str, Any]:
    """Return what a ranking is made of: the settings of the method, and the models that take part."""
    return {
        **asdict(method),
        "encoder": library.encoder.fingerprint,
        **({"adapter": library.encoder.adapter} if method.adapted else {}),
        **({"reranker": library.reranker.name} if method.reranked and library.reranker else {}),
    }


def system_names(wanted: Sequence[str] = (), reranker: Reranker | None = None) -> list[str]:
    """Return the names wanted; where none is, txtai if it is installed and the methods. Raises BadInput."""
    installed, methods = find_spec(TXTAI) is not None, method_names(reranker)
    if not wanted:
        return [TXTAI, *methods] if installed else list(methods)
    for name in wanted:
        if name == RERANKED.name and not reranker:
            raise BadInput(f"{name} needs a reranker: name one with --reranker. See `assistant models list`.")
        if name == TXTAI and not installed:
            raise BadInput("txtai is not installed: leave it out, or add it with `pip install txtai`.")
        if name not in (TXTAI, *methods):
            raise BadInput(f"No system is called {name[:60]!r}: choose among {', '.join([TXTAI, *methods])}.")
    return list(dict.fromkeys(wanted))


def searchers(names: Sequence[str], library: Library, papers: Sequence[Paper]) -> list[Searcher]:
    """Return the systems of these names over a library of these papers."""
    merged = twins(library, papers)
    return [
        LibrarySearcher(library, _METHODS[name], merged) if name in _METHODS else _txtai(library, papers)
        for name in names
    ]


def twins(library: Library, papers: Sequence[Paper]) -> dict[str, list[str]]:
    """Return the papers that the library took for one, by the id under which it holds them."""
    if len(library) == len(papers):
        return {}
    kept: dict[str, list[str]] = {}
    for paper in papers:
        if stored := library.get(paper.id):
            kept.setdefault(stored.id, []).append(paper.id)
    return {identifier: all_ids for identifier, all_ids in kept.items() if all_ids != [identifier]}


def _txtai(library: Library, papers: Sequence[Paper]) -> Searcher:
    from eval.txtai import TxtaiSearcher  # an optional peer

    return TxtaiSearcher(library, papers)
