"""Only what the evidence supports is shown: `python -m pytest tests/assistant/test_ground.py`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Evidence, Support
from assistant.ground import grounded, supports
from index.paper import Paper
from index.sentences import split_sentences
from tests.fakes import invented_papers


def evidence(text: str, title: str = "LoomNet: Weaving Convolutions") -> Evidence:
    return Evidence(Paper("arxiv:3102.00002", title, text), text, 0, len(text), 1.0, 1.0)


LOOM = evidence(
    "Trained on the HarborImages dataset for 90 epochs, LoomNet attains 83.6% top-1 accuracy with 24 million "
    "parameters."
)
TADPOLE = evidence("The detector does not need a graphics processor and finds fish with 52.3 AP.", "Tadpole")


def judged(draft: str, *pieces: Evidence) -> list[tuple[str, str]]:
    return [(sentence.text, str(sentence.support)) for sentence in grounded(draft, pieces or (LOOM, TADPOLE))]


@pytest.mark.parametrize(
    "draft",
    [
        LOOM.text,
        "LoomNet attains 83.6% top-1 accuracy with 24 million parameters.",
        "loomnet attains 83.6% TOP-1 accuracy",
        "The detector does not need a graphics processor.",
    ],
)
def test_words_of_the_evidence_in_their_order_are_quoted(draft: str) -> None:
    assert judged(draft) == [(draft, "quoted")]


@pytest.mark.parametrize(
    "draft",
    [
        "LoomNet attains an accuracy of 83.6% top-1.",
        "With 24 million parameters, LoomNet attains 83.6% accuracy.",
        "Tadpole finds fish and does not need a graphics processor.",
    ],
)
def test_words_of_the_evidence_in_another_order_are_supported(draft: str) -> None:
    assert judged(draft) == [(draft, "supported")]


@pytest.mark.parametrize(
    "draft",
    [
        "LoomNet attains 83.7% top-1 accuracy with 24 million parameters.",  # another figure
        "Trained on the HarborImages dataset for 9",  # a figure cut short
        "Trained on the HarborImages dataset for 90 epochs, LoomNet attains 83",
        "LoomNet attains 83.6% top-1 accuracy with 24 billion parameters.",  # another unit
        "LoomNet attains 83.6% top-5 accuracy with 24 million parameters.",
        "QuiltFormer attains 83.6% top-1 accuracy with 24 million parameters.",  # another name
        "LoomNet attains 83.6% top-1 accuracy on DriftScenes.",
        "LoomNet never attains 83.6% top-1 accuracy on HarborImages.",  # denied
        "The detector does need a graphics processor.",
        "It is good.",  # says nothing
        "As an AI model I cannot answer this question about LoomNet.",
        "Penguins cannot fly.",
    ],
)
def test_what_the_evidence_does_not_hold_is_unsupported(draft: str) -> None:
    (sentence,) = grounded(draft, (LOOM, TADPOLE))
    assert sentence.support is Support.UNSUPPORTED and sentence.evidence == ()


def test_facts_of_two_pieces_are_not_stirred_together() -> None:
    assert judged("LoomNet finds fish with 52.3 AP.") == [("LoomNet finds fish with 52.3 AP.", "unsupported")]


@pytest.mark.parametrize(
    "mark", ["[7]", "(2)", "[1, 2]", "[1][2]", "[]", "[1-3]", "[Paper 1]", "(paper 12)", "[source 4]", "【5】"]
)
def test_citation_marks_of_the_model_are_taken_out(mark: str) -> None:
    draft = f"LoomNet attains {mark} an accuracy of 83.6% top-1 {mark}. {mark}"
    assert judged(draft)[0] == ("LoomNet attains an accuracy of 83.6% top-1.", "supported")
    assert not any(re.search(r"[\[(【]", text) for text, _ in judged(draft))


@pytest.mark.parametrize("label", ["Answer: ", "A: ", "  RESPONSE :"])
def test_a_label_before_the_answer_is_taken_off(label: str) -> None:
    assert judged(f"{label}{LOOM.text}") == [(LOOM.text, "quoted")]


def test_each_sentence_is_judged_alone_and_carries_its_evidence() -> None:
    draft = "LoomNet attains a top-1 accuracy of 83.6%. It flies to Mars. Tadpole finds fish with 52.3 AP."
    sentences = grounded(draft, (LOOM, TADPOLE))
    assert [str(s.support) for s in sentences] == ["supported", "unsupported", "supported"]
    assert [s.evidence for s in sentences] == [(LOOM,), (), (TADPOLE,)]


@pytest.mark.parametrize("draft", ["", "   ", "[1]", "\n\n", "..."])
def test_an_empty_draft_says_nothing(draft: str) -> None:
    assert all(support == "unsupported" for _, support in judged(draft))
    assert grounded(draft, ()) == [] or grounded(draft, ())[0].evidence == ()


@pytest.mark.parametrize(
    ("text", "claim", "held"),
    [
        ("It walks in winter by melting snow.", "Patois walks in winter.", True),
        ("We let our method walk in winter.", "Patois walks in winter.", True),
        ("Snow walks in winter.", "Patois walks in winter.", False),  # of snow, not of the system
        ("It walks in winter by melting snow.", "Rhubarb walks in winter.", False),
        ("We find that others walk in winter.", "Patois walks in winter.", False),
        ("Our method walks in winter.", "Dijkstra walks in winter.", False),  # spoken of, not brought
    ],
)
def test_a_system_may_be_named_where_its_paper_says_it(text: str, claim: str, held: bool) -> None:
    paper = Paper(
        "x:1", "Walking by Learned Steps", f"Some use a method called Dijkstra. We present Patois, a walker. {text}"
    )
    start = len(paper.abstract) - len(text)
    assert supports(Evidence(paper, text, start, start + len(text), 1.0, 1.0), claim) is held


def test_without_evidence_nothing_is_supported() -> None:
    assert [s.support for s in grounded(LOOM.text, ())] == [Support.UNSUPPORTED]


# A number that the evidence does not hold

PIECES = [
    Evidence(paper, paper.abstract[start:end], start, end, 1.0, 1.0)
    for paper in invented_papers()
    for start, end in split_sentences(paper.abstract)
    if re.search(r"\d", paper.abstract[start:end])
]
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def figures(text: str) -> set[str]:
    plain = (figure.replace(",", "") for figure in _FIGURE.findall(text))
    return {figure.rstrip("0").rstrip(".") if figure.count(".") == 1 else figure for figure in plain}


@st.composite
def perturbed(draw: st.DrawFn) -> tuple[str, Evidence]:
    """A quote in which a figure was changed, and some words may have been lost or moved, as a weak model does."""
    piece = draw(st.sampled_from(PIECES))
    text = piece.text
    if draw(st.booleans()):
        text = text[: draw(st.integers(20, len(text)))]  # cut off in the middle
    places = list(_FIGURE.finditer(text))
    if places:
        place = draw(st.sampled_from(places))
        kind = draw(st.sampled_from(["other", "shorter", "longer", "point", "digit", "kept"]))
        figure = place.group()
        digit = draw(st.sampled_from("0123456789"))
        at = draw(st.integers(0, len(figure)))
        figure = {
            "other": str(draw(st.decimals(0, 1000, places=1))),
            "shorter": figure[:-1],
            "longer": figure + digit,
            "point": figure[:at] + "." + figure[at:],
            "digit": figure[:at] + digit + figure[at + 1 :],
            "kept": figure,
        }[kind]
        text = text[: place.start()] + figure + text[place.end() :]
    words = text.split()
    if draw(st.booleans()) and len(words) > 6:
        words.pop(draw(st.integers(0, len(words) - 1)))
    return " ".join(words), piece


@given(perturbed(), st.lists(st.sampled_from(PIECES), max_size=3))
def test_a_figure_that_the_evidence_does_not_hold_is_never_supported(
    draft: tuple[str, Evidence], others: list[Evidence]
) -> None:
    for sentence in grounded(draft[0], [*others, draft[1]]):
        if sentence.support is not Support.UNSUPPORTED:
            (piece,) = sentence.evidence
            assert figures(sentence.text) <= figures(piece.text)


@given(st.sampled_from(PIECES))
def test_a_quote_is_always_supported_by_itself(piece: Evidence) -> None:
    assert {s.support for s in grounded(piece.text, [piece])} == {Support.QUOTED}


@pytest.mark.parametrize("draft", [part * 20_000 for part in ("[", "[1,", "( ", "A: ", "a. A", "1", "paper ")])
def test_hostile_drafts_are_judged_at_once(draft: str) -> None:
    assert all(support == "unsupported" for _, support in judged(draft))
