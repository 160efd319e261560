"""The map of topics as a picture: SVG that stands alone, or a page around it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from assistant.overview.topics import Placed, Topic, TopicMap
from assistant.saving import check_target, save
from index.errors import BadInput

_WIDTH, _HEIGHT = 960, 640
_MARGIN = 30
_LEGEND = 26  # of height for each topic, in two columns
_LETTERS = 58  # of a topic's name in the legend
_TITLE = 160  # of a paper's, shown where the pointer rests
# Told apart also by those who do not see red and green (Wong 2011, Tol's muted), then repeated with another shape.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#882255", "#5b5b5b")
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1c1c1c}.n{font-weight:600;font-size:15px;paint-order:stroke;"
    "stroke:#fff;stroke-width:4px}.b{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.n{stroke:#16181c}.b{fill:#16181c}}"
)
_KINDS = (".svg", ".html")


def write(shown: TopicMap, file: Path) -> None:
    """Write the map to an .svg or .html file. Raises BadInput for another kind, or where it cannot be written."""
    check(file)
    picture = svg(shown)
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Topics of {shown.papers} papers</title>"
        "<style>:root{color-scheme:light dark}body{margin:1rem}svg{max-width:100%;height:auto}</style>"
        f"{picture}</html>\n"
    )
    save(page if file.suffix.lower() == ".html" else picture + "\n", file, "--plot")


def check(file: Path) -> None:
    """Raise BadInput where the map cannot be written to this file."""
    if file.suffix.lower() not in _KINDS:
        raise BadInput(f"--plot {file.name} is of no known kind: end it with {' or '.join(_KINDS)}.")
    check_target(file, "--plot")


def svg(shown: TopicMap) -> str:
    """Return the map as SVG: a dot for each paper, its title where the pointer rests, and the topics by number."""
    height = _HEIGHT + _LEGEND * ((len(shown.topics) + 1) // 2) + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-label="Topics of {shown.papers} papers"><style>{_STYLE}</style>'
        f'<rect class="b" width="{_WIDTH}" height="{height}"/>',
        *map(_dot, shown.places),
        *_numbers(shown),
        *(_entry(topic, place) for place, topic in enumerate(shown.topics)),
        "</svg>",
    ]
    return "".join(parts)


def _dot(placed: Placed) -> str:
    x, y = _at(placed.x, placed.y)
    return _mark(x, y, placed.topic, f"<title>{_safe(placed.paper.title[:_TITLE])}</title>")


def _mark(x: float, y: float, topic: int, title: str = "") -> str:
    """Return a disc, or a square where the colour has been used before."""
    look = f'fill="{_COLOURS[topic % len(_COLOURS)]}" opacity=".75"'
    if topic // len(_COLOURS) % 2:
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {look}>{title}</rect>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" {look}>{title}</circle>'


def _numbers(shown: TopicMap) -> Iterator[str]:
    """Yield the number of each topic in the middle of its papers."""
    for topic in shown.topics:
        own = [one for one in shown.places if one.topic == topic.n]
        if own:
            x, y = _at(sum(one.x for one in own) / len(own), sum(one.y for one in own) / len(own))
            yield f'<text class="n" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{topic.n + 1}</text>'


def _entry(topic: Topic, place: int) -> str:
    x, y = _MARGIN + _WIDTH / 2 * (place % 2), _HEIGHT + _LEGEND * (place // 2 + 0.7)
    name = topic.name if len(topic.name) <= _LETTERS else f"{topic.name[: _LETTERS - 1]}…"
    return (
        f'{_mark(x, y, topic.n)}<text x="{x + 12}" y="{y + 4:.1f}">{topic.n + 1}. {_safe(name)} ({topic.papers})</text>'
    )


def _at(x: float, y: float) -> tuple[float, float]:
    return _MARGIN + x * (_WIDTH - 2 * _MARGIN), _MARGIN + (1 - y) * (_HEIGHT - 2 * _MARGIN)


def _safe(text: str) -> str:
    """Return the text as XML that shows it: no markup, and none of the characters that XML forbids."""
    return escape("".join(c if c.isprintable() else " " for c in text))
