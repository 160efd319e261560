"""Measure answers: the assistant beside simpler ways of answering, on questions whose right answer is known."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.assistant import Assistant
from assistant.conversation import Conversation
from assistant.home import cache_dir
from eval.expected import described, in_library
from eval.progress import Progress, silent
from eval.questions import Question
from eval.report import Report, System
from eval.respondents import Respondent, respondents
from eval.scoring import MEASURES, Judged, judged
from eval.unfinished import Unfinished, resumed
from index.errors import BadInput
from index.library import Library

_TURNS = " / "  # between the turns of a conversation, on one line


def evaluate(
    assistant: Assistant,
    questions: Sequence[Question],
    *,
    dataset: str,
    split: str,
    environment: Mapping[str, str] | None = None,
    unfinished: Path | None = None,
    progress: Progress = silent,
    seed: int = 0,
) -> Report:
    """Return how the assistant answers the questions, beside quotes alone and the first sentence of the top hit.

    The assistant is reported on, last in the report; without a language model it is quotes alone itself. The folder
    `unfinished`, by default among the caches, keeps what an interrupted run has answered until the same is asked for
    again and finished. Raises BadInput where the library lacks an expected paper.
    """
    if not questions:
        raise BadInput("There are no questions: write one a line, as eval/questions/README.md describes.")
    library = assistant.library
    known = in_library(questions, library)
    asked = respondents(assistant)
    fingerprint = _fingerprint(known, library)
    made_of = [fingerprint, library.fingerprint, [dict(one.configuration) for one in asked]]
    systems, notes = [], []
    with resumed(unfinished or cache_dir() / "eval", Judged, made_of) as kept:
        for one in asked:
            answers = _answers(one, known, kept, progress)
            systems.append(_system(one, answers))
            notes += _fallbacks(one, answers)
    return Report(
        task="answers",
        dataset=dataset,
        split=split,
        fingerprint=fingerprint,
        documents=len(library),
        queries={question.id: _TURNS.join(question.turns) for question in known},
        expected={question.id: described(question, library) for question in known},
        groups=_kinds(known),
        measures=MEASURES,
        systems=tuple(systems),
        baseline=systems[-2].name,
        notes=(*notes, *_coverage(systems[-1], len(known))),
        environment=dict(environment or {}),
        seed=seed,
    )


def _answers(
    respondent: Respondent, questions: Sequence[Question], kept: Unfinished[Judged], progress: Progress
) -> dict[str, Judged]:
    """Return the judged answer to each question, those of an interrupted run taken over."""
    answers = {}
    warm = False
    for done, question in enumerate(questions, 1):
        answer = kept.find(respondent.name, question.id)
        if answer is None:
            if not warm:  # what is loaded on first use is not part of the seconds of an answer
                respondent.ask(question.turns[-1], Conversation())
                warm = True
            answer = _answer(respondent, question)
            kept.keep(respondent.name, question.id, answer)
        answers[question.id] = answer
        progress(respondent.name, done, len(questions))
    return answers


def _answer(respondent: Respondent, question: Question) -> Judged:
    """Return the judged answer to the last turn, the conversation held from the first."""
    conversation = Conversation()
    *_, last = [respondent.ask(turn, conversation) for turn in question.turns]
    return judged(question, last)


def _system(respondent: Respondent, answers: Mapping[str, Judged]) -> System:
    return System(
        name=respondent.name,
        configuration=respondent.configuration,
        scores={
            measure: {key: answer.scores[measure] for key, answer in answers.items() if measure in answer.scores}
            for measure in MEASURES
        },
        seconds={key: answer.scores["seconds"] for key, answer in answers.items()},
        returned={key: answer.cited for key, answer in answers.items()},
        texts={key: answer.text for key, answer in answers.items()},
    )


def _fallbacks(respondent: Respondent, answers: Mapping[str, Judged]) -> list[str]:
    """Return a note for each reason why the model did not write: its figures are then partly those of quotes."""
    reasons = Counter(answer.failure for answer in answers.values() if answer.failure)
    return [
        f"{respondent.name} failed on {count} of {len(answers)} questions, answered with quotes: {reason}"
        for reason, count in reasons.items()
    ]


def _coverage(system: System, questions: int) -> list[str]:
    """Return what each mean of the reported system is over, and what its measures are not."""
    counts = {measure: len(scores) for measure, scores in system.scores.items()}
    partly = [f"{measure} {count}" for measure, count in counts.items() if count < questions]
    notes = ["\"supported\" is the program's own check of each sentence against its quote, not a second judge's."]
    if partly:
        notes.insert(0, f"Of {questions} questions, the following are scored where they apply: {', '.join(partly)}.")
    return notes


def _fingerprint(questions: Sequence[Question], library: Library) -> str:
    """Return 16 hex digits, equal for the same questions about the same papers."""
    told = [{**asdict(question), "papers": sorted(question.papers)} for question in questions]
    return hashlib.sha256(json.dumps([told, library.contents], sort_keys=True).encode()).hexdigest()[:16]


def _kinds(questions: Sequence[Question]) -> dict[str, tuple[str, ...]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        kinds[question.kind].append(question.id)
    return {kind: tuple(ids) for kind, ids in kinds.items()}
