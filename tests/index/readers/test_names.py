"""Author lists: `python -m pytest tests/index/readers/test_names.py`."""

from __future__ import annotations

import pytest

from index.readers.names import names


@pytest.mark.parametrize(
    "authors",
    [
        "Kim Ash, Jo Lee",
        "Kim Ash and Jo Lee",
        "Kim Ash, and Jo Lee",
        "Ash, Kim; Lee, Jo",
        "Ash, Kim and Lee, Jo",
        "Kim Ash (1), Jo Lee (MIT)",
        "Kim Ash & Jo Lee et al.".replace(" et al.", ", et al."),
        ["Kim Ash", "Jo Lee"],
        ["Ash, Kim", "Lee, Jo"],
        [{"name": "Kim Ash"}, {"given": "Jo", "family": "Lee"}],
        [["Ash", "Kim", ""], ["Lee", "Jo"]],
        ["Kim Ash", "", "Jo Lee", "others"],
    ],
)
def test_every_way_to_list_two_people_gives_given_and_family_names(authors: object) -> None:
    assert names(authors) == ("Kim Ash", "Jo Lee")


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("Ash, Kim", ("Kim Ash",)),
        ("Ash K., Lee J.-B.", ("K. Ash", "J.-B. Lee")),
        ("van der Ash, Kim; O'Lee, Jo", ("Kim van der Ash", "Jo O'Lee")),
        ("Kim Ash, Jr., Jo Lee", ("Kim Ash Jr.", "Jo Lee")),
        (["Ash, Jr., Kim"], ("Kim Ash Jr.",)),
        ("Erd\\H{o}s, P\\'al; M&uuml;ller, Jo", ("Pál Erdős", "Jo Müller")),
        ("Aristotle", ("Aristotle",)),
        ("", ()),
        (None, ()),
        (7, ()),
        ({"a": 1}, ()),
        ([None, 3, "Kim Ash", "x" * 500], ("3", "Kim Ash")),
    ],
)
def test_odd_lists_give_what_they_can(authors: object, expected: tuple[str, ...]) -> None:
    assert names(authors) == expected
