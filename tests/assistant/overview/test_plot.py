"""The map of topics as a picture: `python -m pytest tests/assistant/overview/test_plot.py`."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.overview.plot import svg, write
from assistant.overview.topics import Placed, Topic, TopicMap, topic_map
from index.errors import BadInput
from index.library import Library
from index.paper import Paper

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script> & "quotes" \x00\x1b ]]> &lt;'


def test_every_paper_is_a_mark_with_its_title_and_every_topic_an_entry(library: Library) -> None:
    shown = topic_map(library)
    root = ElementTree.fromstring(svg(shown))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert sorted(map(str, titles)) == sorted(placed.paper.title for placed in shown.places)
    entries = [str(text.text) for text in root.iter(f"{SVG}text")]
    for topic in shown.topics:
        assert any(entry.startswith(f"{topic.n + 1}. ") and entry.endswith(f"({topic.papers})") for entry in entries)


def test_hostile_titles_and_terms_are_shown_as_text() -> None:
    paper = Paper("arxiv:1", HOSTILE)
    shown = TopicMap(1, (Topic(0, (HOSTILE,), 1, (paper,)),), (Placed(paper, 0.5, 0.5, 0),))
    root = ElementTree.fromstring(svg(shown))
    assert [element.tag for element in root.iter() if "script" in element.tag] == []
    assert "<script" not in svg(shown)
    (title,) = root.iter(f"{SVG}title")
    assert str(title.text).startswith("</text><script>")


def test_topics_of_one_colour_have_different_shapes() -> None:
    paper = Paper("arxiv:1", "Zebras")
    shown = TopicMap(9, (), (Placed(paper, 0, 0, 0), Placed(paper, 1, 1, 8)))
    root = ElementTree.fromstring(svg(shown))
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    assert len([rect for rect in root.iter(f"{SVG}rect") if rect.get("class") != "b"]) == 1


@pytest.mark.parametrize("name", ["map.svg", "map.html", "MAP.SVG"])
def test_the_picture_is_written_to_a_file(library: Library, tmp_path: Path, name: str) -> None:
    write(topic_map(library), tmp_path / name)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>" if "html" in name else "<svg ")
    assert "</svg>" in text


@pytest.mark.parametrize("name", ["map.png", "map", "none/map.svg"])
def test_where_it_cannot_be_written_the_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match=r"map.*--plot|--plot map"):
        write(TopicMap(0, (), ()), tmp_path / name)
