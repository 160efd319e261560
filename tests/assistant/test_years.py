"""assistant/years.py"""

from __future__ import annotations

import pytest

from assistant.years import years
from index.errors import BadInput


@pytest.mark.parametrize(
    ("text", "range_"),
    [("", (None, None)), ("2021", (2021, 2021)), ("2019-2022", (2019, 2022)), ("2019 – 2022", (2019, 2022)),
     ("2020-", (2020, None)), ("-2020", (None, 2020))],
)  # fmt: skip
def test_a_range_is_read_as_it_is_written(text, range_):
    assert years(text) == range_


@pytest.mark.parametrize("text", ["last", "2019-2020-2021", "20l9", "²"])
def test_what_is_no_range_is_told_in_one_line(text):
    with pytest.raises(BadInput, match="no range of years"):
        years(text)
