"""Measure how fast answers come: `python -m eval.speed [--library PATH] [--repeat N]`.

Medians over the tuning questions, warm, on this computer; the cold process is a fresh `assistant ask`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median

from rich.console import Console
from rich.table import Table

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.workplace import open_assistant, open_for_asking
from eval.questions import QUESTIONS, read_questions
from index.errors import ResearchError
from index.passages import embedded

_QUESTIONS = 20
_DOCUMENTS = 64  # abstracts embedded for the rate


def warm_answers(assistant: Assistant, questions: Sequence[str]) -> list[Answer]:
    """Return the answers to the questions, asked once before so that everything is loaded."""
    assistant.ask(questions[0])
    return [assistant.ask(question) for question in questions]


def embedded_a_second(assistant: Assistant) -> float:
    """Return how many papers are embedded in a second, each as a whole and sentence by sentence."""
    texts = [paper.text for paper in assistant.library.papers(limit=_DOCUMENTS)]
    embedded(texts[:1], assistant.library.encoder)
    start = time.perf_counter()
    embedded(texts, assistant.library.encoder)
    return len(texts) / (time.perf_counter() - start)


def cold_seconds(question: str, library: str | None) -> float:
    """Return the seconds of a fresh process that answers one question."""
    command = [sys.executable, "-c", "from assistant.cli.app import main; main()", "ask", question]
    start = time.perf_counter()
    subprocess.run([*command, *(["--library", library] if library else [])], check=True, capture_output=True)  # noqa: S603 our own program
    return time.perf_counter() - start


def table(answers: Sequence[Answer], rate: float, cold: Sequence[float]) -> Table:
    """Return the medians, in seconds where nothing else is said."""
    times = [answer.timings for answer in answers]
    first = [t.search_s + t.evidence_s + t.first_token_s for t in times if t.first_token_s is not None]
    shown = Table("figure", "median", box=None)
    shown.add_row("search", f"{median(t.search_s for t in times):.3f}")
    shown.add_row("quotes on screen", f"{median(t.search_s + t.evidence_s for t in times):.3f}")
    shown.add_row("first word written", f"{median(first):.3f}" if first else "-")
    shown.add_row("whole answer, warm", f"{median(t.total_s for t in times):.3f}")
    shown.add_row("whole answer, slowest", f"{max(t.total_s for t in times):.3f}")
    shown.add_row("cold process", f"{median(cold):.1f}")
    shown.add_row("papers embedded a second", f"{rate:.0f}")
    return shown


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", help="folder of the library; default the built-in collection")
    parser.add_argument("--repeat", type=int, default=3, help="cold processes")
    options = parser.parse_args(arguments)
    questions = [question.turns[0] for question in read_questions(QUESTIONS / "tune.jsonl")][:_QUESTIONS]
    try:
        assistant, notice = open_assistant(open_for_asking(options.library))
        answers = warm_answers(assistant, questions)
        cold = [cold_seconds(questions[0], options.library) for _ in range(options.repeat)]
    except ResearchError as error:
        print(f"bench: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    console = Console(highlight=False)
    console.print(notice or f"{len(questions)} questions, {len(assistant.library)} papers, {answers[0].model.engine}")
    console.print(table(answers, embedded_a_second(assistant), cold))


if __name__ == "__main__":
    main()
