"""What a library holds, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Sentence, Support
from assistant.overview.selection import titled
from assistant.overview.topics import Topic, topic_map
from assistant.template import filled
from index.library import Library

_TOPICS = 8  # told of; `assistant library topics` shows all


def contents(library: Library) -> Iterator[Sentence]:
    """Yield how many papers there are and of which years, then the largest topics, each with typical papers."""
    first, last = library.years()
    years = "" if first is None else f", from {first} to {last}" if first != last else f", of {first}"
    yield Sentence(filled("contents", count=str(len(library)), years=years), support=Support.RECORDED)
    yield from map(_told, topic_map(library).topics[:_TOPICS])


def _told(topic: Topic) -> Sentence:
    text = f"{topic.papers} on {topic.name}, such as:" if topic.papers > 1 else f"1 on {topic.name}:"
    return Sentence(text, support=Support.RECORDED, evidence=tuple(titled(paper) for paper in topic.typical))
