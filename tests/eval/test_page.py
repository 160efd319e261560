"""The page is whole in itself, shows outside text as text, and is no wider than the window."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from eval import cases, page
from eval.grid import grids
from eval.report import Report
from eval.summary import summarised
from index.errors import BadInput
from tests.eval.reports import HOSTILE, MEASURES, QUERIES, report, system

UNKNOWN = {"script", "iframe", "object", "embed", "img", "form", "base"}
CLIPPED = """() => [...document.querySelectorAll('th, td.value, h1, figcaption, dd, p, li')]
    .filter(e => !e.closest('.scroll') && e.getClientRects().length && e.scrollWidth > e.clientWidth + 1)
    .map(e => e.textContent)"""
CLOSED = {"meta", "link", "col", "line", "circle", "rect"}  # no end tag, or closed in place


class Read(HTMLParser):
    """The elements of a page with their attributes, and its text; fails where elements are not nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in CLOSED or (tag == "rect" and not self.get_starttag_text().endswith("/>")):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def html(of: Report, worst: int = 3) -> str:
    summary = summarised(of)
    return page.rendered(summary, grids(summary), cases.worst(of, worst))


def harmful() -> Report:
    systems = system(HOSTILE[::-1], (0, 0, 0, 0), title=HOSTILE), system(HOSTILE, (0, 0.1, 0.2, 0.3), title=HOSTILE)
    told = [replace(one, texts=dict.fromkeys(QUERIES, HOSTILE)) for one in systems]
    return report(*told, dataset=HOSTILE, split='"><script>', notes=(HOSTILE,), groups={HOSTILE: ("q1",)},
                  queries=dict.fromkeys(QUERIES, HOSTILE), expected=dict.fromkeys(QUERIES, (HOSTILE,)),
                  environment={"command": HOSTILE, HOSTILE: HOSTILE}, baseline=HOSTILE[::-1], task=HOSTILE,
                  fingerprint=HOSTILE)  # fmt: skip


def test_the_page_tells_what_was_found() -> None:
    text = Read(html(report())).text
    for told in ("hybrid on ponds / test", "4 queries, 12 documents", "0.600", "+0.175", "better on 2 queries",
                 "Two papers have no title.", "wet (2)", "what sinks", "The right one relevant", "25 ms",
                 "assistant eval retrieval --dataset ponds", "fingerprint 0123456789abcdef", "3.11"):  # fmt: skip
        assert told in text, told


def test_outside_text_is_only_text() -> None:
    made = html(harmful())
    read = Read(made)
    assert not UNKNOWN & {tag for tag, _ in read.elements}
    assert not [name for _, attributes in read.elements for name in attributes if name.startswith("on")]
    assert '<script>alert("boo")</script>' in read.text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", made)


def test_the_page_asks_for_nothing_and_forbids_scripts() -> None:
    made = html(harmful())
    read = Read(made)
    links = [value for _, attributes in read.elements for name, value in attributes.items()
             if name in ("src", "href", "srcset", "data", "action", "xlink:href")]  # fmt: skip
    assert links == ["data:,"]
    assert "url(" not in made and "@import" not in made
    (policy,) = (attributes["content"] for tag, attributes in read.elements if "http-equiv" in attributes)
    assert policy is not None and policy.startswith("default-src 'none'") and "script-src" not in policy


def test_every_mark_is_drawn_inside_its_track() -> None:
    values = [value for _, attributes in Read(html(report())).elements for name, value in attributes.items()
              if name in ("x1", "x2", "cx") and value and value.endswith("%")]  # fmt: skip
    places = [float(value.rstrip("%")) for value in values]
    assert places and all(0 <= place <= 100 for place in places)


@pytest.mark.parametrize(
    "made",
    [
        report(system("words", (1, 1, 0, 0)), baseline=""),
        report(system("words", (1, 1, 1, 1)), system("hybrid", (1, 1, 1, 1))),
        report(system("words", (0, 0, 0, 0), seconds=None), system("hybrid", (0, 0, 0, 0), seconds=None)),
        report(groups={}, expected={}, environment={}, notes=(), split=""),
        report(system("a", (-3, 40, 500, 6e4), seconds=0), system("words", (0, 0, 0, 1), seconds=900)),
        report(*(replace(s, scores={**s.scores, "recall@5": {}}, returned={}) for s in report().systems)),
        report(*(replace(s, scores={**s.scores, "recall@5": {"q1": 1.0}}, returned={}) for s in report().systems)),
    ],
    ids=["one system", "no difference", "no times", "nothing told", "odd numbers", "a measure of none", "of one query"],
)
def test_a_page_is_made_of_any_report(made: Report) -> None:
    text = Read(html(made)).text
    assert "Quality by system" in text and "nan" not in text and "None" not in text


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    page.write(tmp_path / "new" / "page.html", "<p>½ \ud800</p>")
    assert (tmp_path / "new" / "page.html").read_text(encoding="utf-8") == "<p>½ ?</p>"
    with pytest.raises(BadInput, match="choose another with --html"):
        page.write(tmp_path / "new" / "page.html" / "below", "<p></p>")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["page.html"]


def many(queries: int, systems: int) -> Report:
    ids = [f"query-{n}" for n in range(queries)]
    made = [
        replace(
            system(f"{'a-system-with-a-long-name-' * (n % 3)}{n}", (0, 0, 0, 0)),
            scores={key: {query: m * (n + 3) % 7 / 6 for m, query in enumerate(ids)} for key in MEASURES},
            seconds={query: 0.001 * 3**n for query in ids},
            returned={},
        )
        for n in range(systems)
    ]
    texts = {query: f"What is {query}? {'word ' * 30}" for query in ids}
    name = "a-dataset-with-a-name-that-goes-on-" * 4
    return report(*made, queries=texts, expected={}, groups={}, baseline=made[0].name, dataset=name)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("made", [harmful(), many(5, 2), many(300, 9)], ids=["hostile", "small", "large"])
def test_in_a_browser_nothing_is_wider_than_the_window_and_nothing_is_asked_for(
    chromium: Any, made: Report, width: int, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    page.write(file, html(made))
    tab = chromium.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("dialog", lambda dialog: (said.append("a dialog opened"), dialog.dismiss()))
    try:
        tab.goto(file.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        assert tab.evaluate(CLIPPED) == []
        assert asked == [file.as_uri()] and said == []
    finally:
        tab.close()
