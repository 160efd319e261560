"""Questions with what a right answer holds; the format is described in eval/questions/README.md."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.answer import Answer
from index.builtin import PAPERS
from index.errors import BadInput
from index.paper import Paper, normalised_title
from index.readers import read

QUESTIONS = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Question:
    """The turns of a conversation, and what the answer to the last one should be."""

    id: str
    kind: str
    turns: tuple[str, ...]
    papers: frozenset[str]
    facts: tuple[tuple[str, ...], ...]
    outcome: str
    forbidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How an answer compares with what was expected; shares lie in [0, 1]."""

    right_outcome: bool
    all_facts: bool
    all_papers: bool
    wrong_papers: int
    supported: float
    nothing_forbidden: bool
    words: int
    seconds: float

    @property
    def right(self) -> bool:
        """Whether outcome, facts and papers are right and nothing forbidden is said."""
        return self.right_outcome and self.all_facts and self.all_papers and self.nothing_forbidden


def read_questions(file: Path) -> list[Question]:
    """Return the questions of a JSON Lines file. Raises BadInput naming the line that is wrong."""
    questions = []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}): name a file of questions.") from error
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            facts = tuple(tuple(group) for group in record["facts"])
            questions.append(
                Question(
                    record["id"],
                    record["kind"],
                    tuple(record["turns"]),
                    frozenset(record["papers"]),
                    facts,
                    record["outcome"],
                    tuple(record["forbidden"]),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(f"{file}, line {number} is no question ({error}): see eval/questions/README.md.") from error
    return questions


def scored(question: Question, answer: Answer) -> Score:
    """Return how the answer compares with what the question expects."""
    text = comparable(answer.text)
    cited = {_known().get(normalised_title(citation.paper.title), citation.paper.id) for citation in answer.citations}
    claims = [sentence for sentence in answer.sentences if sentence.citations]
    return Score(
        right_outcome=answer.outcome.value == question.outcome,
        all_facts=all(any(comparable(fact) in text for fact in group) for group in question.facts),
        all_papers=question.papers <= cited,
        wrong_papers=len(cited - question.papers),
        supported=sum(s.support.value != "unsupported" for s in claims) / len(claims) if claims else 1.0,
        nothing_forbidden=not any(comparable(text_) in text for text_ in question.forbidden),
        words=len(answer.text.split()),
        seconds=answer.timings.total_s,
    )


@cache
def _known() -> dict[str, str]:
    """Return the ids of the built-in papers by title: an export without ids gives the same papers other ids."""
    return {normalised_title(paper.title): paper.id for paper in read(PAPERS) if isinstance(paper, Paper)}


def comparable(text: str) -> str:
    """Return the text without differences of case, dashes, blanks and the spelling of percent."""
    plain = re.sub(r"[‐-―−]", "-", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(re.sub(r"\\?\s*(?:%|per ?cent\b)", "%", plain).split())
