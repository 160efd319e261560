"""Which sentences of a draft the evidence supports; the rest is not fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.addressed import gives_orders
from assistant.answer import Evidence, Sentence, Support
from assistant.attribution import figures_belong, figures_count_alike
from assistant.facts import named_for_itself, numbers_agree, own_name_agrees, polarity_agrees
from assistant.paraphrase import Paraphrases, attributed
from assistant.wording import directions_agree, foreign, hedged_alike, turned
from index.aliases import brought
from index.sentences import split_sentences
from index.terms import terms

_FEWEST_TERMS = 3  # a shorter claim says too little to be matched
_NEARLY_QUOTED = 0.7  # of a claim's words: one that takes so many must agree in every respect
_SHORTEST_QUOTE = 21  # characters
# [7], [1, 2], [1-3], [Paper 1], (2): written by a model they mean nothing.
_LIST = r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*"
_WORD = r"\^?(?:(?:paper|evidence|source|sentence|ref)\w*\s*)?"
_MARK = re.compile(rf"(?<!\$)\s*[\[【]\s*{_WORD}(?:{_LIST})?\s*[\]】](?![\^$])|\s*\(\s*{_WORD}{_LIST}\s*\)", re.I)
_LABEL = re.compile(r"^(?:answer|a|response)\s*:\s*", re.I)


def grounded(draft: str, evidence: Sequence[Evidence], paraphrases: Paraphrases | None = None) -> list[Sentence]:
    """Return the sentences of the draft, each with its support, the evidence for it and how sure that is.

    A sentence is `quoted` where the evidence holds it word by word, `supported` where one piece of evidence holds
    all of its words and nothing that can be checked speaks against it, or where `paraphrases` are given and find it
    to follow from one although the words are others, `unsupported` otherwise. Citation marks the model wrote are
    taken out: code alone sets them.
    """
    plain = _LABEL.sub("", _MARK.sub("", draft).strip())
    return [_judged(plain[start:end], evidence, paraphrases) for start, end in split_sentences(plain)]


def _judged(claim: str, evidence: Sequence[Evidence], paraphrases: Paraphrases | None) -> Sentence:
    for piece in evidence:
        if _quotes(claim, piece.text):
            return Sentence(claim, support=Support.QUOTED, evidence=(piece,))
    if len(set(terms(claim))) < _FEWEST_TERMS:
        return Sentence(claim)
    best = max(evidence, key=lambda piece: _coverage(claim, piece), default=None)
    if best and supports(best, claim):
        return Sentence(claim, support=Support.SUPPORTED, evidence=(best,), score=_coverage(claim, best))
    if paraphrases and (open_ := [piece for piece in evidence if may_follow(piece, claim)]):
        told = paraphrases.probabilities(claim, open_)
        score, likeliest = max(zip(told, open_, strict=True), key=lambda pair: pair[0])
        if score >= paraphrases.least:
            return Sentence(claim, support=Support.SUPPORTED, evidence=(likeliest,), score=score)
        return Sentence(claim, score=score)
    return Sentence(claim, score=_coverage(claim, best) if best and agrees(best, claim) else 0.0)


def supports(piece: Evidence, claim: str) -> bool:
    """Say whether one piece of evidence, read under its paper's title, holds what the claim says.

    The paper's own system may be called by its name where the evidence says "it".
    """
    strange = foreign(claim, f"{piece.paper.title} {piece.text}")
    if strange and not (strange <= set(terms(_own_names(piece))) and named_for_itself(claim, piece.text)):
        return False
    return agrees(piece, claim)


def agrees(piece: Evidence, claim: str) -> bool:
    """Say whether nothing in the claim that can be checked letter by letter speaks against the evidence.

    Figures with what they count, names, negation, direction, order and hedges; and the evidence must speak of its
    subject: what gives orders to its reader is shown as it stands or not at all.
    """
    return (
        _checkable(piece, claim)
        and figures_belong(claim, piece.text)
        and figures_count_alike(claim, piece.text)
        and own_name_agrees(claim, piece.text, _own_names(piece))
        and hedged_alike(claim, piece.text)
    )


def may_follow(piece: Evidence, claim: str) -> bool:
    """Say whether the claim may follow from the evidence in words of its own: nothing in it is the opposite.

    What takes nearly all of its words from the evidence, and changes one, says something else.
    """
    return _checkable(piece, claim) and (
        _coverage(claim, piece) < _NEARLY_QUOTED or (agrees(piece, claim) and attributed(claim, piece))
    )


def _checkable(piece: Evidence, claim: str) -> bool:
    """Say whether the claim is a whole sentence that agrees in figures, negation, direction and order."""
    return (
        claim.rstrip("\"'”’)").endswith((".", "!"))  # a sentence that was cut off says something else
        and not gives_orders(piece.text)
        and numbers_agree(claim, piece.text)
        and polarity_agrees(claim, piece.text)
        and directions_agree(claim, piece.text)
        and not turned(claim, piece.text)
    )


def _own_names(piece: Evidence) -> str:
    """Return what the paper of the evidence is called: names behind the colon of its title need not be its own."""
    return " ".join([piece.paper.title.partition(":")[0], *brought(piece.paper)])


def _quotes(claim: str, text: str) -> bool:
    """Say whether the claim is a run of whole words of the text that leaves out no "not"."""
    core = _comparable(claim)
    return (
        len(core) >= _SHORTEST_QUOTE
        and f" {core} " in f" {_comparable(text)} "
        and numbers_agree(claim, text)
        and polarity_agrees(claim, text)
        and hedged_alike(claim, text)
    )


def _coverage(claim: str, piece: Evidence) -> float:
    claimed = set(terms(claim))
    held = set(terms(f"{piece.paper.title} {piece.text}"))
    return len(claimed & held) / len(claimed) if claimed else 0.0


def _comparable(text: str) -> str:
    return " ".join(word.rstrip(".") for word in re.sub(r"[^\w%.]+", " ", text.lower()).split())
