"""A person's filter and the papers a question is about: both hold, and where they exclude each other it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.resolved import Resolved
from assistant.conversation.wording import together
from index.filters import Filters
from index.hit import Hit

_TOLD = 3  # papers named in a notice


def narrowed(resolved: Resolved, filters: Filters | None) -> Filters | None:
    """Return the filter that holds for a question; None where it allows none of the papers the question is about."""
    chosen = filters or Filters()
    if not resolved.papers:
        return chosen
    ids = tuple(paper.id for paper in resolved.papers)
    if chosen.ids:
        ids = tuple(identifier for identifier in ids if identifier in chosen.ids)
    return replace(chosen, ids=ids) if ids else None


def left_out(resolved: Resolved, hits: Sequence[Hit], filters: Filters | None) -> str:
    """Return what to tell where a filter left nothing of the papers that the question is about; "" where it did not."""
    if hits or not resolved.papers or not filters:
        return ""
    several = len(resolved.papers) > 1
    more = " and others" if len(resolved.papers) > _TOLD else ""
    return (
        f"The filter leaves out {together(resolved.papers[:_TOLD])}{more}, which the question is about: "
        f"widen it to include {'them' if several else 'it'}, or ask about other papers."
    )
