"""What a language model makes of quotes: what each says of the question in few words, checked sentence by sentence."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from threading import Event

from assistant.answer import QUOTES_ONLY, Evidence, ModelUsed, Sentence
from assistant.compose import worded
from assistant.models.judge import Judge
from assistant.models.language_model import LanguageModel, Message
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
    """What was written of the quotes of each task, "" for nothing; asked what, by which model, and why no more."""

    texts: tuple[tuple[str, ...], ...] = ()
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
    drafts, prompts, notice = [list[str]() for _ in tasks], list[tuple[Message, ...]](), ""
    stand = list[Sentence]()
    try:
        for task, texts in zip(tasks, drafts, strict=True):
            before = tuple(stand)
            for quote in task.quotes:
                if stop.is_set():
                    break
                prompts.append(tuple(fitting(task.question, quote, model)))
                texts.append((yield from _shown(written(prompts[-1], model, stop))))
                said = len(texts)
                stand = [*before, *worded(task.question, task.quotes[:said], texts, judge)]
                yield Checked(tuple(stand))
    except ModelError as error:
        notice = str(error)
    by = ModelUsed(model.name, model.engine, model.device) if any(drafts) else QUOTES_ONLY
    whole = [(*texts, *[""] * (len(task.quotes) - len(texts))) for task, texts in zip(tasks, drafts, strict=True)]
    return Drafts(tuple(whole), tuple(prompts), by, notice)


def _shown(pieces: Iterator[str]) -> Generator[Written, None, str]:
    """Yield the draft as it grows, unless it says that there is nothing; return it."""
    text, shown = "", 0
    for piece in pieces:
        text += piece
        if not may_say_nothing(text):
            yield Written(text[shown:])
            shown = len(text)
    return text
