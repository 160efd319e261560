"""Words and their opposites: one for the other turns what a sentence says round."""

from __future__ import annotations

from collections import defaultdict

from index.terms import terms

_PAIRS = """
higher/lower high/low highest/lowest increase/decrease increase/reduce improve/degrade improve/worsen gain/loss
gain/drop rise/fall raise/lower larger/smaller large/small greater/smaller greater/lesser faster/slower fast/slow
better/worse best/worst outperform/underperform superior/inferior more/less more/fewer most/least above/below
before/after over/under up/down with/without positive/negative strong/weak stronger/weaker minimise/maximise
minimum/maximum supervised/unsupervised supervised/self-supervised linear/nonlinear linear/quadratic global/local
sparse/dense early/late earlier/later first/last first/second frozen/trained parallel/sequential online/offline
stable/unstable efficient/inefficient dependent/independent discrete/continuous upper/lower encode/decode
encoder/decoder short/long shorter/longer shallow/deep static/dynamic internal/external forward/backward
input/output train/test training/inference source/target simple/complex easy/hard easier/harder robust/fragile
cheap/expensive known/unknown seen/unseen labelled/unlabelled balanced/imbalanced clean/noisy old/new
convex/nonconvex homogeneous/heterogeneous symmetric/asymmetric true/false success/failure accept/reject
enable/prevent allow/prevent support/contradict same/different similar/different many/few always/never
inside/outside rich/poor safe/unsafe left/right top/bottom teacher/student real/synthetic single/multiple
"""
# Words that a search passes over and that yet may not be added.
SMALL = frozenset("above after before below down few less more most under without".split())


def _known() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pair in _PAIRS.split():
        one, other = (set(terms(word)) or {word} for word in pair.split("/"))
        for term in one:
            found[term] |= other
        for term in other:
            found[term] |= one
    return {term: frozenset(others - {term}) for term, others in found.items() if others - {term}}


OPPOSITES = _known()  # term → the terms that say the opposite
