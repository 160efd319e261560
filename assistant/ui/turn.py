"""One question and its answer in the conversation."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import QUOTES_ONLY, Answer, Evidence, Outcome, Sentence, Support
from assistant.assistant import Found
from assistant.conversation import Turn
from assistant.feedback import Verdict
from assistant.ui.beside import beside
from assistant.ui.markup import line, text
from assistant.ui.sources import card_id
from assistant.ui.tools import editor, tools

_QUOTES = 3  # shown while an answer is written


def answered(turn: Turn, number: int, verdict: Verdict | None = None) -> str:
    """Return a finished turn as HTML: each sentence with the marks that lead to its sources, and what one can do."""
    answer = turn.answer
    sentences = " ".join(_sentence(sentence, answer, number) for sentence in answer.sentences)
    body = f'<div class="answer {answer.outcome.value}"><p>{sentences}</p></div>'
    if answer.comparison:
        table = beside(answer.comparison, {citation.paper.id: citation.n for citation in answer.citations})
        body += f'<details class="side-by-side" open><summary>Side by side</summary>{table}</details>'
    if answer.notice:
        body += f'<p class="notice">{line(answer.notice)}</p>'
    body += f'<p class="origin">{_origin(answer)}</p>{tools(turn, number, verdict)}'
    return _turn(turn.question, turn.resolved, body, number)


def under_way(
    question: str,
    found: Found | None = None,
    drafted: str = "",
    checked: Sequence[Sentence] = (),
    *,
    writing: bool = False,
    ahead: int = 0,
) -> str:
    """Return a turn that is being answered: what was found, what stands so far, and the draft, said to be unchecked.

    `ahead` others are to be served before it goes on.
    """
    if found is None:
        return _turn(question, question, f'<p class="waiting">{_waiting(ahead) or "Searching the papers"}</p>')
    quotes = "".join(_quote(piece) for piece in found.evidence[:_QUOTES])
    shown = f'<div class="found"><h3>Found in the papers</h3>{quotes}</div>' if quotes else ""
    if checked:
        shown += f'<div class="standing"><h3>Checked against the papers</h3><p>{_standing(checked)}</p></div>'
    if drafted:
        shown += f'<div class="draft"><h3>Draft, not yet checked against the papers</h3><p>{text(drafted)}</p></div>'
    elif writing:
        shown += f'<p class="waiting">{_waiting(ahead) or "Writing"}</p>'
    return _turn(question, found.resolved, shown)


def earlier(count: int) -> str:
    """Return what is said of turns that are no longer shown."""
    return (
        f'<p class="hint">{count} earlier answers are kept: export the conversation to read them.</p>' if count else ""
    )


def failed(question: str, reason: str) -> str:
    """Return a turn that could not be answered, and why, in one line."""
    return _turn(question, question, f'<p class="failure" role="alert">{line(reason)}</p>')


def remark(reason: str) -> str:
    """Return a line of the program's own, with no question."""
    return f'<p class="failure" role="alert">{line(reason)}</p>'


def _waiting(ahead: int) -> str:
    if not ahead:
        return ""
    return f"{'One other question is' if ahead == 1 else f'{ahead} other questions are'} answered before this one"


def _turn(question: str, resolved: str, body: str, number: int = 0) -> str:
    """Return a turn as HTML; one that has a number can be asked again in other words."""
    change = editor(question, number, "the question")
    asked = f'<div class="asked"><h2 class="question">{text(question)}</h2>{change}</div>'
    if resolved.casefold() != question.casefold():
        change = editor(question, number, "what was asked", resolved)
        asked += f'<div class="asked understood"><p>Asked as: {text(resolved)}</p>{change}</div>'
    return f'<article class="turn">{asked}{body}</article>'


def _sentence(sentence: Sentence, answer: Answer, turn: int) -> str:
    titles = {citation.n: citation.paper.title for citation in answer.citations}
    marks = "".join(_mark(turn, n, titles[n]) for n in sentence.citations)
    if not marks and answer.outcome is Outcome.ANSWERED and sentence.support is not Support.RECORDED:
        marks = " <em>(no source)</em>"
    shown = f"<q>{text(sentence.text)}</q>" if sentence.support is Support.QUOTED else text(sentence.text)
    return f'<span class="sentence {sentence.support.value}">{shown}{marks}</span>'


def _standing(sentences: Sequence[Sentence]) -> str:
    """Return sentences that are checked while others are still written: they have no numbers yet."""
    shown = []
    for sentence in sentences:
        papers = "; ".join(dict.fromkeys(piece.paper.title for piece in sentence.evidence))
        said = f"<q>{text(sentence.text)}</q>" if sentence.support is Support.QUOTED else text(sentence.text)
        shown.append(f'<span class="sentence {sentence.support.value}" title="{text(papers)}">{said} ✓</span>')
    return " ".join(shown)


def _mark(turn: int, n: int, title: str) -> str:
    about = text(f"Source {n}: {title}")
    return f'<a class="mark" href="#{card_id(turn, n)}" title="{about}" aria-label="{about}">[{n}]</a>'


def _quote(piece: Evidence) -> str:
    return f"<blockquote>{text(piece.shown)}<cite>{text(piece.paper.title)}</cite></blockquote>"


def _origin(answer: Answer) -> str:
    """Say in HTML who wrote the answer and how long it took."""
    took = f"{answer.timings.total_s:.1f} s"
    if answer.outcome is not Outcome.ANSWERED:
        return took
    written = any(sentence.support is Support.SUPPORTED for sentence in answer.sentences)
    if any(sentence.support is Support.RECORDED for sentence in answer.sentences):
        return f"From the records of all papers · {took}"
    if not written:
        return f"Quoted from the papers · {took}"
    if answer.model.engine == QUOTES_ONLY.engine:
        return f"Put together from the papers · {took}"
    return f"Written by {text(answer.model.name)}, checked against the papers · {took}"
