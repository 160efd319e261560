"""assistant/ui/intake.py"""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from assistant.ui import intake
from assistant.ui.intake import Intake, Source, added, shown
from assistant.ui.worker import Worker
from index.library import Added
from index.readers.rejected import Rejected
from tests.fakes import numbered_papers


@pytest.fixture
def worker():
    return Worker("test")


def test_files_are_added_one_by_one_and_taken_away(tmp_path, library, worker):
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.bin"
    good.write_text("\n".join(json.dumps(asdict(paper)) for paper in numbered_papers(3)), encoding="utf-8")
    bad.write_bytes(b"\0\1\2")
    *_, last = added(library, intake.files([str(good), str(bad)]), worker)
    assert [(one.name, one.report.added, one.ended) for one in last] == [("good.jsonl", 3, True), ("bad.bin", 0, True)]
    assert "bad.bin is a binary file" in last[1].failure and str(tmp_path) not in last[1].failure
    assert len(library) == 15 and not good.exists()


def test_progress_is_told_while_a_source_is_read(library, worker):
    steps = list(added(library, [Source("many", lambda: numbered_papers(600))], worker))
    assert steps[0][0].report.read == 0 and steps[-1][0].report.added == 600
    assert any(0 < step[0].report.read < 600 for step in steps)


def test_what_is_typed_is_ids_and_never_a_file(tmp_path, library, worker):
    file = tmp_path / "secret.txt"
    file.write_text("2201.03545")
    *_, last = added(library, intake.ids(str(file)), worker)
    assert last[0].report.rejected == 1 and "is no arXiv id" in last[0].report.rejections[0].reason
    assert file.exists() and len(library) == 12
    assert intake.ids("  ") == []


def test_a_source_that_fails_unforeseen_is_one_line_and_the_next_is_read(library, worker, caplog):
    def broken():
        yield numbered_papers(1)[0]
        raise ZeroDivisionError

    *_, last = added(library, [Source("broken", broken), Source("sound", lambda: numbered_papers(2))], worker)
    assert "Something went wrong (ZeroDivisionError)" in last[0].failure and last[1].report.added == 2
    assert caplog.records[0].exc_info


def test_the_report_says_why_each_record_gave_no_paper():
    rejections = tuple(Rejected("x.bib", n, f"no title <{n}>") for n in range(1, 301))
    report = shown([Intake("x.bib", Added(2, 0, 1, 400, rejections), ended=True)])
    assert "2 added, 1 were there already, 400 gave no paper" in report
    assert "Line 1: no title &lt;1&gt;" in report and "and 200 more" in report


def test_a_name_from_outside_is_text():
    assert "<img" not in shown([Intake("<img src=x>.bib", failure="<img src=y>")])
