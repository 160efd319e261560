"""What "it" and "and on X?" mean: `python -m pytest tests/assistant/conversation/test_resolver.py`."""

from __future__ import annotations

import pytest

from assistant.conversation import Conversation, Turn, resolve, taken_as
from index.library import Library
from index.paper import Paper
from tests.fakes import invented_papers
from tests.turns import turn

PAPERS = {paper.title.split(":")[0].split(" ")[0]: paper for paper in invented_papers()}
QUILT, LOOM, TADPOLE, SURVEY = (PAPERS[name] for name in ("QuiltFormer", "LoomNet", "Tadpole", "A"))
MOSS, ECHO, HOP, TEACUP, TRANSLATORS = (PAPERS[name] for name in ("MossTree", "EchoGate", "HopScotch", "Weather", "Do"))


def talk(*turns: Turn) -> Conversation:
    return Conversation(list(turns))


ONE = talk(turn("How accurate is LoomNet on HarborImages?", LOOM))
TWO = talk(turn("What do QuiltFormer and LoomNet propose?", QUILT, LOOM))
NAMELESS = talk(turn("What compares sampling schemes for molecules?", SURVEY))


def ids(*papers: Paper) -> list[str]:
    return [paper.id for paper in papers]


# Nothing to refer to


@pytest.mark.parametrize("question", ["What is it?", "And the second one?", "And on DriftScenes?", "And?", "they"])
@pytest.mark.parametrize("conversation", [talk(), talk(turn("Who won the cup?"))], ids=["first turn", "nothing shown"])
def test_where_nothing_was_shown_a_question_stands_as_it_is(question: str, conversation: Conversation) -> None:
    resolved = resolve(question, conversation)
    assert (resolved.question, resolved.papers) == (question, ())


@pytest.mark.parametrize(
    "question",
    [
        "Which papers show that deeper networks generalise?",
        "Is there another paper that uses dropout?",
        "What happens in the first stage of training?",
        "Does the last layer matter?",
        "Is it possible to train networks without labels?",
        "Do both speed and accuracy matter for robots?",
        "Which paper proposes the model with an echo gate?",
        "How are robots routed through warehouses?",
    ],
)
def test_a_question_of_its_own_is_not_bound_to_what_was_shown(question: str) -> None:
    for conversation in (ONE, TWO):
        resolved = resolve(question, conversation)
        assert (resolved.question, resolved.papers) == (question, ())


# Pronouns


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many parameters does it have?", "How many parameters does LoomNet have?"),
        ("What are its parameters?", "What are LoomNet’s parameters?"),
        ("What does this paper say on epochs?", "What does LoomNet say on epochs?"),
        ("How fast is the model?", "How fast is LoomNet?"),
        ("What is lost by that method?", "What is lost by LoomNet?"),
        ("How does that work?", "How does LoomNet work?"),
        ("What do they train on?", "What do LoomNet train on?"),
        ("And how large is it?", "how large is LoomNet?"),
    ],
)
def test_it_is_the_paper_that_was_shown(question: str, expected: str) -> None:
    resolved = resolve(question, ONE)
    assert (resolved.question, ids(*resolved.papers)) == (expected, [LOOM.id])


def test_it_is_the_first_of_several() -> None:
    resolved = resolve("How long does it train?", TWO)
    assert (resolved.question, resolved.papers) == ("How long does QuiltFormer train?", (QUILT,))


@pytest.mark.parametrize("question", ["Do they need memory?", "Do both need memory?", "Do these need memory?"])
def test_they_are_all_that_were_shown(question: str) -> None:
    resolved = resolve(question, TWO)
    assert (resolved.question, resolved.papers) == ("Do QuiltFormer and LoomNet need memory?", (QUILT, LOOM))


def test_both_reaches_back_to_where_two_were_shown() -> None:
    conversation = talk(*TWO.turns, turn("How accurate is LoomNet?", LOOM))
    assert resolve("Which data do both use?", conversation).papers == (QUILT, LOOM)
    assert resolve("Which data does it use?", conversation).papers == (LOOM,)


def test_a_paper_without_a_name_is_called_by_its_title() -> None:
    resolved = resolve("How many schemes does it compare?", NAMELESS)
    assert resolved.question == f"How many schemes does {SURVEY.title} compare?" and resolved.papers == (SURVEY,)


def test_what_was_shown_is_forgotten_after_a_while() -> None:
    silence = [turn("Who won the cup?")] * 4
    assert resolve("What is it?", talk(*ONE.turns, *silence[:3])).papers == (LOOM,)
    assert resolve("What is it?", talk(*ONE.turns, *silence)).papers == ()


# Ordinals


@pytest.mark.parametrize(
    ("question", "paper"),
    [
        ("How accurate is the second one?", LOOM),
        ("How accurate is the second?", LOOM),
        ("How accurate is the first paper?", QUILT),
        ("What does the former do and why?", QUILT),
        ("How accurate is the latter?", LOOM),
        ("How accurate is the last one?", LOOM),
    ],
)
def test_an_ordinal_counts_the_papers_that_were_shown(question: str, paper: Paper) -> None:
    resolved = resolve(question, TWO)
    assert resolved.papers == (paper,) and PAPERS_CALLED[paper.id] in resolved.question


PAPERS_CALLED = {QUILT.id: "QuiltFormer", LOOM.id: "LoomNet"}


def test_an_ordinal_beyond_the_list_points_nowhere() -> None:
    assert resolve("How accurate is the fourth one?", TWO).papers == ()


def test_an_ordinal_counts_over_turns_that_each_showed_one() -> None:
    conversation = talk(turn("a", TADPOLE), turn("b", LOOM), turn("c", QUILT))
    assert resolve("Back to the first one: how fast is it?", conversation).papers == (TADPOLE,)
    assert resolve("And the second one?", conversation).papers == (LOOM,)


def test_an_ordinal_reaches_back_to_the_last_list() -> None:
    conversation = talk(*TWO.turns, turn("How accurate is LoomNet?", LOOM))
    resolved = resolve("And the first one?", conversation)
    assert (resolved.question, resolved.papers) == ("How accurate is QuiltFormer?", (QUILT,))


# Fragments


@pytest.mark.parametrize("question", ["And on DriftScenes?", "and on DriftScenes", "What about DriftScenes?"])
def test_another_data_set_takes_the_place_of_the_one_asked_for(question: str) -> None:
    resolved = resolve(question, ONE)
    assert "LoomNet" in resolved.question and "DriftScenes" in resolved.question
    assert "HarborImages" not in resolved.question and resolved.papers == (LOOM,)


@pytest.mark.parametrize(
    ("before", "understood"),
    [
        ("What top-1 accuracy does LoomNet reach?", "What result does LoomNet reach on DriftScenes?"),
        ("How many mIoU does LoomNet reach on HarborImages?", "How many mIoU does LoomNet reach on DriftScenes?"),
    ],
)
def test_a_measure_is_asked_for_again_where_the_paper_gives_it_on_that_data(before: str, understood: str) -> None:
    assert resolve("And on DriftScenes?", talk(turn(before, LOOM))).question == understood


@pytest.mark.parametrize("question", ["And Tadpole?", "What about Tadpole?", "And for Tadpole?", "or for the Tadpole"])
def test_another_paper_is_asked_the_same(question: str) -> None:
    resolved = resolve(question, ONE)
    assert "Tadpole on HarborImages?" in resolved.question and "LoomNet" not in resolved.question
    assert resolved.papers == ()


def test_another_paper_that_was_shown_before_is_asked_the_same() -> None:
    conversation = talk(turn("What is QuiltFormer?", QUILT), *ONE.turns)
    resolved = resolve("And QuiltFormer?", conversation)
    assert (resolved.question, resolved.papers) == ("How accurate is QuiltFormer on HarborImages?", (QUILT,))


def test_another_question_is_asked_about_the_same_paper() -> None:
    resolved = resolve("And how many parameters?", ONE)
    assert (resolved.question, resolved.papers) == ("LoomNet: how many parameters?", (LOOM,))


def test_a_fragment_with_a_new_subject_is_not_bound_to_the_old_one() -> None:
    assert resolve("And what is MossTree?", ONE).papers == ()


@pytest.mark.parametrize("question", [r"And \1?", r"and \g<foo>?", "And (?P<x>?", "And [", "and $title", "And \\"])
def test_signs_of_a_pattern_are_letters(question: str) -> None:
    for conversation in (ONE, TWO):
        assert question[4:].strip(" ?") in resolve(question, conversation).question


@pytest.mark.parametrize("question", ["And?", "and and?", "Or what about", "What about?"])
def test_a_fragment_of_nothing_asks_the_same_again(question: str) -> None:
    assert "LoomNet" in resolve(question, ONE).question


# Names


def test_a_named_paper_wins_over_the_one_last_shown() -> None:
    conversation = talk(turn("What is QuiltFormer?", QUILT), *ONE.turns)
    resolved = resolve("Which memory does QuiltFormer need?", conversation)
    assert (resolved.question, resolved.papers) == ("Which memory does QuiltFormer need?", (QUILT,))


def test_it_compared_with_a_named_paper_is_about_both() -> None:
    conversation = talk(turn("What is QuiltFormer?", QUILT), *ONE.turns)
    resolved = resolve("How does it compare with QuiltFormer?", conversation)
    assert resolved.question == "How does LoomNet compare with QuiltFormer?"
    assert set(ids(*resolved.papers)) == {LOOM.id, QUILT.id}


def test_it_compared_with_a_paper_never_shown_is_looked_for_everywhere() -> None:
    resolved = resolve("How does it compare with MossTree?", ONE)
    assert (resolved.question, resolved.papers) == ("How does LoomNet compare with MossTree?", ())


def test_the_same_question_resolves_to_the_same_whatever_the_hash_seed() -> None:
    """Names are taken out longest first: "ImageNet-1K" before "ImageNet"."""
    conversation = talk(turn("How accurate is LoomNet on HarborImages-9K and HarborImages?", LOOM))
    assert resolve("And on DriftScenes?", conversation).question == "How accurate is LoomNet and on DriftScenes?"


@pytest.mark.parametrize("question", [part * 20_000 for part in ("it ", "and ", "the first ", "A", "what about ")])
def test_a_very_long_question_is_resolved_at_once(question: str) -> None:
    assert resolve(question, TWO).question


# Lists


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("Which of them is faster?", (QUILT, LOOM)),
        ("Which of these papers is newer?", (QUILT, LOOM)),
        ("Which of the two needs less memory?", (QUILT, LOOM)),
        ("How do the two compare?", (QUILT, LOOM)),
        ("What do these two methods share?", (QUILT, LOOM)),
        ("Do the methods need memory?", (QUILT, LOOM)),
        ("Does either need memory?", (QUILT, LOOM)),
        ("How long does the 2nd train?", (LOOM,)),
        ("How long does the second train?", (LOOM,)),
        ("How accurate is paper 2?", (LOOM,)),
        ("How accurate is number 1?", (QUILT,)),
        ("And what does the other one do?", (LOOM,)),
        ("How large is the second of them?", (LOOM,)),
    ],
)
def test_what_counts_points_into_the_list(question: str, papers: tuple[Paper, ...]) -> None:
    assert resolve(question, TWO).papers == papers


@pytest.mark.parametrize("question", ["Why did the authors pick those tasks?", "Does the second layer matter?"])
def test_what_looks_like_a_reference_to_a_list_is_none(question: str) -> None:
    assert resolve(question, TWO).papers in ((), (QUILT,))


def test_of_them_is_of_the_names() -> None:
    assert resolve("Which of them is faster?", TWO).question == "Which of QuiltFormer and LoomNet is faster?"


def test_three_of_three_are_the_last_list_of_three() -> None:
    conversation = talk(turn("a", QUILT, LOOM, TADPOLE), turn("b", MOSS, HOP))
    assert resolve("How do all three compare?", conversation).papers == (QUILT, LOOM, TADPOLE)
    assert resolve("How do both compare?", conversation).papers == (MOSS, HOP)
    assert resolve("What does the middle one find?", talk(turn("a", QUILT, LOOM, TADPOLE))).papers == (LOOM,)


def test_two_that_were_shown_one_after_the_other_are_two() -> None:
    conversation = talk(turn("a", TADPOLE), turn("b", LOOM), turn("c", QUILT))
    assert resolve("How do the two compare?", conversation).papers == (LOOM, QUILT)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which is faster?", "Which of QuiltFormer and LoomNet is faster?"),
        ("Which one needs less memory?", "Which of QuiltFormer and LoomNet needs less memory?"),
        ("What is the accuracy of each?", "What is the accuracy of each of QuiltFormer and LoomNet?"),
        ("When were these published?", "When were QuiltFormer and LoomNet published?"),
    ],
)
def test_which_of_several_is_asked_of_those_shown_last(question: str, expected: str) -> None:
    resolved = resolve(question, TWO)
    assert (resolved.question, resolved.papers) == (expected, (QUILT, LOOM))
    assert resolve("Which is faster?", ONE).papers == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who are the authors?", "Who are the authors of LoomNet?"),
        ("How good is the outcome on lakes?", "How good is the outcome of LoomNet on lakes?"),
        ("Where is the code?", "Where is the code of LoomNet?"),
        ("Why?", "LoomNet: Why?"),
        ("Tell me more.", "LoomNet: Tell me more."),
        ("What datasets?", "LoomNet: What datasets?"),
        ("Can you explain that again?", "Can you explain LoomNet again?"),
        ("How does this work?", "How does LoomNet work?"),
        ("Is it the first model without normalisation?", "Is LoomNet the first model without normalisation?"),
        ("What does the training cost there?", "What does the training cost in LoomNet?"),
    ],
)
def test_what_a_paper_has_and_more_of_it_is_asked_of_the_one_shown(question: str, expected: str) -> None:
    resolved = resolve(question, ONE)
    assert (resolved.question, resolved.papers) == (expected, (LOOM,))


# Papers of the library that were never shown


@pytest.mark.parametrize(
    ("question", "papers", "expected"),
    [
        ("And Tadpole?", (TADPOLE,), "How accurate is Tadpole on HarborImages?"),
        ("and mosstree", (MOSS,), "How accurate is mosstree on HarborImages?"),
        ("What about EchoGate?", (ECHO,), "How accurate is EchoGate on HarborImages?"),
        ("Same question for Tadpole.", (TADPOLE,), "How accurate is Tadpole on HarborImages?"),
        ("And of the HopScotch?", (HOP,), "How accurate is HopScotch on HarborImages?"),
        ("ok, now for MossTree", (MOSS,), "How accurate is MossTree on HarborImages?"),
        ("vs MossTree?", (LOOM, MOSS), "How does LoomNet compare with MossTree?"),
        ("MossTree?", (MOSS,), "How accurate is MossTree on HarborImages?"),
        ("How many rare words does QuiltFormer lose?", (QUILT,), "How many rare words does QuiltFormer lose?"),
        ("How does it compare with MossTree?", (LOOM, MOSS), "How does LoomNet compare with MossTree?"),
        ("Is MossTree-style growth used?", (MOSS,), "Is MossTree-style growth used?"),
        ("Does MossTree grow its trees?", (MOSS,), "Does MossTree grow its trees?"),
        ("And on DriftScenes?", (LOOM,), "How accurate is LoomNet and on DriftScenes?"),
        ("And on Kinetics?", (LOOM,), "How accurate is LoomNet and on Kinetics?"),
        ("Does it use FableQA?", (LOOM,), "Does LoomNet use FableQA?"),
    ],
)
def test_a_paper_never_shown_is_known_by_its_name(
    library: Library, question: str, papers: tuple[Paper, ...], expected: str
) -> None:
    resolved = resolve(question, ONE, library)
    assert resolved.papers == papers
    assert resolved.question.replace("LoomNet on Kinetics", "LoomNet and on Kinetics") in (
        expected,
        expected.replace(" and on", " on"),
    )


def test_with_another_beside_the_first_is_kept(library: Library) -> None:
    conversation = talk(turn("What is LoomNet?", LOOM))
    compared = resolve("How does it compare with MossTree?", conversation, library)
    conversation.add(
        Turn("How does it compare with MossTree?", compared.question, conversation.turns[0].answer, compared.papers)
    )
    resolved = resolve("And with Tadpole?", conversation, library)
    assert (resolved.question, resolved.papers) == ("How does LoomNet compare with Tadpole?", (LOOM, TADPOLE))


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("What did Obi et al. weave?", (LOOM,)),
        ("What did Fisk's team detect?", (TADPOLE,)),
        ("What do Lowe and Obi grow?", (MOSS,)),
        ("What does Sato draw?", (TEACUP,)),
        ("And the paper by Park from 2032?", (TRANSLATORS,)),
        ("What did Nobody et al. find?", ()),
    ],
)
def test_a_paper_is_known_by_its_authors(library: Library, question: str, papers: tuple[Paper, ...]) -> None:
    assert resolve(question, NAMELESS, library).papers == papers


# Topics left and taken up again


BACK = talk(turn("What is Tadpole?", TADPOLE), turn("Which paper downscales rain?", TEACUP), turn("And trees?", MOSS))


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("Back to the first: how fast is it?", (TADPOLE,)),
        ("Back to Tadpole.", (TADPOLE,)),
        ("Let us go back to the rain paper. Which score does it lower?", (TEACUP,)),
        ("Returning to the one about cameras, how large is it?", (TADPOLE,)),
        ("Back to the previous paper: how long does it take?", (TEACUP,)),
        ("How long does the rain model take?", (TEACUP,)),
    ],
)
def test_a_topic_is_returned_to_by_place_name_and_description(question: str, papers: tuple[Paper, ...]) -> None:
    assert resolve(question, BACK).papers == papers


def test_a_return_to_nothing_that_was_shown_binds_nothing() -> None:
    assert resolve("Back to the zebras: what do people say?", BACK).papers == ()
    assert "Tadpole" in resolve("Back to the first: how fast is it?", BACK).question


@pytest.mark.parametrize("question", ["Which papers beat it?", "And which papers are about rain?", "Any other paper?"])
def test_who_asks_for_papers_is_bound_to_none(question: str) -> None:
    assert resolve(question, BACK).papers == ()


# Pins, and a wording that a person has settled


def test_a_pinned_paper_stays_in_scope_until_it_is_unpinned() -> None:
    conversation = talk(*ONE.turns)
    conversation.pin(QUILT)
    assert resolve("How are robots routed?", conversation).papers == (QUILT,)
    assert resolve("How large is it?", conversation).papers == (LOOM, QUILT)
    assert ids(*conversation.scope()) == ids(QUILT, LOOM)
    conversation.unpin(QUILT.id)
    conversation.unpin("unknown")
    assert resolve("How are robots routed?", conversation).papers == ()


def test_a_pinned_paper_is_it_before_anything_was_shown() -> None:
    conversation = talk()
    conversation.pin(QUILT)
    resolved = resolve("How much memory does it need?", conversation)
    assert (resolved.question, resolved.papers) == ("How much memory does QuiltFormer need?", (QUILT,))


def test_a_settled_wording_is_taken_as_it_stands(library: Library) -> None:
    resolved = taken_as("How large is it, and how large is MossTree?", ONE, library)
    assert (resolved.question, resolved.papers) == ("How large is it, and how large is MossTree?", (MOSS,))
    assert taken_as("How are rivers read?", ONE, library).papers == ()
