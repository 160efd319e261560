"""Measure answers on the project's own questions: `python -m eval.answers [--questions FILE] [--library PATH]`.

Without options: the reported half of eval/questions on the built-in collection.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean, median

from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.assistant import Assistant
from assistant.conversation import Conversation
from assistant.workplace import open_assistant, open_for_asking
from eval.questions import QUESTIONS, Question, Score, read_questions, scored
from eval.report import Report
from index.errors import ResearchError

_COLUMNS = ("kind", "n", "right", "facts", "papers", "outcome", "wrong papers", "supported", "words", "seconds")


def evaluate(
    assistant: Assistant,
    questions: Sequence[Question],
    *,
    dataset: str,
    split: str,
    environment: Mapping[str, str] | None = None,
    unfinished: Path | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
    seed: int = 0,
) -> Report:
    """Return how the assistant answers the questions, beside quotes alone and the first sentence of the top hit.

    The assistant is reported on, last in the report; without a language model it is quotes alone itself. `progress`
    is told (done, total) of the answers of all systems. In the folder `unfinished` an interrupted run is
    kept until it is taken up again and finished. Raises BadInput for an expected paper that the library does not hold.
    """
    raise NotImplementedError


def answers(assistant: Assistant, questions: Iterable[Question]) -> dict[Question, Score]:
    """Return the score of each question, its conversation held from the first turn."""
    scores = {}
    for question in questions:
        conversation = Conversation()
        *_, last = (assistant.ask(turn, conversation) for turn in question.turns)
        scores[question] = scored(question, last)
    return scores


def table(scores: dict[Question, Score]) -> Table:
    """Return shares and means for each kind of question, and for all; seconds are medians."""
    by_kind: dict[str, list[Score]] = defaultdict(list)
    for question, score in scores.items():
        by_kind[question.kind].append(score)
    shown = Table(*_COLUMNS, box=None)
    for kind, some in [*by_kind.items(), ("all", list(scores.values()))]:
        shown.add_row(kind, *_row(some))
    return shown


def _row(scores: Sequence[Score]) -> list[str]:
    shares = ("right", "all_facts", "all_papers", "right_outcome")
    means = [f"{fmean(getattr(score, name) for score in scores):.2f}" for name in shares]
    return [
        str(len(scores)),
        *means,
        f"{fmean(score.wrong_papers for score in scores):.2f}",
        f"{fmean(score.supported for score in scores):.2f}",
        f"{fmean(score.words for score in scores):.0f}",
        f"{median(score.seconds for score in scores):.2f}",
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS / "report.jsonl")
    parser.add_argument("--library", help="folder of the library; default the built-in collection")
    parser.add_argument("--quotes-only", action="store_true", help="without the language model")
    parser.add_argument("--failures", action="store_true", help="name the questions answered wrongly")
    options = parser.parse_args(arguments)
    try:
        questions = read_questions(options.questions)
        assistant, notice = open_assistant(open_for_asking(options.library), quotes_only=options.quotes_only)
        scores = answers(assistant, track(questions, "Answering", disable=not sys.stderr.isatty()))
    except ResearchError as error:
        print(f"eval: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    console = Console(highlight=False)
    console.print(notice or f"{options.questions.name}, {len(questions)} questions")
    console.print(table(scores))
    if options.failures:
        for question, score in scores.items():
            if not score.right:
                console.print(f"{question.id}: {question.turns[-1]}", markup=False)


if __name__ == "__main__":
    main()
