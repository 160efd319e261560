"""What a question means after what was said before: the question by itself, and the papers it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation import fragments, wording
from assistant.conversation.authors import written_by
from assistant.conversation.conversation import Conversation
from assistant.conversation.naming import described, named
from assistant.conversation.references import Kind, Reference, ordinal, pronouns
from assistant.conversation.resolved import Resolved
from index.library import Library
from index.paper import Paper

_PAPERS = re.compile(
    r"\b(?:which|what|any|other|another) (?:(?!of |th(?:is|at|e|ese|ose) )\w+ ){0,2}(?:papers?|works?|stud(?:y|ies))\b",
    re.I,
)
_COMPARES = re.compile(
    r"\b(?:compar\w+|than|versus|vs|differ\w*|better|worse|beats?|outperforms?|relates?|similar|unlike|against)\b", re.I
)
_SPECIFIED = re.compile(r"\s+(?:(?:on|about|of|from|by|with|called|named|behind|in|that|which)\b|[A-Z])")
_BACK = re.compile(
    r"^\s*(?:(?:ok|okay|now|so|and|but|please|let us|let['’]s)\b[\s,]*)*(?:(?:go|going|come|coming|get|getting)\s+)?"
    r"(?:back|return|returning)\s+to\s+(?P<what>[^:;,.?!]{1,200})(?P<rest>.*)$",
    re.I | re.S,
)
_DESCRIBED = re.compile(
    r"\bthe ((?:[\w-]{2,40} ){1,3})(?:one|paper|method|model|approach|work|study|thesis|review|survey|network)\b"
    r"|\bthe (?:one|paper|work|study) (?:on|about|with|of|that|which) ((?:[\w-]+ ?){1,5})",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A question, and what it may refer to: `shown` are the papers of "it" and "they", `meant` those it names.

    `of_authors`: it names some of them by their authors.
    """

    question: str
    conversation: Conversation
    library: Library | None
    shown: tuple[Paper, ...]
    meant: tuple[Paper, ...] = ()
    of_authors: bool = False

    def saying(self, question: str, *, in_titles: bool = False) -> _Heard:
        """Return another question, heard in the same place."""
        known = self.conversation.known()
        written = written_by(question, known, self.library)
        meant = {paper.id: paper for paper in (*written, *named(question, known, self.library, in_titles=in_titles))}
        return replace(self, question=question, meant=tuple(meant.values()), of_authors=bool(written))

    @property
    def foreign(self) -> bool:
        """Whether it uses a name of nothing that was shown."""
        return wording.foreign(self.question, self.shown)


def resolve(question: str, conversation: Conversation, library: Library | None = None) -> Resolved:
    """Return the question as it would be asked by somebody who starts anew, and the papers it is about.

    By rules over what was shown. A return ("back to the first") comes first, then what completes the question before
    ("and on ADE20K?", "and CvT?"), then words that point back, then names of papers and authors; of papers never shown
    the names are known where a library is given. The papers that are pinned stay in scope whatever is asked.
    """
    shown = tuple(conversation.shown())
    if not shown:
        return Resolved(question)
    heard = _Heard(question, conversation, library, shown).saying(question)
    found = _returned(heard) or _continued(heard) or _standing(heard)
    if not conversation.pinned:
        return found
    papers = {paper.id: paper for paper in (*found.papers, *conversation.pinned.values())}
    return replace(found, papers=tuple(papers.values()))


def taken_as(question: str, conversation: Conversation, library: Library) -> Resolved:
    """Return a question whose wording a person has settled: only the papers that it names, and those pinned."""
    papers = (*named(question, conversation.known(), library), *conversation.pinned.values())
    return Resolved(question, tuple({paper.id: paper for paper in papers}.values()))


# Back to a paper


def _returned(heard: _Heard) -> Resolved | None:
    """Resolve "back to the first: how fast is it?"; None where it returns to nothing that was shown."""
    match = _BACK.match(heard.question)
    target = _target(heard.saying(match["what"])) if match else None
    if not match or not target:
        return None
    rest = match["rest"].strip(" :;,.?!")
    if not rest:
        return Resolved(f"What is {wording.together(target)}?", target)
    there = replace(heard, shown=target).saying(f"{rest}?")
    if there.meant:
        return _standing(there)
    return _pointed_at(there) or Resolved(f"{wording.together(target)}: {rest}?", target)


def _target(what: _Heard) -> tuple[Paper, ...]:
    """Return the papers that a phrase names, counts or describes."""
    if what.meant:
        return what.meant
    if (place := ordinal(what.question)) and (papers := _at(place, what)):
        return papers
    paper = _described(what.question, what, loosely=True)
    return (paper,) if paper else ()


def _described(phrase: str, heard: _Heard, *, loosely: bool = False) -> Paper | None:
    latest = list(reversed(heard.conversation.known()))
    first: dict[str, str] = {}
    for turn in heard.conversation.turns:
        for paper in turn.shown:
            first.setdefault(paper.id, turn.question)
    return described(phrase, latest, [first.get(paper.id, "") for paper in latest], loosely=loosely)


# Pieces of a question


def _continued(heard: _Heard) -> Resolved | None:
    """Complete "and on ADE20K?" (another aspect) or "and CvT?" (another paper); None where it is a whole question."""
    if fragments.onward(heard.question) and not heard.meant and not _has_reference(heard.question):
        return Resolved(f"{wording.together(heard.shown)}: {heard.question}", heard.shown)
    piece = fragments.piece(heard.question, named=bool(heard.meant))
    if piece is None:
        return None
    rest = heard.saying(piece.text, in_titles=not piece.of_data)
    if not rest.meant and " " not in piece.subject:  # "and volo?": a word by itself may well be a name
        written = f"{piece.subject.upper()} {piece.subject.capitalize()}"
        rest = replace(rest, meant=heard.saying(written).meant)
    if (place := ordinal(piece.text)) and (place.start, place.end) == (0, len(piece.text)):
        if papers := _at(place, heard):
            return _instead(wording.together(papers), heard, papers)
    if piece.asks:
        return _asked_on(rest)
    return _pointed_at(rest) or _subject_or_aspect(rest, piece, foreign=heard.foreign)


def _asked_on(heard: _Heard) -> Resolved:
    """Resolve a whole question that goes on about what was shown, such as "and how many parameters?"."""
    question = f"{heard.question}?"
    if _PAPERS.search(question):
        return Resolved(question)
    if heard.meant or _has_reference(heard.question):
        return _standing(heard.saying(question))
    if heard.foreign and not fragments.of_data(question):
        return Resolved(question)
    return Resolved(f"{wording.together(heard.shown)}: {question}", heard.shown)


def _subject_or_aspect(heard: _Heard, piece: fragments.Piece, *, foreign: bool) -> Resolved:
    """Ask the question before about another paper where the piece names one, else about something else.

    `foreign`: it uses a name of nothing that was shown. Where no library can say what that is, it is another subject.
    """
    others = [paper for paper in heard.meant if paper not in heard.shown] or list(heard.meant)
    if piece.same:
        return _instead(piece.subject, heard, others)
    if others and not _is_data(piece, heard):
        return _instead(piece.subject, heard, others, beside=piece.beside)
    if not others and (paper := _by_description(heard)):
        return _instead(wording.called(paper), heard, [paper])
    if not others and foreign and not piece.of_data and heard.library is None:
        return _instead(piece.subject, heard, ())
    last = heard.conversation.answered()
    return Resolved(wording.about_more(last.resolved if last else "", piece.text, heard.shown), heard.shown)


def _is_data(piece: fragments.Piece, heard: _Heard) -> bool:
    last = heard.conversation.answered()
    said = " ".join([last.resolved if last else "", *(paper.text for paper in heard.shown)])
    return piece.of_data or fragments.is_data(piece.subject, said)


def _instead(subject: str, heard: _Heard, papers: Sequence[Paper], *, beside: bool = False) -> Resolved:
    """Ask the question before about another subject; `beside` the first that it was about, where it was of two."""
    last = heard.conversation.answered()
    asked = last.resolved if last else ""
    if beside and last and len(last.scope) > 1:
        first, *compared = last.scope
        return Resolved(wording.about_another(asked, subject, compared), (first, *papers))
    if beside:
        return Resolved(f"How does {wording.together(heard.shown)} compare with {subject}?", (*heard.shown, *papers))
    return Resolved(wording.about_another(asked, subject, heard.shown), tuple(papers))


# Whole questions


def _standing(heard: _Heard) -> Resolved:
    """Resolve a question by the words that point back, else by the papers it names or describes."""
    if pointed := _pointed_at(heard):
        return pointed
    if _PAPERS.search(heard.question):
        return Resolved(heard.question)
    if not heard.meant and (paper := _by_description(heard)):
        return Resolved(heard.question, (paper,))
    return Resolved(heard.question, heard.meant)


def _by_description(heard: _Heard) -> Paper | None:
    match = _DESCRIBED.search(heard.question)
    return _described(next(filter(None, match.groups())), heard) if match else None


def _has_reference(question: str) -> bool:
    return ordinal(question) is not None or bool(pronouns(question))


def _pointed_at(heard: _Heard) -> Resolved | None:
    """Resolve an ordinal or a pronoun; None where the question has neither, or names what it is about."""
    if (place := ordinal(heard.question)) and (papers := _at(place, heard)):
        return _about(heard, place, papers)
    anew = _PAPERS.search(heard.question) is not None
    for reference in pronouns(heard.question):
        if reference.asking and len(heard.shown) == 1:
            continue  # which of one?
        if _names_itself(reference, heard):
            return Resolved(heard.question, heard.meant)
        if reference.bare or not anew or reference.kind is Kind.SEVERAL:
            found = _about(heard, reference, _referred(reference, heard))
            return replace(found, papers=()) if anew and reference.kind is Kind.ONE else found
    return None


def _names_itself(reference: Reference, heard: _Heard) -> bool:
    """Say whether what a reference means is named in the same question: before it, or as in "the method of X"."""
    if not heard.meant:
        return False
    if heard.of_authors or heard.saying(heard.question[: reference.start]).meant:
        return True
    return not reference.bare and _SPECIFIED.match(heard.question, reference.end) is not None


def _at(place: Reference, heard: _Heard) -> tuple[Paper, ...]:
    """Return the paper at a place of what was listed; nothing where there is no such place."""
    listed = heard.conversation.listed()
    if place.kind is Kind.BEFORE:
        before = heard.conversation.before()
        return (before,) if before else ()
    if place.kind is Kind.OTHER:
        others = [paper for paper in listed if paper not in heard.shown] or listed[1:]
        return tuple(others) if len(others) == 1 else ()
    position = len(listed) // 2 if place.place is None else place.place
    return (listed[position],) if -len(listed) <= position < len(listed) else ()


def _referred(reference: Reference, heard: _Heard) -> tuple[Paper, ...]:
    if reference.kind is Kind.SEVERAL:
        return tuple(heard.conversation.listed(reference.count))
    return heard.shown if reference.kind is Kind.MANY else heard.shown[:1]


def _about(heard: _Heard, reference: Reference, papers: tuple[Paper, ...]) -> Resolved:
    """Put the names of the papers in the place of the words that refer to them.

    A paper named beside them is meant too where they are compared. A name of no paper may be of one whose names
    nobody knows: where things are compared the answer may then stand anywhere.
    """
    resolved = wording.filled(heard.question, reference, papers)
    if not _COMPARES.search(heard.question):
        return Resolved(resolved, papers)
    meant = (*papers, *(paper for paper in heard.meant if paper not in papers))
    return Resolved(resolved, () if wording.foreign(heard.question, meant) else meant)
