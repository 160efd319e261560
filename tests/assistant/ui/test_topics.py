"""assistant/ui/topics.py"""

from __future__ import annotations

import pytest

from assistant.overview.topics import Placed, Topic, TopicMap
from assistant.ui import topics
from assistant.ui.topics import Maps, overview
from index.paper import Paper


def test_every_paper_is_a_dot_and_every_topic_has_its_terms_and_typical_papers(library):
    found = Maps().of(library)
    shown = overview(found)
    assert shown.count("<circle") == 12 and f"12 papers in {len(found.topics)} topics" in shown
    assert all(topic.name in shown and topic.typical[0].title in shown for topic in found.topics)


def test_a_map_is_made_once_until_a_paper_comes(library, monkeypatch):
    made = []
    monkeypatch.setattr(topics, "topic_map", lambda of: made.append(len(of)) or TopicMap(len(of), (), ()))
    maps = Maps()
    for _ in range(2):
        maps.of(library)
    library.add([Paper("title:1", "On moss", "Moss grows.")])
    maps.of(library)
    assert made == [12, 13]


def test_an_empty_library_says_what_to_do():
    assert "add some" in overview(TopicMap(0, (), ()))


@pytest.mark.parametrize("evil", ['"><img src=x onerror=alert(1)>', "</title></svg><script>alert(1)</script>"])
def test_titles_and_terms_are_text(evil):
    paper = Paper("title:1", evil, url="javascript:alert(1)")
    shown = overview(TopicMap(1, (Topic(0, (evil,), 1, (paper,)),), (Placed(paper, 0.5, 0.5, 0),)))
    assert "<img" not in shown and "<script" not in shown and "javascript" not in shown
