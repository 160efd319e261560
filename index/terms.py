"""The words of a text as search and comparison see them."""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

from index.paper import folded

_WORD = re.compile(r"[^\W_]+(?:[-'’.^+][^\W_]+)*\+{0,2}")
_POSSESSIVE = re.compile(r"['’]s$")
_JOINT = re.compile(r"[-'’]")

STOPWORDS = frozenset(
    "a about above after again all also am an and any are as at be because been before being below between both but "
    "by can could did do does doing done down during each either few for from further had has have having he her "
    "here hers him his how i if in into is it its itself just let like me more most much many my no nor not of off "
    "on once only or other our ours out over own per she should so some such than that the their them then there "
    "these they this those through to too under until up upon us very was we were what when where whether which "
    "while who whom whose why will with within without would you your yours paper papers work study author authors "
    "show shows tell give please".split()
)


# British spellings, and what looks like them: it is enough that a word always becomes the same one.
_ISE = re.compile(r"(?<=[a-z]{3})([iy])s(e|ed|es|er|ers|ing|ation|ations)$")
_OUR = re.compile(r"(?<=[a-z]{3})our(s|ed|ing|al|ally|hood|hoods)?$")

_STEMMER = Stemmer.Stemmer("english")
_WORDS_KNOWN = 200_000  # whose terms are kept: a library repeats its words


def words(text: str) -> list[str]:
    """Return the words in order, without case and accents; hyphenated ones and `g^nConv` in one piece."""
    plain = text.lower() if text.isascii() else folded(text)
    return [_POSSESSIVE.sub("", match.group()) for match in _WORD.finditer(plain)]


def terms(text: str) -> list[str]:
    """Return what carries the meaning: stems (Snowball English) of the words that are not stopwords.

    British spellings become American ones ("normalised", "tumour"). A hyphenated word gives its parts, and itself
    joined, so that "self-attention", "self attention" and "selfattention" meet.
    """
    return [term for word in words(text) for term in _terms(word)]


@lru_cache(maxsize=_WORDS_KNOWN)
def _terms(word: str) -> tuple[str, ...]:
    parts = [_american(part) for part in _JOINT.split(word) if part]
    kept = ["".join(parts), *parts] if len(parts) > 1 else parts
    return tuple(_STEMMER.stemWords([part for part in kept if part not in STOPWORDS]))


def _american(word: str) -> str:
    return _OUR.sub(r"or\1", _ISE.sub(r"\1z\2", word))
