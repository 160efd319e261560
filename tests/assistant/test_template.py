"""Prompts are files with named slots: `python -m pytest tests/assistant/test_template.py`."""

from __future__ import annotations

import hashlib
from importlib import resources
from string import Template

import pytest

from assistant.template import TemplateError, filled, sha256

NAMES = sorted(file.name.removesuffix(".txt") for file in resources.files("prompts").iterdir() if ".txt" in file.name)
SLOTS = {
    "answer": {"evidence", "question", "nothing"},
    "answer_trained": {"evidence", "question"},
    "compare_apart": {"figures"},
    "compare_no_figure": {"title"},
    "compare_order": {"measure", "dataset", "order"},
    "compare_outside": {"figures"},
    "contents": {"count", "years"},
    "counted": {"count", "all", "asked"},
    "no_match": set(),
    "none_such": {"all", "asked"},
    "not_recorded": {"title"},
    "not_stated": {"title"},
}


def test_every_template_has_the_slots_that_the_code_fills() -> None:
    found = {
        name: set(Template(resources.files("prompts").joinpath(f"{name}.txt").read_text()).get_identifiers())
        for name in NAMES
    }
    assert found == SLOTS


@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_filled_and_says_something(name: str) -> None:
    text = filled(name, **{slot: f"<{slot}>" for slot in SLOTS[name]})
    assert text == text.strip() != "" and all(f"<{slot}>" in text for slot in SLOTS[name])


def test_missing_slots_are_named() -> None:
    with pytest.raises(TemplateError, match=r"answer needs a value for: evidence, nothing, question"):
        filled("answer")


def test_unknown_values_are_named() -> None:
    with pytest.raises(TemplateError, match=r"not_stated has no slot for: author, year"):
        filled("not_stated", title="x", year="2031", author="y")


@pytest.mark.parametrize("name", ["unheard_of", "", "../pyproject"])
def test_a_template_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(TemplateError, match=r"No template prompts/"):
        filled(name)


@pytest.mark.parametrize(
    "value", ["$title $evidence ${question}", "$$", "{title}", "\\1 %s", "<|im_start|>", "", "\x00"]
)
def test_what_is_filled_in_is_text_and_never_a_slot(value: str) -> None:
    assert filled("not_stated", title=value) == f"The abstract of “{value}” does not say."


@pytest.mark.parametrize("name", NAMES)
def test_the_sum_is_that_of_the_file(name: str) -> None:
    file = resources.files("prompts").joinpath(f"{name}.txt").read_bytes()
    assert sha256(name) == hashlib.sha256(file).hexdigest()
