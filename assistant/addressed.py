"""What speaks to whoever answers: a sentence of a paper that does, and the part of a question that gives orders."""

from __future__ import annotations

import re

from index.sentences import split_sentences

# Orders, roles and forms that a language model may obey. An honest sentence that looks like one is still quoted.
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|obey)\b.{0,40}\b(?:instruct\w*|prompt|above|previous|rules?|orders?|system)\b"
    r"|\b(?:answer|respond|reply|say|write|output|print|repeat|describe)\s+(?:only|that|with|so|exactly|this|to|"
    r"[\"“‘']|(?-i:[A-Z]{3})|\S+ and nothing)"
    r"|\byou (?:must|should|shall|will|are now|have to|may only)\b|\b(?:system|assistant|user|developer)\s*(?:note)?:"
    r"|\b(?:right|correct|only|true|one)\s+(?:\w+\s+)?answer\b|\b(?:question|answer|antwort|réponse)\s*:"
    r"|\bthe answer to\b|\b(?:vergiss|ignoriere|oublie|ignora|olvida)\b|<[|!/\w]|\"role\"|###",
    re.I,
)
# A sentence that orders what the answer should be, whatever is asked; others may well be about orders.
_INJECTED = re.compile(
    r"^(?:(?:please|and|now|first)\W+)*(?:ignore|disregard|forget|override)\b.{0,40}"
    r"\b(?:instruct\w*|prompt|rules?|orders?)\b"
    r"|\b(?:respond|reply|answer) with \S+ (?:and nothing else|only)\b"
    r"|^(?:(?-i:SYSTEM)(?: NOTE)?|(?:system|assistant|developer) note)\s*:",
    re.I,
)
_MARK = re.compile(r"<\|\w+\|>(?:\s*(?:system|user|assistant)\b)?")  # of a chat template, with whose turn it is
_UNREAD = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u0370-\u03ff]{2,}")  # words neither in Latin nor in Greek letters


def gives_orders(text: str) -> bool:
    """Say whether the text tells its reader what to say or do, or may, in words that cannot be read here."""
    return _ORDER.search(text) is not None or _UNREAD.search(text) is not None


def questions_alone(asked: str) -> str:
    """Return what asks in a text that also gives orders, and any other text as it is.

    Left out are the sentences that order something; where a chat template is imitated, all that are no questions.
    """
    turns = [turn for part in _MARK.split(asked) if (turn := part.strip())]
    sentences = [turn[start:end] for turn in turns for start, end in split_sentences(turn)]
    if _MARK.search(asked):
        return " ".join(one for one in sentences if one.endswith("?")) or asked
    rest = [one for one in sentences if not _INJECTED.search(one)]
    return " ".join(rest) if len(rest) < len(sentences) and any(one.endswith("?") for one in rest) else asked
