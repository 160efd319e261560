"""A recorded question asked once more, and what is different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from assistant.assistant import Assistant
from assistant.conversation import Conversation
from assistant.record import HitTold, LibraryTold, ModelTold, Record, SearchTold, SentenceTold, Span, TemplateTold
from assistant.recording import recorded

_NEAR = 1e-3  # of scores: another processor or engine rounds otherwise
_DOUBTED_ALIKE = 0.3  # log-odds: a model that was asked something like it before rounds otherwise, too
_SHA_DIGITS = 12  # as many as tell one wording from another
_SHOWN = 100  # characters of a text that is told


def asked_again(record: Record, assistant: Assistant, *, loaded_by: str = "", revision: str = "") -> Record:
    """Return the record of the same question, with the same filters, after the same questions.

    Raises what `Assistant.ask` raises.
    """
    conversation = Conversation()
    for question in record.earlier:
        assistant.ask(question, conversation, record.filters)
    answer = assistant.ask(record.question, conversation, record.filters)
    return recorded(
        assistant,
        answer,
        loaded_by=loaded_by,
        revision=revision,
        filters=record.filters,
        earlier=record.earlier,
    )


def same_answer(then: Record, now: Record) -> bool:
    """Say whether the answer reads the same and stands on the same sentences of the same papers."""
    return then.outcome is now.outcome and _told(then.sentences) == _told(now.sentences)


def differences(then: Record, now: Record) -> Iterator[str]:
    """Yield what is different, from what was asked to what was answered: "<part>: <what was> → <what is>"."""
    for part, before, after in _facts(then, now):
        if before != after:
            yield f"{part}: {_short(before)} → {_short(after)}"
    yield from _hits(then.hits, now.hits)
    yield from _evidence(then.evidence, now.evidence)
    yield from _texts("draft", then.drafts, now.drafts)
    if then.outcome is not now.outcome:
        yield f"outcome: {then.outcome} → {now.outcome}"
    yield from _sentences(then.sentences, now.sentences)


def _facts(then: Record, now: Record) -> Iterator[tuple[str, str, str]]:
    yield "program", _versions(then, now), _versions(now, then)
    yield "library", _library(then.library), _library(now.library)
    yield "encoder", _encoder(then.search), _encoder(now.search)
    yield "model", _model(then.model), _model(now.model)
    yield "template", _template(then.template), _template(now.template)
    yield "question", then.resolved, now.resolved


def _versions(record: Record, other: Record) -> str:
    """Return the versions that the other record does not have."""
    own = [f"{name} {number}" for name, number in record.versions.items() if other.versions.get(name) != number]
    return ", ".join(own)


def _library(told: LibraryTold) -> str:
    return f"{told.papers} papers, {told.fingerprint}"


def _template(told: TemplateTold) -> str:
    return f"{told.name} {told.sha256[:_SHA_DIGITS]}"


def _encoder(told: SearchTold) -> str:
    return " + ".join(part for part in (told.encoder, told.adapter, told.reranker, told.judge) if part)


def _model(told: ModelTold) -> str:
    revision = f"@{told.revision}" if told.revision else ""
    return f"{told.name}{revision}, {told.engine} {told.device}".strip()


def _hits(then: Sequence[HitTold], now: Sequence[HitTold]) -> Iterator[str]:
    before, after = [hit.paper_id for hit in then], [hit.paper_id for hit in now]
    if before != after:
        place = _first(before, after)
        yield f"hits: place {place + 1} {_at(before, place)} → {_at(after, place)}"
        return
    for one, other in zip(then, now, strict=True):
        if abs(one.score - other.score) > _NEAR:
            yield f"hits: score of {one.paper_id} {one.score:.4f} → {other.score:.4f}"
            return


def _evidence(then: Sequence[Span], now: Sequence[Span]) -> Iterator[str]:
    before, after = ([_place(span) for span in spans] for spans in (then, now))
    if before != after:
        place = _first(before, after)
        yield f"evidence: piece {place + 1} {_at(before, place)} → {_at(after, place)}"
        return
    yield from _texts("evidence", [span.text for span in then], [span.text for span in now])
    for n, (one, other) in enumerate(zip(then, now, strict=True), 1):
        unlike = abs((one.doubt or 0.0) - (other.doubt or 0.0)) > _DOUBTED_ALIKE
        if (one.doubt is None) != (other.doubt is None) or unlike:
            yield f"evidence: doubt of piece {n} {_figure(one.doubt)} → {_figure(other.doubt)}"
            return


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.4f}"


def _sentences(then: Sequence[SentenceTold], now: Sequence[SentenceTold]) -> Iterator[str]:
    if changed := list(_texts("sentences", [one.text for one in then], [one.text for one in now])):
        yield from changed
    elif _told(then) != _told(now):
        before, after = ([_stands(sentence) for sentence in sentences] for sentences in (then, now))
        place = _first(before, after)
        yield f"sentences: {_at(before, place)} → {_at(after, place)}"


def _texts(part: str, then: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    if list(then) != list(now):
        place = _first(then, now)
        yield f"{part}: {_at(then, place)} → {_at(now, place)}"


def _told(sentences: Sequence[SentenceTold]) -> list[tuple[str, str]]:
    return [(sentence.text, _stands(sentence)) for sentence in sentences]


def _stands(sentence: SentenceTold) -> str:
    on = "; ".join(map(_place, sentence.evidence))
    return f"{sentence.support}{f' by {on}' if on else ''}"


def _place(span: Span) -> str:
    return f"{span.paper_id}, characters {span.start} to {span.end}"


def _first(before: Sequence[str], after: Sequence[str]) -> int:
    return next(place for place, (one, other) in enumerate(zip_longest(before, after)) if one != other)


def _at(texts: Sequence[str], place: int) -> str:
    return _short(texts[place]) if place < len(texts) else "nothing"


def _short(text: str) -> str:
    line = " ".join(text.split()) or "nothing"
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
