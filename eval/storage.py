"""Reports on disk: JSON that says what it is, named by what was measured."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.report import FORMAT, Report, Scores, System
from index.derived import replacing
from index.errors import BadInput, ResearchError

_SHA_DIGITS = 12  # of a file name: enough that two configurations never share it
_PART_LETTERS = 40  # of the dataset, the split and the method in a file name, which has 255
_LARGEST = 1e100  # of a score: means and squares of such still are numbers
_FORMAT_LETTERS = 20  # shown of a format that is none
_REPORT = TypeAdapter(Report)
_OTHER_LETTERS = re.compile(r"[^\w.@+]+|^\W+")


def reported(report: Report) -> System:
    """Return the system that the report is about."""
    return report.systems[-1]


def file_name(report: Report) -> str:
    """Return "<task>-<dataset>-<split>-<method>-<sha12>.json", the digits those of configuration and data."""
    told = {"configuration": reported(report).configuration, "fingerprint": report.fingerprint}
    digits = hashlib.sha256(_json(told).encode()).hexdigest()[:_SHA_DIGITS]
    parts = (report.task, report.dataset, report.split, reported(report).name)
    return "-".join([*(_plain(part) for part in parts if part), digits]) + ".json"


def save(report: Report, folder: Path) -> Path:
    """Write the report into the folder, made if it is not there, and return its file.

    The report takes the place of an earlier one of the same configuration. Raises BadInput where it cannot be
    written, ResearchError for a score that is not a number.
    """
    if wrong := next(_inconsistencies(report), None):
        raise ResearchError(f"The report is not written: {wrong}.")
    file = folder / file_name(report)
    written = json.dumps(_REPORT.dump_python(report, mode="json"), ensure_ascii=False, allow_nan=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(file) as aside:
            aside.write_bytes(
                written.encode("utf-8", "replace")
            )  # half a letter of a title must not keep it from being written
    except OSError as error:
        raise BadInput(f"{file} cannot be written ({error.strerror}): choose another folder with --out.") from error
    return file


def load(file: Path) -> Report:
    """Return the report of a file that `save` wrote. Raises BadInput naming the file and what is wrong with it."""
    try:
        written = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}): name a report of `assistant eval`.") from error
    try:
        told = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{file} is not JSON ({error}): name a report of `assistant eval`.") from error
    if not isinstance(told, dict) or "format" not in told:
        raise BadInput(f"{file} is not a report: name one that `assistant eval` wrote.")
    if told["format"] != FORMAT:
        other = str(told["format"])[:_FORMAT_LETTERS]
        raise BadInput(f"{file} has the format {other}, this program reads {FORMAT}: run the eval again.")
    try:
        report = _REPORT.validate_json(written, strict=True)
    except ValidationError as error:
        raise BadInput(f"{file} is not a report ({_first(error)}): run the eval again.") from error
    if wrong := next(_inconsistencies(report), None):
        raise BadInput(f"{file} is damaged ({wrong}): run the eval again.")
    return report


def _inconsistencies(report: Report) -> Iterator[str]:
    """Yield what keeps the report from being shown."""
    if not report.measures or not report.systems or not report.queries:
        yield "it holds no measures, no systems or no queries"
    if report.seed < 0:
        yield f"its seed {report.seed} is below 0"
    names = [system.name for system in report.systems]
    if len(set(names)) < len(names):
        yield "two systems have the same name"
    if report.baseline not in (*names, ""):
        yield f"the baseline {report.baseline} is none of its systems"
    for system in report.systems:
        yield from _wrong_system(system, report)


def _wrong_system(system: System, report: Report) -> Iterator[str]:
    for measure in report.measures:
        if measure not in system.scores:
            yield f"{system.name} has no {measure}"
    for name, scores in (*system.scores.items(), ("seconds", system.seconds)):
        yield from _wrong_scores(f"{name} of {system.name}", scores, report)


def _wrong_scores(whose: str, scores: Scores, report: Report) -> Iterator[str]:
    for query, score in scores.items():
        if query not in report.queries:
            yield f"{whose} has a score for {query}, which is none of the queries"
        elif not math.isfinite(score):
            yield f"{whose} for {query} is not a number"
        elif abs(score) > _LARGEST:
            yield f"{whose} for {query} is larger than any score"


def _first(error: ValidationError) -> str:
    found = error.errors()[0]
    return f"{'.'.join(map(str, found['loc']))}: {found['msg']}"


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=True, sort_keys=True, allow_nan=False)


def _plain(part: str) -> str:
    return _OTHER_LETTERS.sub("-", part).strip("-.")[:_PART_LETTERS] or "unnamed"
