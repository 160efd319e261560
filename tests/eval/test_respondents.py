"""The simpler ways of answering come before the assistant."""

from __future__ import annotations

import json

from assistant.answer import Outcome, Support
from assistant.assistant import Assistant
from assistant.conversation import Conversation
from eval.respondents import first_sentence, respondents
from index.library import Library
from index.paper import Paper


def test_the_assistant_comes_last(assistant: Assistant) -> None:
    assert [one.name for one in respondents(assistant)] == ["first sentence", "quotes", "fake-model"]
    without = Assistant(assistant.library, None, assistant.thresholds)
    assert [one.name for one in respondents(without)] == ["first sentence", "quotes"]


def test_quotes_need_no_model(assistant: Assistant) -> None:
    quotes = respondents(assistant)[1]
    assert quotes.ask("How accurate is LoomNet on HarborImages?", Conversation()).model.engine == "quotes"


def test_what_they_are_made_of_tells_them_apart(assistant: Assistant) -> None:
    made = [json.dumps(dict(one.configuration)) for one in respondents(assistant)]
    assert len(set(made)) == 3
    assert "fake-model" in made[-1]


def test_the_first_sentence_is_that_of_the_best_paper(library: Library) -> None:
    answer = first_sentence(library, "LoomNet without normalisation")
    assert answer.text == "Normalisation layers couple the samples of a batch. [1]"
    assert (answer.sentences[0].support, answer.citations[0].paper.id) == (Support.QUOTED, "arxiv:3102.00002")


def test_a_title_stands_for_an_abstract_that_is_missing(library: Library) -> None:
    library.add([Paper("arxiv:1", "Zebrafish and xylophones")])
    assert first_sentence(library, "zebrafish xylophones").text == "Zebrafish and xylophones [1]"


def test_an_empty_library_gives_no_sentence(library: Library) -> None:
    library.remove([paper.id for paper in library.papers()])
    assert first_sentence(library, "anything").outcome is Outcome.NO_MATCH
