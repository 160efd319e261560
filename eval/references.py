"""Measure references: which papers a turn of a conversation is taken to be about, beside those that were shown last."""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from assistant.answer import QUOTES_ONLY, Answer, Citation, LibraryUsed, Outcome
from assistant.conversation import Conversation, Resolved, Turn, resolve
from eval.report import Report, Returned, System
from eval.spoken import Said, Spoken
from index.errors import BadInput
from index.library import Library
from index.paper import Paper

MEASURES = ("scope", "scope precision", "scope recall", "seconds")
LAST_SHOWN = "last shown"
RULES = "rules"

_Resolve = Callable[[str, Conversation], Resolved]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a turn was taken to be about."""

    resolved: Resolved
    seconds: float


def evaluate(
    library: Library,
    conversations: Sequence[Spoken],
    *,
    dataset: str,
    split: str,
    environment: Mapping[str, str] | None = None,
    seed: int = 0,
) -> Report:
    """Return how often exactly the right papers are in scope, beside taking those that were shown last.

    Each turn is resolved after the turns before it, whose answers are taken to have shown the right papers: this is
    of references alone. Raises BadInput where the library lacks a paper, or nothing is scored.
    """
    papers = _papers(conversations, library)
    scored = {
        _id(one, n): said for one in conversations for n, said in enumerate(one.turns, 1) if said.scope is not None
    }
    if not scored:
        raise BadInput('There is nothing to score: give a turn its "scope", as eval/questions/README.md describes.')
    ways: dict[str, _Resolve] = {LAST_SHOWN: _last_shown, RULES: lambda text, talk: resolve(text, talk, library)}
    systems = tuple(_system(name, way, conversations, papers) for name, way in ways.items())
    return Report(
        task="references",
        dataset=dataset,
        split=split,
        fingerprint=_fingerprint(conversations, library),
        documents=len(library),
        queries={_id(one, n): _told(one, n) for one in conversations for n in _numbers(one)},
        expected={key: tuple(sorted(_named(papers[i]) for i in said.scope or ())) for key, said in scored.items()},
        groups=_kinds(conversations),
        measures=MEASURES,
        systems=systems,
        baseline=LAST_SHOWN,
        notes=("The answers before a turn are taken to have shown the right papers: only references are measured.",),
        environment=dict(environment or {}),
        seed=seed,
    )


def _system(name: str, way: _Resolve, conversations: Sequence[Spoken], papers: Mapping[str, Paper]) -> System:
    heard = {key: turn for one in conversations for key, turn in _heard(one, way, papers).items()}
    scopes = {_id(one, n): one.turns[n - 1].scope or frozenset() for one in conversations for n in _numbers(one)}
    scores = {key: _scores(turn, scopes[key]) for key, turn in heard.items()}
    return System(
        name=name,
        configuration={"references": name},
        scores={measure: {key: own[measure] for key, own in scores.items() if measure in own} for measure in MEASURES},
        seconds={key: turn.seconds for key, turn in heard.items()},
        returned={
            key: tuple(Returned(p.id, p.title, 1.0, int(p.id in scopes[key])) for p in turn.resolved.papers)
            for key, turn in heard.items()
        },
        texts={key: turn.resolved.question for key, turn in heard.items()},
    )


def _heard(one: Spoken, way: _Resolve, papers: Mapping[str, Paper]) -> dict[str, _Heard]:
    """Return what each scored turn was taken to be about, the conversation held from the first."""
    talk, heard = Conversation(), {}
    for n, said in enumerate(one.turns, 1):
        start = time.perf_counter()
        resolved = way(said.text, talk)
        if said.scope is not None:
            heard[_id(one, n)] = _Heard(resolved, time.perf_counter() - start)
        talk.add(_turn(said, resolved, papers))
    return heard


def _turn(said: Said, resolved: Resolved, papers: Mapping[str, Paper]) -> Turn:
    shown = [papers[identifier] for identifier in said.shown]
    citations = tuple(Citation(n, paper) for n, paper in enumerate(shown, 1))
    used = LibraryUsed("", 0, "")
    answer = Answer(said.text, Outcome.ANSWERED, (), citations, (), QUOTES_ONLY, used)
    meant = tuple(paper for paper in shown if said.scope and paper.id in said.scope)
    return Turn(said.text, resolved.question, answer, meant)


def _last_shown(text: str, talk: Conversation) -> Resolved:
    return Resolved(text, tuple(talk.shown()))


def _scores(heard: _Heard, scope: frozenset[str]) -> dict[str, float]:
    """Return precision where papers are in scope, recall where there should be."""
    found = {paper.id for paper in heard.resolved.papers}
    scores = {"scope": float(found == scope), "seconds": heard.seconds}
    if found:
        scores["scope precision"] = len(found & scope) / len(found)
    if scope:
        scores["scope recall"] = len(found & scope) / len(scope)
    return scores


def _papers(conversations: Sequence[Spoken], library: Library) -> dict[str, Paper]:
    named = {name for one in conversations for said in one.turns for name in (*said.shown, *(said.scope or ()))}
    found = {name: paper for name in named if (paper := library.get(name))}
    if missing := sorted(named - found.keys()):
        raise BadInput(
            f"The library {library.path} does not hold {len(missing)} of the papers that the conversations are about, "
            f"such as {missing[0]!r}: add them with `assistant library add FILE`, or name --library built-in."
        )
    return found


def _numbers(one: Spoken) -> list[int]:
    return [n for n, said in enumerate(one.turns, 1) if said.scope is not None]


def _id(one: Spoken, n: int) -> str:
    return f"{one.id}.{n}"


def _told(one: Spoken, n: int) -> str:
    return " / ".join(said.text for said in one.turns[:n])


def _named(paper: Paper) -> str:
    return f"{paper.title} ({paper.id})"


def _kinds(conversations: Sequence[Spoken]) -> dict[str, tuple[str, ...]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for one in conversations:
        kinds[one.kind] += [_id(one, n) for n in _numbers(one)]
    return {kind: tuple(ids) for kind, ids in kinds.items() if ids}


def _fingerprint(conversations: Sequence[Spoken], library: Library) -> str:
    """Return 16 hex digits, equal for the same conversations about the same papers."""
    told = json.dumps([[asdict(one) for one in conversations], library.contents], sort_keys=True, default=sorted)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
