"""The table of answers counts what it says."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from assistant.assistant import Assistant
from eval.answers import answers, table
from eval.questions import Question

ASKED = Question(
    "fact-001", "fact", ("How accurate is LoomNet on HarborImages?",), frozenset({"arxiv:3102.00002"}), (("83.6%",),),
    "answered", (),
)  # fmt: skip
FOLLOWED = Question(
    "followup-001", "followup", (*ASKED.turns, "How many parameters does it have?"), ASKED.papers, (("24 million",),),
    "answered", (),
)  # fmt: skip
ABSENT = Question("which-001", "which", ("Which papers weigh moon dust?",), frozenset({"arxiv:0"}), (), "answered", ())


def test_shares_are_taken_over_each_kind_and_over_all(assistant: Assistant) -> None:
    scores = answers(assistant, [ASKED, FOLLOWED, ABSENT])
    assert [score.right for score in scores.values()] == [True, True, False]
    written = StringIO()
    Console(file=written, width=120).print(table(scores))
    rows = {line.split()[0]: line.split() for line in written.getvalue().splitlines() if line.strip()}
    assert rows["fact"][1:3] == ["1", "1.00"]
    assert rows["which"][1:3] == ["1", "0.00"]
    assert rows["all"][1:3] == ["3", "0.67"]
