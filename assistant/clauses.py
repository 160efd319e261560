"""What a sentence says in fewer of its own words: clauses that can stand alone, without what is only said beside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conditions import condition_kept
from assistant.verbs import FINITE

_LONGEST = 1_000  # characters: what is longer is no sentence, and takes long to take apart
_FEWEST = 4  # words of a sentence
_OPENER = re.compile(
    r"^(?:(?:however|moreover|furthermore|additionally|in addition|finally|lastly|first(?:ly)?|second(?:ly)?|"
    r"third(?:ly)?|specifically|in particular|particularly|concretely|to this end|to that end|for this|here|notably|"
    r"importantly|empirically|experimentally|thus|therefore|hence|as a result|consequently|overall|meanwhile|"
    r"interestingly|surprisingly|remarkably|in specific|in detail|further|in summary|in short|in turn|then|next|"
    r"in (?:this|our) (?:paper|work|study|article|letter)),|in (?:this|our) (?:paper|work|study|article|letter))\s+",
    re.I,
)
# "Our results show that …": who found it. On what, or in which setting, is a part of what was found.
_FRAME = re.compile(
    r"^(?:we|(?:(?:our|the|these|extensive|comprehensive|numerical|empirical|experimental|further|thorough)\s+)*"
    r"(?:results?|experiments?|evaluations?|analys[ei]s|simulations?|findings?|ablation stud(?:y|ies)))\s+"
    r"(?:(?:also|further|\w+ly)\s+)?(?:show|shows|find|found|demonstrates?|reveals?|confirms?|proves?|verify|verifies|"
    r"establish(?:es)?|observe)\s+that\s+(?=\S)",
    re.I,
)
# What was done, and to what end, before it is said what that is or does.
_LEADING = re.compile(
    r"^(?:by (?!assum|restrict|limit|exclud|ignor)\w+ing|via|leveraging|inspired by|motivated by|building (?:on|upon)|"
    r"to (?!the\b)\w+)\b[^;:]{2,160}?,\s+(?=\S)",
    re.I,
)
# An abbreviation, what a thing is, or who said it.
_ASIDE = re.compile(
    r"\s+\((?:[A-Z][\w^+-]*|(?:a|an|the|i\.e\.|e\.g\.|see) [^()]{1,118}|[A-Z][^()]{1,60}\b(?:19|20)\d\d[^()]{0,40})\)"
)
# What may follow a comma and be left out with all behind it.
_TAIL = re.compile(
    r"(?:,|;|\s[–—])\s+(?=(?:which|whose|thereby|thus|hence|while|whereas|including|such as|e\.g\.|i\.e\.|"
    r"especially|particularly|(?:\w+ly )?\w+ing)\b)",
    re.I,
)
_SPLIT = re.compile(r"(?:;\s+(?:and\s+|while\s+|whereas\s+)?|,\s+(?:while|whereas|and)\s+)(?=\S)", re.I)
_CONTRASTS = re.compile(r"\b(?:while|whereas)\b", re.I)
_SUBJECT = re.compile(r"^(?![\w-]+ing\b)(?:we|our|the|a|an|all|[A-Z][\w-]*|\w+-\w+)\b")
# What points back at the clause before.
_POINTS_BACK = re.compile(r"^(?:the|all) (?:former|latter|other|others|same|model|method|approach|result)\b", re.I)
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|how|whether)\b|[,;:]", re.I)
_LOOSE_END = re.compile(r",\s*[\w-]+$|\b(?:and|or|of|that|by|to|both|either|neither)$", re.I)
_GOES_ON = re.compile(r",\s+(?:is|are|was|were|has|have|can|than|as)\b", re.I)  # after an insertion
_PAIRED = re.compile(r"\b(?:both|either|neither|not only)\b", re.I)
# What limits or takes back what is said, or says whose opinion it is.
_QUALIFIED = re.compile(
    r"\b(?:but|except\w*|exclud\w+|barring|ignoring|unless|if|only|provided|although|though|however|when|until|yet|"
    r"as long as|so long as|at (?:best|least|most)|on average|regime|limit\w*|costs? of|claim\w*|assum\w+|"
    r"contradict\w*|contest\w*|hypothes\w+|some|not|no|without|could|may|might|would|should|despite|under)\b",
    re.I,
)


def shortened(sentence: str) -> Iterator[str]:
    """Yield sentences that say less than this one in its own words, each once.

    Openers, frames ("our results show that"), phrases that lead up, asides and tails are left out, a clause is taken
    alone. None leaves out what the pattern of restrictions knows ("but", "only if"), nor a condition. Whether what is
    left out mattered is for others to say.
    """
    whole = sentence.strip()
    body = whole.rstrip(".!").strip()
    if len(whole) > _LONGEST or whole[-1:] not in (".", "!") or body.endswith("?"):
        return
    known, clauses = {whole}, _clauses(body)
    bound = len(_QUALIFIED.findall(_OPENER.sub("", body)))
    for clause in [*clauses, *(_ASIDE.sub("", one) for one in clauses)]:
        for cut in [cut for start in _starts(clause) for cut in _cuts(start)]:
            made = _sentence(cut)
            if made not in known and len(made.split()) >= _FEWEST and len(_QUALIFIED.findall(cut)) >= bound:
                known.add(made)
                yield made


def _clauses(body: str) -> list[str]:
    """Return the whole and each of its clauses, where it has several."""
    places = [place for place in _SPLIT.finditer(body) if _begins_clause(place, body)]
    starts, ends = [0, *(place.end() for place in places)], [*(place.start() for place in places), len(body)]
    each = [body[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    alone = [one for one in each if _balanced(one) and _SUBJECT.match(one) and not _POINTS_BACK.match(one)]
    return [body, *(alone if places else [])]


def _begins_clause(place: re.Match[str], body: str) -> bool:
    """Say whether what follows is a clause with a subject of its own; what follows "while" is one if it has any."""
    rest = body[place.end() :]
    return _SUBJECT.match(rest) is not None if _CONTRASTS.search(place.group()) else _stands_alone(rest)


def _stands_alone(clause: str) -> bool:
    subject = _SUBJECT.match(clause)
    verb = FINITE.search(clause, subject.end()) if subject else None
    return verb is not None and not _RELATIVE.search(clause[: verb.start()])


def _starts(clause: str) -> list[str]:
    """Return the clause, and what is left of it without what leads up to it."""
    found = [clause]
    for pattern in (_OPENER, _FRAME, _OPENER, _LEADING):
        for text in list(found):
            match = pattern.match(text)
            rest = text[match.end() :] if match else ""
            whole = _stands_alone(rest) if pattern is _LEADING else bool(rest)
            if whole and condition_kept(rest, text) and rest not in found:
                found.append(rest)
    return found


def _cuts(text: str) -> list[str]:
    """Return the text, and what is left of it before each tail that may be left out."""
    return [text, *(text[: tail.start()] for tail in _TAIL.finditer(text) if _may_be_cut(text, tail.start()))]


def _may_be_cut(text: str, place: int) -> bool:
    kept, left = text[:place], text[place:]
    return (
        _balanced(kept)
        and FINITE.search(kept) is not None
        and not _LOOSE_END.search(kept)
        and not _GOES_ON.search(left)
        and not _PAIRED.search(kept)
    )


def _balanced(text: str) -> bool:
    return all(text.count(one) == text.count(other) for one, other in ("()", "[]", "“”")) and text.count("$") % 2 == 0


def _sentence(text: str) -> str:
    plain = text.strip(" ,;:–—-")
    return f"{plain[:1].upper()}{plain[1:]}."
