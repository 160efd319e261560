"""Where sentences begin and end: `python -m pytest tests/index/test_sentences.py`."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The draws are i.i.d. and hence easy to bound.",
        "We follow Ash et al. [2021] and stop early.",
        "This was seen before (Ash et al., 2019; Birch et al. 2020) in smaller nets.",
        "Tree methods, e.g. Random Forests, need no scaling.",
        "One part, i.e. The Gate, stays fixed.",
        "It gains 2.1 points of val. mIoU and 1.4 of val. mAP over the rest.",
        "Version v0.02 of the software was used.",
        "The error falls to 36/37/38% on the three sets.",
        "See Fig. 3 and Eq. 7 for the proof.",
        "We compare net A vs. net B on approx. 40 tasks.",
        "Our aims are 1) speed, 2) size and 3) clarity.",
        "Our aims are: (i) speed, (ii) size.",
        "We test 1. Small nets and 2. Large nets.",
        "As J. Ash and K. L. Birch showed, it holds.",
        "Models with 3.5 M weights take 0.2 s.",
        "The code is at https://example.org/a.b/C.D and free.",
        "rotors , e . g . those of wood , are left out",
        "the ratio is 0 . 5 or less",
        "the limit of x . y is known",
        "it rose to 12 . then nothing",
    ],
)
def test_one_sentence_stays_in_one_piece(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It works. We prove it.", ["It works.", "We prove it."]),
        ("Does it work? Yes! It does.", ["Does it work?", "Yes!", "It does."]),
        ("It reaches 87.8%. 12 nets were tried.", ["It reaches 87.8%.", "12 nets were tried."]),
        ('He called it "a gate." It opened.', ['He called it "a gate."', "It opened."]),
        ("It works (as expected.) We prove it.", ["It works (as expected.)", "We prove it."]),
        ("We use trees, nets, etc. The trees win.", ["We use trees, nets, etc.", "The trees win."]),
        ("The cost is linear in L. The memory is not.", ["The cost is linear in L.", "The memory is not."]),
        ("We freeze layer 3. We train the rest.", ["We freeze layer 3.", "We train the rest."]),
        ("It needs no data In addition, the cost is low.", ["It needs no data", "In addition, the cost is low."]),
        ("Code: https://example.org/x. We thank all.", ["Code: https://example.org/x.", "We thank all."]),
        (
            "the lift of the wing . it was found that flow stays . does it ? yes !",
            ["the lift of the wing .", "it was found that flow stays .", "does it ?", "yes !"],
        ),
        ("the wing\n.\nit lifts .", ["the wing\n.", "it lifts ."]),
        ("Erster Satz. Über uns.", ["Erster Satz.", "Über uns."]),
        ("No end", ["No end"]),
        ("One.\n\n  Two.\t", ["One.", "Two."]),
        ("", []),
        (" \n\t ", []),
        ("...", ["..."]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet=st.sampled_from("aBc1. !?\"')([–e.g,\n$\\é"), max_size=80) | st.text(max_size=80))
def test_spans_are_verbatim_in_order_and_leave_out_blanks_alone(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@pytest.mark.parametrize(
    "text",
    [
        ". " * 50_000,
        "a. (" * 25_000,
        "A" * 100_000,
        " " * 100_000 + "In addition, a",
        '."' * 50_000,
        "ab ." + " " * 100_000,
    ],
)
def test_hostile_text_is_split_at_once(text: str) -> None:
    assert len(split_sentences(text)) <= 50_000
