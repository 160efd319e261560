"""The main road: a question goes in, an answer comes out in which every sentence points at its evidence."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from threading import Event

from assistant.addressed import questions_alone
from assistant.answer import (
    QUOTES_ONLY,
    Answer,
    Citation,
    Evidence,
    LibraryUsed,
    ModelUsed,
    Outcome,
    Sentence,
    Support,
    Timings,
    Trace,
)
from assistant.comparison import absent
from assistant.comparison.compare import compared
from assistant.comparison.comparison import Comparison
from assistant.comparison.papers import chosen
from assistant.comparison.reply import Part, few, parts_of, replied, tasks_of
from assistant.comparison.request import Request, requested
from assistant.compose import answering, composed, merged, quoted, wordable
from assistant.conversation import Conversation, Resolved, Turn, resolve, taken_as
from assistant.conversation.narrowing import left_out, narrowed
from assistant.drafting import Checked, Drafts, Task, Written, drafted, used
from assistant.evidence import pick_evidence
from assistant.line import one_line
from assistant.models.judge import Judge
from assistant.models.language_model import LanguageModel
from assistant.models.model import Thresholds
from assistant.outcome import after_reading, after_writing, decide
from assistant.overview.reply import Reply, reply, reply_of_record
from assistant.overview.request import RECORDS, requested_of, within
from assistant.overview.wording import asks_one_paper
from assistant.reading import reread
from assistant.subject import Subject, subjects, without_names
from index.errors import BadInput, ModelError
from index.filters import Filters
from index.hit import Hit
from index.library import Library
from index.paper import Paper

_RETRIEVED = 10
_SHOWN_AT_ONCE = 20  # papers of a list, which may be thousands, before the answer


@dataclass(frozen=True, slots=True)
class Found:
    """The papers and the sentences that bear on the question: an answer already, shown at once."""

    resolved: str
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]
    scope: tuple[Paper, ...] = ()  # the only papers that the question is about; empty: any


Step = Found | Written | Checked | Answer


class Assistant:
    """Answers questions about the papers of a library."""

    def __init__(
        self,
        library: Library,
        model: LanguageModel | None = None,
        thresholds: Thresholds | None = None,
        judge: Judge | None = None,
    ) -> None:
        self.library = library
        self.model = model
        self.thresholds = thresholds
        self.judge = judge

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        filters: Filters | None = None,
        asked_as: str = "",
    ) -> Answer:
        """Return the answer to a question, asked in its conversation, which it becomes a turn of."""
        *_, answer = self.stream(question, conversation, filters, asked_as=asked_as)
        assert isinstance(answer, Answer)
        return answer

    def unanswered(self, question: str) -> Answer:
        """Return the answer to what cannot be asked: nothing was searched, nothing is said."""
        return self._answer(question, Outcome.NO_MATCH, (), (), QUOTES_ONLY, "", Timings())

    def stream(
        self,
        question: str,
        conversation: Conversation | None = None,
        filters: Filters | None = None,
        stop: Event | None = None,
        asked_as: str = "",
    ) -> Iterator[Step]:
        """Yield what was found, the drafts as they are written and what stands of them, and last the answer.

        `asked_as` is the question as the person wants it understood, "" to have it resolved. Setting `stop`, or closing
        the iterator, ends the computation. Raises BadInput for an empty question.
        """
        asked = _clean(question)
        conversation = conversation if conversation is not None else Conversation()
        clock = _Clock()
        resolved = self._resolved(asked, conversation, asked_as)
        answer, scope = yield from self._answered(asked, resolved, conversation, filters, stop or Event(), clock)
        conversation.add(Turn(asked, answer.trace.resolved, answer, scope))
        yield conversation.turns[-1].answer  # which says so where the turn could not be kept

    def _answered(
        self,
        asked: str,
        resolved: Resolved,
        conversation: Conversation,
        filters: Filters | None,
        stop: Event,
        clock: _Clock,
    ) -> Generator[Step, None, tuple[Answer, tuple[Paper, ...]]]:
        """Yield what was found and the draft; return the answer, and the only papers that it is about (empty: any).

        What all papers are asked is told by their records, what compares papers by each of them apart.
        """
        overall = requested_of(resolved, questions_alone(asked), self.library)
        if overall and overall.kind not in RECORDS:
            told = reply(within(overall, filters), resolved.question, self.library, self.judge, self.thresholds)
            return (yield from self._recorded(told, asked, resolved, (), clock)), resolved.papers
        hits = self._search(resolved, filters)
        compared_are = requested(resolved, conversation, hits, self.library, filters, self.judge)
        clock.lap("search_s")
        if compared_are:
            answer = yield from self._compared(asked, compared_are, hits, stop, clock)
            noted = self._noted(answer, resolved, compared_are.named, hits, filters)
            return noted, tuple(one.paper for one in compared_are.named)
        named = subjects(resolved.question, [hit.paper for hit in hits])
        if overall and (papers := resolved.papers or tuple(one.paper for one in named)):
            told = reply_of_record(overall.kind, papers)
            return (yield from self._recorded(told, asked, resolved, hits, clock)), resolved.papers
        answer = yield from self._read(asked, resolved, hits, named, stop, clock)
        return self._noted(answer, resolved, [one for one in named if one.sure], hits, filters), resolved.papers

    def _noted(
        self,
        answer: Answer,
        resolved: Resolved,
        known: Sequence[Subject],
        hits: Sequence[Hit],
        filters: Filters | None,
    ) -> Answer:
        """Return the answer with what it has to say of papers that it could not look at."""
        notice = answer.notice or left_out(resolved, hits, filters)
        return replace(answer, notice=notice or absent.told(resolved.question, known, self.library))

    def _read(
        self,
        asked: str,
        resolved: Resolved,
        hits: Sequence[Hit],
        named: Sequence[Subject],
        stop: Event,
        clock: _Clock,
    ) -> Generator[Step, None, Answer]:
        """Yield the evidence and what a model makes of it; return the answer, checked."""
        question = resolved.question
        evidence = pick_evidence(question, hits, named, self.library, self.judge)
        asked_of_it = without_names(question, [name for one in named for name in one.names])

        def ends(evidence: Sequence[Evidence]) -> Outcome:
            known = bool(resolved.papers or named)
            outcome = decide(asked_of_it, hits, evidence, self.thresholds, known=known)
            return after_reading(question, evidence, self.thresholds) if outcome is Outcome.ANSWERED else outcome

        outcome = ends(evidence)
        clock.lap("evidence_s")
        yield Found(question, tuple(hits), tuple(evidence), resolved.papers)

        drafts = Drafts()
        if self.model is not None and outcome is Outcome.ANSWERED and wordable(question, evidence, named):
            evidence, notice = self._reread(self.model, question, evidence, named, stop)
            outcome = ends(evidence)
            drafts = Drafts(by=QUOTES_ONLY if notice else used(self.model), notice=notice)
            if outcome is Outcome.ANSWERED and not notice:
                task = Task(question, tuple(answering(question, evidence, named)))
                drafts = yield from clock.timed(drafted([task], self.model, self.judge, stop))
                outcome = after_writing(question, drafts.texts[0], evidence, self.thresholds)
        clock.lap("generate_s")

        if drafts.told:
            said = list(drafts.told[0])
        else:
            said = merged(map(quoted, answering(question, evidence, named))) if outcome is Outcome.ANSWERED else []
        sentences = composed(outcome, said, evidence)
        answer = self._answer(asked, outcome, sentences, hits, drafts.by, drafts.notice, clock.timings())
        return replace(answer, trace=_trace(question, evidence, drafts))

    def _reread(
        self,
        model: LanguageModel,
        question: str,
        evidence: list[Evidence],
        named: Sequence[Subject],
        stop: Event,
    ) -> tuple[list[Evidence], str]:
        """Return the evidence as a model that was taught to has read it, and why it could not be.

        A paper that the question surely names stays first; one that is asked for is chosen by all it says.
        """
        if not model.taught or stop.is_set() or asks_one_paper(question):
            return evidence, ""
        try:
            read = reread(question, evidence, model)
        except ModelError as error:
            return evidence, str(error)
        if any(one.sure for one in named):
            read.sort(key=lambda piece: piece.paper.id != evidence[0].paper.id)
        return read, ""

    def compare(
        self, papers: Sequence[str], aspects: Sequence[str] = (), conversation: Conversation | None = None
    ) -> Comparison:
        """Return papers beside each other in these aspects, the default ones for none; each is read apart.

        A paper is named by id, title or the name of its system, or as "all of these" of the conversation. Raises
        BadInput for a name that no paper bears or several do, for fewer than 2 papers or more than 20, and for too
        many aspects.
        """
        return compared(chosen(papers, self.library, conversation), aspects, self.library, self.judge, self.thresholds)

    def _compared(
        self, asked: str, request: Request, hits: Sequence[Hit], stop: Event, clock: _Clock
    ) -> Generator[Step, None, Answer]:
        """Yield what was found in each of the papers and what a model makes of it; return the answer, checked."""
        start = time.perf_counter()
        parts = parts_of(request, self.library, self.judge)
        told = replied(request, parts, self.library, start)
        clock.lap("evidence_s")
        known = {hit.paper.id for hit in hits}
        hits = [*hits, *(Hit(one.paper, 0.0) for one in request.named if one.paper.id not in known)]
        yield Found(request.question, tuple(hits), told.evidence)

        drafts = Drafts()
        if self.model is not None and few(parts):
            parts, drafts = yield from self._parts_worded(self.model, request, parts, stop, clock)
            told = replied(request, parts, self.library, start)
        clock.lap("generate_s")

        answer = self._answer(asked, told.outcome, told.sentences, hits, drafts.by, drafts.notice, clock.timings())
        return replace(answer, trace=_trace(request.question, told.evidence, drafts), comparison=told.comparison)

    def _parts_worded(
        self, model: LanguageModel, request: Request, parts: list[Part], stop: Event, clock: _Clock
    ) -> Generator[Written | Checked, None, tuple[list[Part], Drafts]]:
        """Yield what a model writes of each paper, once it has read it; return the parts so told, and the drafts."""
        try:
            parts = [part if stop.is_set() else part.reread(model) for part in parts]
        except ModelError as error:
            return parts, Drafts(notice=str(error))
        drafts = yield from clock.timed(drafted(tasks_of(request, parts), model, self.judge, stop))
        if all(one.support is Support.QUOTED for told in drafts.told for one in told):
            drafts = replace(drafts, by=QUOTES_ONLY)  # else it would be credited with the line of figures
        return [replace(part, told=told) for part, told in zip(parts, drafts.told, strict=True)], drafts

    def _recorded(
        self, told: Reply, asked: str, resolved: Resolved, hits: Sequence[Hit], clock: _Clock
    ) -> Generator[Found, None, Answer]:
        """Yield and return what the records of the library say, with no model's help."""
        clock.lap("evidence_s")
        evidence = tuple(piece for sentence in told.sentences for piece in sentence.evidence)
        yield Found(resolved.question, tuple(hits), evidence[:_SHOWN_AT_ONCE])
        answer = self._answer(asked, told.outcome, told.sentences, hits, QUOTES_ONLY, "", clock.timings())
        return replace(answer, trace=Trace(resolved.question, evidence))

    def _resolved(self, asked: str, conversation: Conversation, asked_as: str) -> Resolved:
        settled = one_line(asked_as)
        if settled:
            return taken_as(settled, conversation, self.library)
        return resolve(questions_alone(asked), conversation, self.library)

    def _search(self, resolved: Resolved, filters: Filters | None) -> list[Hit]:
        chosen = narrowed(resolved, filters)
        return [] if chosen is None else self.library.search(resolved.question, _RETRIEVED, chosen)

    def _answer(
        self,
        question: str,
        outcome: Outcome,
        sentences: Sequence[Sentence],
        hits: Sequence[Hit],
        used: ModelUsed,
        notice: str,
        timings: Timings,
    ) -> Answer:
        cited, citations = numbered(sentences)
        library = LibraryUsed(str(self.library.path), len(self.library), self.library.fingerprint)
        return Answer(question, outcome, cited, citations, tuple(hits), used, library, timings, notice=notice)


def _trace(question: str, evidence: Sequence[Evidence], drafts: Drafts) -> Trace:
    return Trace(question, tuple(evidence), drafts.prompts, tuple(chain(*drafts.texts)), drafts.notice)


def numbered(sentences: Sequence[Sentence]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Return the sentences with citation numbers, and the citations: papers numbered as they first appear."""
    quotes: dict[str, list[Evidence]] = {}
    for piece in (piece for sentence in sentences for piece in sentence.evidence):
        known = quotes.setdefault(piece.paper.id, [])
        if piece not in known:
            known.append(piece)
    numbers = {identifier: n for n, identifier in enumerate(quotes, 1)}
    cited = tuple(
        replace(sentence, citations=tuple(dict.fromkeys(numbers[piece.paper.id] for piece in sentence.evidence)))
        for sentence in sentences
    )
    citations = tuple(
        Citation(numbers[identifier], pieces[0].paper, tuple(pieces)) for identifier, pieces in quotes.items()
    )
    return cited, citations


def _clean(question: str) -> str:
    """Return the question on one line without control characters. Raises BadInput where nothing is left."""
    asked = one_line(question)
    if not asked:
        raise BadInput(
            'The question is empty: write one, such as assistant ask "What does HorNet replace attention with?"'
        )
    return asked


class _Clock:
    """Seconds since the last lap, and in all."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = now - self._last
        self._last = now

    def timed(self, writing: Generator[Written | Checked, None, Drafts]) -> Generator[Written | Checked, None, Drafts]:
        """Yield and return the same, and note when the first piece came."""
        with closing(writing):
            while True:
                try:
                    step = next(writing)
                except StopIteration as end:
                    drafts: Drafts = end.value
                    return drafts
                if isinstance(step, Written):
                    self._laps.setdefault("first_token_s", time.perf_counter() - self._last)
                yield step

    def timings(self) -> Timings:
        return Timings(**self._laps, total_s=time.perf_counter() - self._start)
