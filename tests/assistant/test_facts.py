"""What can be checked letter by letter: `python -m pytest tests/assistant/test_facts.py`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts import Number, names, names_agree, numbers, numbers_agree, polarity_agrees


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reaches 87.8% on it", [("87.8", "%")]),
        ("87.8 percent, or 87.80 per cent, or 87.8\\%", [("87.8", "%")]),
        ("1,200 words and 48,000 tokens", [("1200", ""), ("48000", "")]),
        ("layers 1,2,3", [("1", ""), ("2", ""), ("3", "")]),
        ("6.7 times, 6.7x or 6.7×", [("6.7", "×")]),
        ("twice as fast, doubled and 2x", [("2", "×")]),
        ("half of three million, or 3M", [("0.5", "×"), ("3", "m")]),
        ("sixty of a hundred", [("60", ""), ("100", "")]),
        ("the first one can show", []),
        ("between 50-60 points", [("50", ""), ("60", "")]),
        ("from -5 to −3 dB", [("-5", ""), ("-3", "")]),
        (".5 of it", [(".5", "")]),
        ("release 1.5.2", [("1.5.2", "")]),
        ("36/37/38%", [("36", ""), ("37", ""), ("38", "%")]),
        ("ResNet50, v0.02 and ADE20K", []),
        ("in 2019, we", [("2019", "")]),
        ("", []),
    ],
)
def test_figures_are_read_in_one_spelling(text: str, expected: list[tuple[str, str]]) -> None:
    assert numbers(text) == {Number(value, unit) for value, unit in expected}


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("87.8%", "it reaches 87.8 percent"),
        ("87.8 points", "it reaches 87.8%"),
        ("1200 words", "1,200 words"),
        ("three sets", "on 3 sets"),
        ("3 sets", "on three sets"),
        ("two times faster", "it is twice as fast"),
        ("a gap of 5 dB", "the gap is -5 dB"),
        ("no figure", "87.8%"),
        ("it reaches 87.8%", "it reaches 87.8%, the first above 80%"),
        ("the first above 80%", "it reaches 87.8%, the first above 80%"),
    ],
)
def test_a_figure_that_the_evidence_holds_agrees(claim: str, evidence: str) -> None:
    assert numbers_agree(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("87%", "87.8%"),
        ("87.8%", "it holds 87.8 grams"),
        ("8.8%", "88%"),
        ("7.8%", "87.8%"),
        ("123 layers", "layers 1,2,3"),
        ("six billion", "6 million"),
        ("6B", "6M"),
        ("twenty sets", "thirty sets"),
        ("half of it", "a third of it"),
        ("thrice", "twice"),
        ("-5 dB", "5 dB"),
        ("1.5.3", "1.5.2"),
        ("2031", "no figure"),
        ("it needs 24", "it needs at most 24"),
        ("it is 3 times faster", "it is at least 2 times smaller and 3 times faster"),
        ("it reaches over 87.8%", "it reaches 87.8%, the first above 80%"),
    ],
)
def test_a_figure_that_the_evidence_does_not_hold_disagrees(claim: str, evidence: str) -> None:
    assert not numbers_agree(claim, evidence)


@given(st.decimals(0, 10_000, places=2), st.decimals(0, 10_000, places=2))
def test_figures_agree_exactly_where_they_are_equal(one: object, other: object) -> None:
    assert numbers_agree(f"It is {one} points.", f"We measure {other} points.") == (one == other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We train LoomNet on COCO and ADE20K.", {"loomnet", "coco", "ade20k"}),
        ("The operator g^nConv and RelationNet++ win.", {"g^nconv", "relationnet++"}),
        ("ResNet-50 or v0.02", {"resnet-50", "v0.02"}),
        ("the Swin models, Adam too", {"swin", "adam"}),
        ("We see. They do", set()),
        ("on 87.8 of 100", set()),
    ],
)
def test_names_are_told_from_words(text: str, expected: set[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("claim", "evidence", "agree"),
    [
        ("LoomNet wins", "here LoomNets win", True),
        ("the ConvNeXts win", "ConvNeXt wins", True),
        ("MiniBatch", "a mini-batch", True),
        ("ResNet on it", "ResNet50 on it", True),
        ("ResNet-5", "ResNet-50", False),
        ("ImageNet2", "ImageNet21K", False),
        ("v0.03", "v0.02", False),
        ("GPT", "the aGPTx model", False),
        ("on COCO", "on cocoa", False),
        ("LoomNet", "QuiltFormer", False),
    ],
)
def test_a_name_agrees_only_as_a_whole(claim: str, evidence: str, agree: bool) -> None:
    assert names_agree(claim, evidence) is agree


@pytest.mark.parametrize(
    ("claim", "evidence", "agree"),
    [
        ("It needs a graphics processor.", "It does not need a graphics processor.", False),
        ("It does not need a graphics processor.", "It needs a graphics processor.", False),
        ("It does not need a graphics processor.", "The detector does not need a graphics processor.", True),
        ("It works without labels.", "It works with labels.", False),
        ("It is fast.", "It is not only fast, but also small.", True),
        ("It is not fast.", "It is not only fast, but also small.", False),
        ("Its error is higher.", "Its error is lower.", False),
        ("It is faster.", "It is slower.", False),
        ("The score improves.", "The score improves.", True),
        ("It is slower.", "It is slower, not faster.", True),
    ],
)
def test_what_is_denied_or_turned_round_disagrees(claim: str, evidence: str, agree: bool) -> None:
    assert polarity_agrees(claim, evidence) is agree


@pytest.mark.slow
@given(st.text(max_size=300))
def test_every_text_agrees_with_itself_in_figures(text: str) -> None:
    assert numbers_agree(text, text)


@pytest.mark.parametrize("text", [part * 50_000 for part in ("1,", "11", "AA", "a-", "1.", "x ", "a^")])
def test_hostile_text_is_read_at_once(text: str) -> None:
    assert len(numbers(text)) <= 50_000 and len(names(text)) <= 50_000
