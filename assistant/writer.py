"""The language model's part: a draft written from one sentence alone."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Sequence

from assistant.answer import Evidence
from assistant.line import one_line
from assistant.marks import unmarked
from assistant.models.language_model import LanguageModel, Message
from assistant.template import filled
from index.errors import ModelError

TEMPLATE = "answer"
TRAINED = "answer_trained"  # for models that were taught to answer from a sentence
NOTHING = "None."  # what a model writes where the sentence does not hold the answer
MAX_TOKENS = 64  # one sentence; what comes after it is seldom supported
_LONGEST_PROMPT = 1_536  # tokens: a sentence has 75, and two cores need a second for each 300
_LONGEST_QUESTION = 1_000  # characters: more is no question and would push the evidence out


def template(model: LanguageModel) -> str:
    """Return the name of the prompt by which the model is asked."""
    return TRAINED if model.taught else TEMPLATE


def prompt(question: str, quote: Evidence, name: str) -> list[Message]:
    """Return the messages that ask for an answer from this sentence, by the template of this name."""
    slots = {"evidence": note(quote), "question": question[:_LONGEST_QUESTION]}
    return [Message("user", filled(name, **slots, **({"nothing": NOTHING} if name == TEMPLATE else {})))]


def note(quote: Evidence) -> str:
    """Return the sentence as a model reads it: under the title of its paper."""
    return f"{one_line(quote.paper.title)}\n[1] {one_line(quote.text)}"


def fitting(question: str, quote: Evidence, model: LanguageModel, tokens: int = _LONGEST_PROMPT) -> list[Message]:
    """Return the messages that ask for an answer from this sentence.

    Raises ModelError where they have more tokens, and would keep the model busy for long.
    """
    asked = prompt(question, quote, template(model))
    if model.count_tokens(asked) > tokens:
        raise ModelError(f"Question and quote are too long for {model.name} to word an answer: the quote stands alone.")
    return asked


def says_nothing(draft: str) -> bool:
    """Say whether a draft is that the sentence does not hold the answer."""
    return _plain(draft) == _plain(NOTHING)


def may_say_nothing(beginning: str) -> bool:
    """Say whether a draft that begins so may still become that the sentence does not hold the answer."""
    return _plain(NOTHING).startswith(_plain(beginning))


def _plain(text: str) -> str:
    return text.strip().casefold().rstrip(".")


def written(messages: Sequence[Message], model: LanguageModel, stop: threading.Event) -> Iterator[str]:
    """Yield the draft as it is written, without the numbers of sentences in it."""
    stream = model.stream(messages, MAX_TOKENS, stop)
    try:
        yield from unmarked(stream)
    finally:
        if isinstance(stream, Generator):  # which ends the computation
            stream.close()


def others(messages: Sequence[Message], model: LanguageModel, count: int) -> list[str]:
    """Return other drafts, drawn by likelihood, the likeliest first, each once, without the numbers of sentences."""
    return list(dict.fromkeys("".join(unmarked([text])) for text in model.sampled(messages, MAX_TOKENS, count)))
