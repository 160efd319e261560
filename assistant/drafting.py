"""What a language model makes of evidence: which sentence holds the answer, and that answer in few words."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from threading import Event

from assistant.answer import QUOTES_ONLY, Evidence, ModelUsed
from assistant.models.language_model import LanguageModel, Message
from assistant.reading import reread
from assistant.writer import fitting, may_say_nothing, written
from index.errors import ModelError


@dataclass(frozen=True, slots=True)
class Task:
    """A question, the evidence that may hold its answer, best first, and which of it would be quoted.

    `reread` says that the model may change the order, and so what is quoted.
    """

    question: str
    evidence: tuple[Evidence, ...]
    quotes: Callable[[Sequence[Evidence]], list[Evidence]]
    reread: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of the draft, not yet checked."""

    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The evidence of a task as the model has read it, and for each quote the prompt and the draft, "" for none."""

    evidence: tuple[Evidence, ...]
    prompts: tuple[tuple[Message, ...], ...] = ()
    drafts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafts:
    """The readings of all tasks, the model that made them, and why it could not."""

    readings: tuple[Reading, ...]
    by: ModelUsed = QUOTES_ONLY
    notice: str = ""


def drafted(tasks: Sequence[Task], model: LanguageModel, stop: Event) -> Generator[Written, None, Drafts]:
    """Yield what is written for the tasks, one after the other; return the readings.

    That a quote does not hold the answer is not shown: the others may. Where the model fails what was written before
    counts: quotes are an answer, too.
    """
    readings, begun, notice = [_Reading(task) for task in tasks], False, ""
    try:
        for reading in readings:
            for piece in reading.written(model, stop):
                yield Written(piece if begun else piece.lstrip())
                begun = True
    except ModelError as error:
        notice = str(error)
    wrote = any(reading.wrote for reading in readings)
    by = ModelUsed(model.name, model.engine, model.device) if wrote else QUOTES_ONLY
    return Drafts(tuple(reading.told() for reading in readings), by, notice)


class _Reading:
    """A reading while it is made."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._evidence: Sequence[Evidence] = task.evidence
        self._prompts: list[tuple[Message, ...]] = []
        self._drafts: list[str] = []
        self._quotes = 0

    def written(self, model: LanguageModel, stop: Event) -> Iterator[str]:
        """Yield the drafts piece by piece, each after a space. Raises ModelError when the model fails."""
        if model.taught and self._task.reread:
            self._evidence = reread(self._task.question, self._evidence, model)
        quotes = self._task.quotes(self._evidence)
        self._quotes = len(quotes)
        for quote in quotes:
            if stop.is_set():
                return
            self._prompts.append(tuple(fitting(self._task.question, quote, model)))
            text, shown = "", 0
            for piece in written(self._prompts[-1], model, stop):
                text += piece
                if not may_say_nothing(text):
                    yield text[shown:] if shown else f" {text}"
                    shown = len(text)
            self._drafts.append(text)

    @property
    def wrote(self) -> bool:
        """Whether there is a draft."""
        return bool(self._drafts)

    def told(self) -> Reading:
        """Return what has become of it."""
        unwritten = [""] * (self._quotes - len(self._drafts))
        return Reading(tuple(self._evidence), tuple(self._prompts), (*self._drafts, *unwritten))
