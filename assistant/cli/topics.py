"""`assistant library topics`: what the library is about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import LibraryOption

if TYPE_CHECKING:
    from assistant.overview.topics import TopicMap

AsJson = Annotated[bool, typer.Option("--json", help="Print the topics and the map as one JSON object.")]
Plot = Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Draw the map, as .svg or .html.")]


def topics(library: LibraryOption = None, plot: Plot = None, as_json: AsJson = False) -> None:
    """Show what the papers are about, the largest topics first.

    \b
    assistant library topics
    assistant library topics --plot map.svg
    """
    from assistant.cli import screen
    from assistant.overview import plot as picture
    from assistant.overview.topics import topic_map
    from assistant.workplace import open_for_asking

    if plot:
        picture.check(plot)
    with open_for_asking(library) as opened, screen.working("Reading"):
        shown = topic_map(opened)
    if plot:
        picture.write(shown, plot)
    if as_json:
        print(json.dumps(_json(shown), ensure_ascii=False))
        return
    if not shown.topics:
        screen.note("The library holds no paper: add some with `assistant library add FILE`.")
    for topic in shown.topics:
        screen.out.print(screen.safe(f"{topic.n + 1:>3}. {topic.name}  ({topic.papers} papers)"))
        for paper in topic.typical:
            screen.out.print(screen.safe(f"     {screen.described(paper)}"), style="dim")


def _json(shown: TopicMap) -> dict[str, Any]:
    return {
        "papers": shown.papers,
        "topics": [
            {
                "n": topic.n + 1,
                "terms": list(topic.terms),
                "papers": topic.papers,
                "typical": [paper.id for paper in topic.typical],
            }
            for topic in shown.topics
        ],
        "map": [
            {"paper_id": one.paper.id, "x": round(one.x, 4), "y": round(one.y, 4), "topic": one.topic + 1}
            for one in shown.places
        ],
    }
