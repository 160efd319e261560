"""What the library is about, as a view: a map of its papers, and its topics by the terms that tell them apart."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

import gradio as gr

from assistant.overview.topics import Topic, TopicMap, topic_map
from assistant.ui.keeping import QUIET
from assistant.ui.layout import html
from assistant.ui.markup import link, text
from assistant.ui.opening import Opening
from assistant.ui.turn import remark
from index.errors import ResearchError
from index.library import Library

_WIDTH, _HEIGHT, _MARGIN = 960, 560, 22
_SHOWN = 2_000  # papers on the map: more would make it slow to move about
_KEPT = 4  # maps in memory, of libraries as they were
_COLOURS = 8  # of the style sheet; after them they come again
_ABOUT = "Papers that speak of like things lie near each other; the pointer shows their titles."
_WAITING = '<p class="waiting">Looking over the papers</p>'


class Maps:
    """Makes the map of a library, once for as long as its papers stay the same."""

    def __init__(self) -> None:
        self._maps: OrderedDict[str, TopicMap] = OrderedDict()
        self._one_at_a_time = threading.Lock()

    def of(self, library: Library) -> TopicMap:
        """Return the map of a library as it is now. Raises what `topic_map` raises."""
        with self._one_at_a_time:
            key = f"{library.path} {library.fingerprint}"
            if key not in self._maps:
                self._maps[key] = topic_map(library)
                while len(self._maps) > _KEPT:
                    self._maps.popitem(last=False)
            return self._maps[key]


def laid_out_and_wired(opening: Opening, tab: gr.Tab) -> None:
    """Put the view on the page under construction; its map is made when it is first looked at."""
    shown = html("topics", value=_WAITING)
    maps = Maps()

    def look() -> str:
        try:
            return overview(maps.of(opening.library))
        except ResearchError as error:
            return remark(str(error))

    limited: dict[str, Any] = {"concurrency_id": "topics", "concurrency_limit": 1, **QUIET}
    tab.select(look, None, [shown], **limited)


def overview(shown: TopicMap) -> str:
    """Return the map and the topics, the largest first, as HTML."""
    if not shown.topics:
        return '<p class="hint">No paper in the library yet: add some under “Library”.</p>'
    entries = "".join(map(_entry, shown.topics))
    return (
        f'<h2>{shown.papers:,} papers in {len(shown.topics)} topics</h2><p class="hint">{_ABOUT}</p>'
        f"{_map(shown)}<ol>{entries}</ol>"
    )


def _map(shown: TopicMap) -> str:
    dots = "".join(
        f'<circle class="{_colour(one.topic)}" cx="{_x(one.x):.1f}" cy="{_y(one.y):.1f}" r="5">'
        f"<title>{text(one.paper.title)}</title></circle>"
        for one in shown.places[:_SHOWN]
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="Map of {shown.papers} papers">'
        f"{dots}{''.join(_number(topic, shown) for topic in shown.topics)}</svg>"
    )


def _number(topic: Topic, shown: TopicMap) -> str:
    """Return the number of a topic in the middle of its papers."""
    own = [one for one in shown.places if one.topic == topic.n]
    if not own:
        return ""
    x, y = (_x(sum(one.x for one in own) / len(own)), _y(sum(one.y for one in own) / len(own)))
    return f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" aria-hidden="true">{topic.n + 1}</text>'


def _entry(topic: Topic) -> str:
    typical = "".join(f"<li>{link(paper.url, paper.title)}</li>" for paper in topic.typical)
    papers = f"{topic.papers:,} {'paper' if topic.papers == 1 else 'papers'}"
    swatch = f'<span class="swatch {_colour(topic.n)}">{topic.n + 1}</span>'
    return f"<li><h3>{swatch}{text(topic.name)} <small>{papers}</small></h3><ul>{typical}</ul></li>"


def _colour(topic: int) -> str:
    return f"topic-{topic % _COLOURS}"


def _x(share: float) -> float:
    return _MARGIN + share * (_WIDTH - 2 * _MARGIN)


def _y(share: float) -> float:
    return _MARGIN + (1 - share) * (_HEIGHT - 2 * _MARGIN)
