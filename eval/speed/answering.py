"""How fast questions are answered, everything loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from statistics import median

from eval.speed.figure import OURS, Figure
from eval.speed.interleaved import interleaved
from eval.speed.peers import LLAMAINDEX
from eval.speed.peers.kept import built
from eval.speed.setting import Setting
from eval.speed.sides import Side
from eval.speed.times import Streamed

_TOKENS = 128  # written for the rate of decoding
_QUICK_TOKENS = 24
# Answered by a long list, also by a model that was taught to be short.
_PROMPT = (
    "The calendar\n[1] The twelve months of the year are January, February, March, April, May, June, July, August, "
    "September, October, November and December, and the seven days of the week are Monday, Tuesday, Wednesday, "
    "Thursday, Friday, Saturday and Sunday.\n\nWhat are the names of all months of the year, and of all days?"
)
_WARMING = "What are these papers about?"  # asked once before, so that everything is loaded

_QUOTES_S = 0.2
_ANSWER_S = 2.0
_ANSWER_RATIO = 0.25
_DECODE_RATIO = 2.8


def measure(setting: Setting) -> list[Figure]:
    """Return the times of answers, medians over the questions, and the rate of writing.

    Each question is asked once of each side: ours keeps what it computed for a prompt it has had before.
    """
    peers = [LLAMAINDEX] if setting.weights.language else []
    with setting.sides(*peers) as sides:
        if LLAMAINDEX in sides:
            sides[LLAMAINDEX]("open", built(setting, sides[LLAMAINDEX]))
        answers = _answers(setting, sides)
        return [*_figures(answers), *_decoding(setting, sides)]


def _answers(setting: Setting, sides: Mapping[str, Side]) -> dict[str, list[Streamed]]:
    found: dict[str, list[Streamed]] = {name: [] for name in sides}
    for side in sides.values():
        side("answer", _WARMING)
    for done, question in enumerate(setting.questions, 1):
        runs = {name: partial(side, "answer", question) for name, side in sides.items()}
        for name, (answer,) in interleaved(runs, 1).items():
            found[name].append(answer)
        setting.progress("Answering", done, len(setting.questions))
    return found


def _figures(answers: Mapping[str, Sequence[Streamed]]) -> list[Figure]:
    quotes = [answer.quotes_s for answer in answers[OURS] if answer.quotes_s is not None]
    first = {name: [one.first_s for one in some if one.first_s is not None] for name, some in answers.items()}
    whole = {name: median(one.total_s for one in some) for name, some in answers.items()}
    figures = [Figure("quotes on screen", "s", median(quotes), target=_QUOTES_S)]
    if first[OURS]:  # else no language model is here, or every question was declined
        medians = {name: median(some) for name, some in first.items() if some}
        figures.append(Figure("first word of an answer", "s", medians.pop(OURS), medians))
    ours = whole.pop(OURS)
    figures.append(Figure("whole answer", "s", ours, whole, target=_ANSWER_S, target_ratio=_ANSWER_RATIO))
    slowest = {name: max(one.total_s for one in some) for name, some in answers.items()}
    figures.append(Figure("whole answer, slowest", "s", slowest.pop(OURS), slowest))
    return figures


def _decoding(setting: Setting, sides: Mapping[str, Side]) -> list[Figure]:
    if not sides[OURS]("writes"):
        return []
    tokens = _QUICK_TOKENS if setting.quick else _TOKENS
    runs = {name: partial(side, "write", _PROMPT, tokens) for name, side in sides.items()}
    setting.progress("Writing", 0, setting.repeat)
    count = partial(sides[OURS], "tokens")  # one tokenizer for all sides
    rates = {name: median(_rate(text, count) for text in texts)
             for name, texts in interleaved(runs, setting.repeat).items()}  # fmt: skip
    ours = rates.pop(OURS)
    limits = _limits(setting, rates)
    return [
        Figure(
            "tokens written a second", "1/s", ours, rates, better="higher", target_ratio=_DECODE_RATIO, limits=limits
        )
    ]


def _rate(text: Streamed, count: Callable[[str], int]) -> float:
    """Return the tokens a second after the first piece."""
    return (count(text.text) - count(text.first)) / text.after_first_s


def _limits(setting: Setting, peers: Iterable[str]) -> dict[str, float]:
    """Return the tokens a second that reading the weights allows: ours quantised, theirs float32."""
    weights = setting.weights
    if setting.limits is None or not weights.language_bytes:
        return {}
    most = {OURS: setting.limits.tokens_a_second(weights.language_bytes)}
    if weights.language is not None:
        theirs = sum(file.stat().st_size for file in weights.language.glob("*.safetensors"))
        most |= {peer: setting.limits.tokens_a_second(theirs) for peer in peers}
    return most
