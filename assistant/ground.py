"""Which sentences of a draft the evidence supports; the rest is not fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Evidence, Sentence, Support
from assistant.addressed import gives_orders
from assistant.attribution import figures_belong, figures_count_alike
from assistant.facts import numbers_agree, own_name_agrees, polarity_agrees
from assistant.wording import directions_agree, foreign, hedged_alike, turned
from index.sentences import split_sentences
from index.terms import terms

# Share of a claim's content words that its evidence must hold. Lower lets inventions in between true words.
COVERAGE = 0.9
_FEWEST_TERMS = 3  # a shorter claim says too little to be matched
_SHORTEST_QUOTE = 21  # characters
# [7], [1, 2], [1-3], [Paper 1], (2): written by a model they mean nothing.
_LIST = r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*"
_WORD = r"\^?(?:(?:paper|evidence|source|sentence|ref)\w*\s*)?"
_MARK = re.compile(rf"(?<!\$)\s*[\[【]\s*{_WORD}(?:{_LIST})?\s*[\]】](?![\^$])|\s*\(\s*{_WORD}{_LIST}\s*\)", re.I)
_LABEL = re.compile(r"^(?:answer|a|response)\s*:\s*", re.I)


def grounded(draft: str, evidence: Sequence[Evidence]) -> list[Sentence]:
    """Return the sentences of the draft, each with its support and the evidence for it.

    A sentence is `quoted` where the evidence holds it word by word, `supported` where one piece of
    evidence holds its figures, its names and most of its words and neither negation nor direction differs,
    `unsupported` otherwise. Citation marks the model wrote are taken out: code alone sets them.
    """
    plain = _LABEL.sub("", _MARK.sub("", draft).strip())
    return [_judged(plain[start:end], evidence) for start, end in split_sentences(plain)]


def _judged(claim: str, evidence: Sequence[Evidence]) -> Sentence:
    for piece in evidence:
        if _quotes(claim, piece.text):
            return Sentence(claim, support=Support.QUOTED, evidence=(piece,))
    best = max(evidence, key=lambda piece: _coverage(claim, piece), default=None)
    if best and supports(best, claim):
        return Sentence(claim, support=Support.SUPPORTED, evidence=(best,))
    return Sentence(claim, support=Support.UNSUPPORTED)


def supports(piece: Evidence, claim: str) -> bool:
    """Say whether one piece of evidence, read under its paper's title, holds what the claim says."""
    return (
        len(set(terms(claim))) >= _FEWEST_TERMS
        and not foreign(claim, f"{piece.paper.title} {piece.text}")
        and agrees(piece, claim)
    )


def agrees(piece: Evidence, claim: str) -> bool:
    """Say whether nothing in the claim that can be checked letter by letter speaks against the evidence.

    Figures with what they count, names, negation, direction, order and hedges; and the evidence must speak of its
    subject: what gives orders to its reader is shown as it stands or not at all.
    """
    own, _, _ = piece.paper.title.partition(":")  # names behind the colon need not be its own
    return (
        claim.rstrip("\"'”’)").endswith((".", "!"))  # a sentence that was cut off says something else
        and not gives_orders(piece.text)
        and numbers_agree(claim, piece.text)
        and figures_belong(claim, piece.text)
        and figures_count_alike(claim, piece.text)
        and own_name_agrees(claim, piece.text, own)
        and polarity_agrees(claim, piece.text)
        and directions_agree(claim, piece.text)
        and hedged_alike(claim, piece.text)
        and not turned(claim, piece.text)
    )


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
