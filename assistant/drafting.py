"""What a language model makes of quotes: what each says of the question in few words, checked sentence by sentence."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event

from assistant.answer import QUOTES_ONLY, Evidence, ModelUsed, Sentence
from assistant.compose import merged, quoted, told
from assistant.models.judge import Judge
from assistant.models.language_model import LanguageModel, Message
from assistant.writer import fitting, may_say_nothing, others, says_nothing, written
from index.errors import ModelError

# Drafts beside the first, written together. With six of them answers have a tenth more words, comparisons a seventh.
_OTHERS = 24


@dataclass(frozen=True, slots=True)
class Task:
    """A question and the quotes that answer it, best first."""

    question: str
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of the draft, not yet checked."""

    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """All sentences that stand so far, in place of the drafts they were made of."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Drafts:
    """What was written of the quotes of each task, "" for nothing, and what is told by it; asked what, by which model.

    Of several drafts of a quote it is the one that is told, or the first. `notice` says why there is no more.
    """

    texts: tuple[tuple[str, ...], ...] = ()
    told: tuple[tuple[Sentence, ...], ...] = ()
    prompts: tuple[tuple[Message, ...], ...] = ()
    by: ModelUsed = QUOTES_ONLY
    notice: str = ""


def drafted(
    tasks: Sequence[Task], model: LanguageModel, judge: Judge | None, stop: Event
) -> Generator[Written | Checked, None, Drafts]:
    """Yield what is written of the quotes, one after the other, and after each what stands; return the drafts.

    That a quote does not hold the answer is not shown: the others may. Where the model fails what was written before
    counts: quotes are an answer, too.
    """
    works, notice = [_Work(task) for task in tasks], ""
    try:
        for work in works:
            for quote in work.task.quotes:
                if stop.is_set():
                    break
                work.prompts.append(tuple(fitting(work.task.question, quote, model)))
                draft = yield from _shown(written(work.prompts[-1], model, stop), begun=any(one.says for one in works))
                if work.counts(draft):
                    drafts = [] if stop.is_set() else _drafts(draft, work.prompts[-1], model, stop)
                    found = told(work.task.question, quote, drafts, judge)
                    work.said += found.sentences
                    draft = found.draft or draft
                work.texts.append(draft)
                if any(one.says for one in works):
                    yield Checked(tuple(sentence for one in works for sentence in merged(one.said)))
    except ModelError as error:
        notice = str(error)
    return Drafts(
        tuple(work.every_text() for work in works),
        tuple(tuple(work.told()) for work in works),
        tuple(prompt for work in works for prompt in work.prompts),
        used(model) if any(work.texts for work in works) else QUOTES_ONLY,
        notice,
    )


def _drafts(first: str, prompt: Sequence[Message], model: LanguageModel, stop: Event) -> Iterator[str]:
    """Yield the draft, then others of a model that was taught to write them; those only when they are asked for."""
    yield first
    if model.taught and not stop.is_set():
        with suppress(ModelError):  # the first draft is there
            yield from others(prompt, model, _OTHERS)


def used(model: LanguageModel) -> ModelUsed:
    """Return what is said of a model that had a part in an answer."""
    return ModelUsed(model.name, model.engine, model.device)


class _Work:
    """A task while it is done: what was asked and written so far, and the sentences that stand."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.prompts: list[tuple[Message, ...]] = []
        self.texts: list[str] = []
        self.said: list[Sentence] = []

    @property
    def says(self) -> bool:
        """Whether a draft says more than that there is nothing."""
        return not all(map(says_nothing, self.texts))

    def counts(self, draft: str) -> bool:
        """Say whether the next quote is told: not one behind the best of which the draft says nothing."""
        return not self.texts or not says_nothing(draft)

    def every_text(self) -> tuple[str, ...]:
        """Return a draft of every quote, "" for those not written."""
        return (*self.texts, *[""] * (len(self.task.quotes) - len(self.texts)))

    def told(self) -> list[Sentence]:
        """Return the sentences of the task: those that stand, and the quotes of which nothing was written."""
        return merged([*self.said, *map(quoted, self.task.quotes[len(self.texts) :])])


def _shown(pieces: Iterator[str], *, begun: bool) -> Generator[Written, None, str]:
    """Yield the draft as it grows, after a blank where one came before, unless it says nothing; return it."""
    text, shown = "", 0
    for piece in pieces:
        text += piece
        if not may_say_nothing(text):
            yield Written(text[shown:] if shown or not begun else f" {text}")
            shown = len(text)
    return text
