"""Which years a question speaks of: `python -m pytest tests/assistant/overview/test_years.py`."""

from __future__ import annotations

from datetime import datetime

import pytest

from assistant.overview.years import Years, told, years

THIS = datetime.now().astimezone().year


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("papers since 2022", (2022, None)),
        ("papers from 2020 onwards", (2020, None)),
        ("2019 or later", (2019, None)),
        ("newer than 2018", (2019, None)),
        ("papers after 2020", (2021, None)),
        ("papers before 2016", (None, 2015)),
        ("papers from before 2016", (None, 2015)),
        ("papers until 2019", (None, 2019)),
        ("2019 or earlier", (None, 2019)),
        ("papers in 2021", (2021, 2021)),
        ("the 2021 papers", (2021, 2021)),
        ("papers of 2018 or 2019", (2018, 2019)),
        ("between 2018 and 2020", (2018, 2020)),
        ("from 2018 to 2020", (2018, 2020)),
        ("2018-2020", (2018, 2020)),
        ("in the last three years", (THIS - 3, None)),
        ("from the past 2 years", (THIS - 2, None)),
        ("this year", (THIS, THIS)),
        ("papers of last year", (THIS - 1, THIS - 1)),
        ("a network for the 2020s", (None, None)),
        ("papers that use ILSVRC 2012", (None, None)),
        ("in 20219 papers", (None, None)),
        ("papers on pruning", (None, None)),
    ],
)
def test_years_are_read_as_they_are_meant(question: str, span: Years) -> None:
    assert years(question)[0] == span


def test_the_rest_of_the_question_is_left() -> None:
    assert " ".join(years("Which papers since 2022 use pruning?")[1].split()) == "Which papers use pruning?"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ((None, None), []),
        ((2020, 2020), ["of 2020"]),
        ((2020, None), ["since 2020"]),
        ((None, 2020), ["until 2020"]),
        ((2018, 2020), ["of 2018 to 2020"]),
    ],
)
def test_years_are_told_in_words(span: Years, words: list[str]) -> None:
    assert told(span) == words
