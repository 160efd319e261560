"""A sentence that is true or not, with the evidence by which a checker is to say so."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Evidence


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, in one sentence, whether the evidence supports it, and what kind of claim it is."""

    id: str
    text: str
    kind: str
    true: bool
    evidence: tuple[Evidence, ...]
