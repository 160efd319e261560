"""Kept conversations: `python -m pytest tests/assistant/conversations/test_shelf.py`."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.conversations import KeptConversation, Shelf
from assistant.conversations.file import ConversationFile
from index.errors import BadInput, LibraryCorrupt, LibraryTooNew
from tests.fakes import invented_papers
from tests.turns import whole_turn

QUILT, LOOM, TADPOLE, *_ = invented_papers()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def talk(shelf: Shelf, name: str, *questions: str) -> KeptConversation:
    conversation = shelf.begin(name)
    for question in questions:
        conversation.add(whole_turn(question, LOOM))
    return conversation


def names(shelf: Shelf) -> list[str]:
    return sorted(one.name for one in shelf.listing().conversations)


# Kept, and gone on with


def test_what_was_said_is_there_after_a_restart(shelf: Shelf) -> None:
    said = talk(shelf, "Looms", "What is LoomNet?", "How large is it?")
    said.pin(QUILT)
    again = shelf.open("looms")
    assert again.turns == said.turns and again.known() == [LOOM]
    assert again.pinned == {QUILT.id: QUILT} and again.name == "Looms" and again.id == said.id
    again.unpin(QUILT.id)
    again.add(whole_turn("And how fast?", LOOM))
    assert [turn.question for turn in shelf.open(said.id).turns][1:] == ["How large is it?", "And how fast?"]
    assert shelf.open(said.id).pinned == {}


def test_an_assistant_keeps_what_it_is_asked_and_goes_on(assistant: Assistant) -> None:
    shelf = Shelf(assistant.library)
    assistant.ask("How accurate is LoomNet on HarborImages?", shelf.begin("Looms"))
    answer = assistant.ask("And on DriftScenes?", shelf.open("Looms"))
    assert "47.9 mIoU" in answer.text
    assert [turn.question for turn in shelf.find("Looms").turns()] == [
        "How accurate is LoomNet on HarborImages?",
        "And on DriftScenes?",
    ]


def test_nothing_is_on_disk_before_the_first_turn(shelf: Shelf) -> None:
    conversation = shelf.begin()
    conversation.pin(QUILT)
    assert shelf.listing().conversations == () and not shelf.folder.exists()
    conversation.add(
        whole_turn("What is it that looms weave in winter, and in which of the many towns there are?", LOOM)
    )
    (one,) = shelf.listing().conversations
    assert one.name == "What is it that looms weave in winter, and in which of the m" and one.turns == 1
    assert shelf.open(one.id).pinned == {QUILT.id: QUILT}


def test_a_long_conversation_is_opened_at_its_end_and_read_in_pieces(shelf: Shelf) -> None:
    talk(shelf, "Long", *(f"Question {n}" for n in range(100)))
    start = time.perf_counter()
    opened = shelf.open("Long")
    assert time.perf_counter() - start < 1
    assert 10 < len(opened.turns) < 50 and opened.turns[-1].question == "Question 99"
    file = shelf.find("Long")
    assert [turn.question for turn in file.turns(after=10, limit=2)] == ["Question 10", "Question 11"]
    assert len(file.turns()) == 100


@pytest.mark.skipif(sys.platform == "win32", reason="no modes")
def test_only_its_owner_may_read_it(shelf: Shelf) -> None:
    old = os.umask(0)
    try:
        conversation = talk(shelf, "Secret", "What is LoomNet?")
    finally:
        os.umask(old)
    assert stat.S_IMODE(shelf.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(conversation.file.path.stat().st_mode) == 0o600


# Named, found, deleted


def test_the_latest_comes_first_and_names_are_found_in_any_case(shelf: Shelf) -> None:
    talk(shelf, "Ärger mit Netzen", "a", "b")
    talk(shelf, "Looms", "c")
    assert {one.name: one.turns for one in shelf.listing().conversations} == {"Looms": 1, "Ärger mit Netzen": 2}
    assert shelf.open("ARGER MIT netzen").name == "Ärger mit Netzen"


@pytest.mark.parametrize("name", ["unknown", "../../etc/passwd", "", "a/b", "\x00", "x" * 5_000])
def test_what_is_not_there_is_told_in_one_line(shelf: Shelf, name: str) -> None:
    talk(shelf, "Looms", "a")
    with pytest.raises(BadInput, match="No conversation is called") as told:
        shelf.open(name)
    assert "\n" not in str(told.value) and len(str(told.value)) < 400


def test_a_name_belongs_to_one(shelf: Shelf) -> None:
    talk(shelf, "Looms", "a")
    talk(shelf, "Quilts", "b")
    for use in (lambda: shelf.begin(" looms "), lambda: shelf.rename("Quilts", "LOOMS")):
        with pytest.raises(BadInput, match=r"is called '(?:looms|LOOMS)' already"):
            use()
    shelf.rename("Looms", "looms\n of old")
    assert names(shelf) == ["Quilts", "looms of old"]
    for name in ("", " \n", "x" * 201):
        with pytest.raises(BadInput, match="1 to 200 characters"):
            shelf.rename("Quilts", name)


def test_two_of_one_name_are_told_apart_by_id(shelf: Shelf) -> None:
    first, second = shelf.begin("Twin"), shelf.begin("Twin")  # two processes at once
    for conversation in (first, second):
        conversation.add(whole_turn("a", LOOM))
    with pytest.raises(BadInput, match=r"Several conversations are called 'Twin': give one's id"):
        shelf.open("Twin")
    assert shelf.open(second.id).id == second.id


def test_what_is_deleted_is_gone_and_does_not_come_back(shelf: Shelf) -> None:
    conversation = talk(shelf, "Looms", "a")
    talk(shelf, "Quilts", "b")
    shelf.delete("Looms")
    assert names(shelf) == ["Quilts"] and not conversation.file.path.exists()
    conversation.add(whole_turn("c", LOOM))  # another window still has it open
    assert conversation.turns[-1].answer.notice.startswith(f"A notice. Not kept: The conversation {conversation.id}")
    assert names(shelf) == ["Quilts"]
    with pytest.raises(BadInput, match="is no more"):
        conversation.file.delete()


def test_search_finds_what_was_asked_answered_and_cited(shelf: Shelf) -> None:
    talk(shelf, "Looms", "What weaves?", "How FAST is the Molnár loom?")
    talk(shelf, "Quilts", "What is sewn?")

    def found(text: str) -> list[tuple[str, int, str]]:
        return [(said.conversation.name, said.n, said.question) for said in shelf.search(text)[0]]

    assert found("fast molnar") == [("Looms", 2, "How FAST is the Molnár loom?")]
    assert len(found("weaving convolutions")) == 3  # the title of the paper they all cite
    assert found("fast sewn") == found("%") == found("' OR 1") == []


# Damage


def overwritten(path: Path) -> None:
    path.write_bytes(b"no database at all " * 300)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])


def without_turns(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE turns")


def with_a_broken_turn(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE turns SET turn = '{'")


@pytest.mark.parametrize("damage", [overwritten, cut, without_turns, with_a_broken_turn])
def test_a_damaged_one_is_named_in_a_line_and_hurts_no_other(shelf: Shelf, damage: Callable[[Path], None]) -> None:
    broken, _ = talk(shelf, "Broken", "a", "b"), talk(shelf, "Whole", "c")
    damage(broken.file.path)
    with pytest.raises(LibraryCorrupt, match="is damaged") as told:
        shelf.open(broken.id)
    assert str(broken.file.path) in str(told.value) and "\n" not in str(told.value)
    listing = shelf.listing()
    assert "Whole" in [one.name for one in listing.conversations] and shelf.open("Whole").turns[0].question == "c"
    assert len(listing.troubles) == (0 if damage is with_a_broken_turn else 1)
    assert [said.question for said in shelf.search("c")[0] if said.conversation.name == "Whole"] == ["c"]


def test_one_of_a_newer_version_is_left_alone(shelf: Shelf) -> None:
    conversation = talk(shelf, "Newer", "a")
    with sqlite3.connect(conversation.file.path) as db:
        db.execute("PRAGMA user_version = 9")
    with pytest.raises(LibraryTooNew, match="has format 9, this version reads up to 1"):
        shelf.open(conversation.id)
    assert len(shelf.listing().troubles) == 1


def test_another_programs_file_is_named(shelf: Shelf) -> None:
    talk(shelf, "Looms", "a")
    with sqlite3.connect(shelf.folder / "other.conversation") as db:
        db.execute("CREATE TABLE cups (name TEXT)")
    assert "is no conversation of ours" in shelf.listing().troubles[0] and names(shelf) == ["Looms"]


def test_a_file_in_which_nothing_was_said_is_not_listed_and_swept_up_later(shelf: Shelf) -> None:
    talk(shelf, "Looms", "a")
    empty = shelf.folder / "0123456789ab.conversation"
    empty.touch()
    assert names(shelf) == ["Looms"] and empty.exists()
    os.utime(empty, (1, 1))
    assert names(shelf) == ["Looms"] and not empty.exists()


# No room


def test_a_full_disk_costs_no_finished_turn_and_the_answer_says_so(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = talk(shelf, "Looms", "a")
    opened = ConversationFile._opened

    def small(self: ConversationFile, mode: str):
        from contextlib import contextmanager

        @contextmanager
        def limited():
            with opened(self, mode) as db:
                db.execute("PRAGMA max_page_count = 1")  # it can grow no more
                yield db

        return limited()

    monkeypatch.setattr(ConversationFile, "_opened", small)
    for n in range(20):
        conversation.add(whole_turn(f"b{n} " + "long " * 2_000, QUILT))
    assert "Not kept: No room to keep the conversation" in conversation.turns[-1].answer.notice
    monkeypatch.undo()
    conversation.add(whole_turn("c", LOOM))
    kept = [turn.question for turn in shelf.open("Looms").turns]
    assert kept[0] == "a" and kept[-1] == "c" and len(kept) < 22


def test_a_folder_that_cannot_be_made_keeps_nobody_from_asking(tmp_path: Path) -> None:
    (tmp_path / "conversations").write_text("in the way")
    conversation = Shelf(tmp_path).begin("Looms")
    conversation.add(whole_turn("a", LOOM))
    assert "Not kept: No conversation can be kept in" in conversation.turns[-1].answer.notice
    assert conversation.shown() == [LOOM] and Shelf(tmp_path).listing().conversations == ()
