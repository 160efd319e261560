"""What a model makes of quotes: `python -m pytest tests/assistant/test_drafting.py`."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Event

from assistant.answer import Evidence
from assistant.compose import quoted
from assistant.drafting import Checked, Drafts, Task, Written, drafted
from assistant.writer import NOTHING
from index.errors import ModelError
from index.paper import Paper
from tests.fakes import FakeLanguageModel

PAPER = Paper("x:1", "LoomNet", "LoomNet weaves threads, and more. It needs 16 GB of memory, as others do.")
WEAVES = Evidence(PAPER, "LoomNet weaves threads, and more.", 0, 33, 1.0, 0.5)
MEMORY = Evidence(PAPER, "It needs 16 GB of memory, as others do.", 34, 73, 0.9, 0.5)
DOES, NEEDS = Task("What does LoomNet do?", (WEAVES,)), Task("How much memory?", (WEAVES, MEMORY))


def ran(model: FakeLanguageModel, *tasks: Task, stop: Event | None = None) -> tuple[list[Written | Checked], Drafts]:
    writing, seen = drafted(tasks, model, None, stop or Event()), list[Written | Checked]()
    while True:
        try:
            seen.append(next(writing))
        except StopIteration as end:
            return seen, end.value


def text(seen: Iterable[Written | Checked]) -> str:
    return "".join(step.text for step in seen if isinstance(step, Written))


def test_each_quote_is_worded_and_what_stands_is_told_after_each(model: FakeLanguageModel) -> None:
    model.enqueue("LoomNet weaves threads.", "It flies.", "It needs 16 GB of memory.")
    seen, drafts = ran(model, DOES, NEEDS)
    told = [[sentence.text for sentence in step.sentences] for step in seen if isinstance(step, Checked)]
    first, memory = "LoomNet weaves threads.", "It needs 16 GB of memory."
    assert told == [[first], [first, WEAVES.text], [first, WEAVES.text, memory]]
    assert drafts.texts == ((first,), ("It flies.", memory)) and drafts.by.name == model.name
    assert [list(prompt) for prompt in drafts.prompts] == model.prompts


def test_a_quote_that_is_not_the_best_is_left_out_where_the_model_finds_no_answer_in_it(
    model: FakeLanguageModel,
) -> None:
    model.enqueue("", NOTHING, NOTHING, "", NOTHING, NOTHING)
    for said in ((WEAVES,), (WEAVES, MEMORY), (WEAVES,)):
        _, drafts = ran(model, NEEDS)
        assert drafts.told == (tuple(map(quoted, said)),)


def test_a_taught_model_draws_other_drafts_where_the_first_is_no_good(model: FakeLanguageModel) -> None:
    model.taught, model.others = True, ["It flies.", "[1] LoomNet weaves threads."]
    model.enqueue("It sings.", "LoomNet weaves threads, and more.")
    (_, drawn), (_, first) = ran(model, DOES), ran(model, DOES)
    assert [one.text for one in drawn.told[0]] == ["LoomNet weaves threads."]
    assert drawn.texts == (("LoomNet weaves threads.",),)  # what is told is what a record keeps
    assert drawn.notice == "" and [one.text for one in first.told[0]] == [WEAVES.text]


def test_a_model_that_draws_nothing_has_its_first_draft_count(model: FakeLanguageModel) -> None:
    def fail(*_: object) -> list[str]:
        raise ModelError("fake-model writes one text alone.")

    model.taught, model.sampled = True, fail  # type: ignore[method-assign]
    model.enqueue("It flies.")
    _, drafts = ran(model, DOES)
    assert drafts.told == ((quoted(WEAVES),),) and drafts.notice == ""


def test_nothing_is_said_to_stand_while_the_model_finds_nothing(model: FakeLanguageModel) -> None:
    model.enqueue(NOTHING, NOTHING)
    assert ran(model, NEEDS)[0] == []


def test_that_nothing_is_said_is_not_shown(model: FakeLanguageModel) -> None:
    model.enqueue(NOTHING, "It needs 16 GB of memory.")
    seen, drafts = ran(model, NEEDS)
    assert text(seen) == "It needs 16 GB of memory." and drafts.texts[0][0] == NOTHING


def test_what_was_written_before_a_failure_counts(model: FakeLanguageModel) -> None:
    model.enqueue("It weaves threads.", ModelError("fake-model is out of order."))
    seen, drafts = ran(model, DOES, NEEDS)
    assert text(seen) == "It weaves threads." and drafts.notice == "fake-model is out of order."
    assert drafts.texts == (("It weaves threads.",), ("", "")) and drafts.by.name == model.name
    assert [len(one) for one in drafts.told] == [1, 2] and drafts.told[1] == (quoted(WEAVES), quoted(MEMORY))


def test_a_model_that_only_failed_wrote_nothing(model: FakeLanguageModel) -> None:
    model.enqueue(ModelError("fake-model is out of order."))
    seen, drafts = ran(model, NEEDS)
    assert not seen and drafts.by.name == "none" and drafts.notice and drafts.texts == (("", ""),)


def test_stopping_one_draft_ends_them_all_and_leaves_its_quote(model: FakeLanguageModel) -> None:
    stop = Event()
    model.enqueue(lambda prompt: [stop.set(), "It is one."][1])
    seen, drafts = ran(model, NEEDS, DOES, stop=stop)
    assert len(model.prompts) == 1 and [len(one) for one in drafts.texts] == [2, 1]
    assert seen[-1] == Checked((quoted(WEAVES),)) and drafts.told[0] == (quoted(WEAVES), quoted(MEMORY))
