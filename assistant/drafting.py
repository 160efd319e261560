"""What a language model makes of quotes: what each says of the question in few words, checked sentence by sentence."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from threading import Event

from assistant.answer import QUOTES_ONLY, Evidence, ModelUsed, Sentence, Support
from assistant.compose import quoted, worded
from assistant.models.judge import Judge
from assistant.models.language_model import LanguageModel, Message
from assistant.reading import holds
from assistant.writer import fitting, may_say_nothing, written
from index.errors import ModelError


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

    `notice` says why there is no more.
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
    works, notice = [_Work(task, judge) for task in tasks], ""
    try:
        for work in works:
            for quote in work.task.quotes:
                if stop.is_set():
                    break
                work.prompts.append(tuple(fitting(work.task.question, quote, model)))
                draft = yield from _shown(written(work.prompts[-1], model, stop))
                work.take(draft, model)
                yield Checked(tuple(sentence for one in works for sentence in one.told))
    except ModelError as error:
        notice = str(error)
    wrote = any(work.texts for work in works)
    return Drafts(
        tuple((*work.texts, *[""] * work.left) for work in works),
        tuple((*work.told, *map(quoted, work.task.quotes[len(work.texts) :])) for work in works),
        tuple(prompt for work in works for prompt in work.prompts),
        ModelUsed(model.name, model.engine, model.device) if wrote else QUOTES_ONLY,
        notice,
    )


class _Work:
    """A task while it is done."""

    def __init__(self, task: Task, judge: Judge | None) -> None:
        self.task = task
        self.texts: list[str] = []
        self.prompts: list[tuple[Message, ...]] = []
        self.told: list[Sentence] = []
        self._judge = judge
        self._kept: list[str] = []

    @property
    def left(self) -> int:
        """How many quotes nothing was written of."""
        return len(self.task.quotes) - len(self.texts)

    def take(self, draft: str, model: LanguageModel) -> None:
        """Add the draft of the next quote, which is told in its place unless the model finds the answer lost."""
        quote = self.task.quotes[len(self.texts)]
        self.texts.append(draft)
        told = self._worded(draft)
        said = " ".join(one.text for one in told if one.support is Support.SUPPORTED and one.evidence == (quote,))
        if said and not holds(self.task.question, quote, said, model):
            draft, told = "", self._worded("")
        self._kept.append(draft)
        self.told = told

    def _worded(self, draft: str) -> list[Sentence]:
        quotes = self.task.quotes[: len(self._kept) + 1]
        return worded(self.task.question, quotes, [*self._kept, draft], self._judge)


def _shown(pieces: Iterator[str]) -> Generator[Written, None, str]:
    """Yield the draft as it grows, unless it says that there is nothing; return it."""
    text, shown = "", 0
    for piece in pieces:
        text += piece
        if not may_say_nothing(text):
            yield Written(text[shown:])
            shown = len(text)
    return text
