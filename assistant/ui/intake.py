"""Papers on their way into the library, watched source by source."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from assistant.ui.markup import line, text
from assistant.ui.worker import Worker
from index.errors import ResearchError
from index.library import Added, Library
from index.paper import Paper
from index.readers import read
from index.readers.rejected import Rejected

_REASONS_SHOWN = 200  # of records that give no paper

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """Where papers come from: its name, what reads it, and the folder of ours that no message needs to name."""

    name: str
    records: Callable[[], Iterable[Paper | Rejected]]
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """How far a source is: what became of its records so far, and why it ended before its end, if it did."""

    name: str
    report: Added = field(default_factory=Added)
    failure: str = ""
    ended: bool = False


def files(paths: Sequence[str]) -> list[Source]:
    """Return files that a browser sent as sources; each is deleted when it has been read."""
    return [Source(Path(path).name, partial(_read_away, Path(path)), f"{Path(path).parent}{os.sep}") for path in paths]


def ids(typed: str) -> list[Source]:
    """Return arXiv ids or addresses as a source: nothing else that is typed is read, least of all a file."""
    from index.readers import arxiv

    return [Source("arXiv", lambda: arxiv.fetch([(None, typed)], "arXiv"))] if typed.strip() else []


def added(library: Library, sources: Sequence[Source], worker: Worker) -> Iterator[tuple[Intake, ...]]:
    """Yield how far each source is, until all have ended. A source that fails keeps no other from being read."""
    done: tuple[Intake, ...] = ()
    for source in sources:
        intake = Intake(source.name)
        yield (*done, intake)
        try:
            for report in (steps := _Returning(worker, library, source)):
                intake = replace(intake, report=report)
                yield (*done, intake)
            intake = replace(intake, report=steps.report)
        except ResearchError as error:
            intake = replace(intake, failure=str(error).replace(source.folder, ""))
        except Exception as error:  # the last place where it can be told to the person
            _log.exception("Papers could not be added")
            intake = replace(intake, failure=f"Something went wrong ({type(error).__name__}): the terminal says more.")
        done = (*done, replace(intake, ended=True))
        yield done


class _Returning:
    """The reports while a source is read; after them the one that counts everything."""

    def __init__(self, worker: Worker, library: Library, source: Source) -> None:
        self.report = Added()
        self._steps: Generator[Added, None, Added] = worker.steps(lambda tell: library.add(source.records(), tell))

    def __iter__(self) -> Iterator[Added]:
        self.report = yield from self._steps


def shown(intakes: Sequence[Intake]) -> str:
    """Return the sources as HTML: what became of the records of each, and the reason for each that gave no paper."""
    return "".join(_shown(intake) for intake in intakes)


def _shown(intake: Intake) -> str:
    told = intake.report
    counts = (f"{told.added:,} added", f"{told.updated:,} updated", f"{told.unchanged:,} were there already")
    numbers = ", ".join(count for count in counts if not count.startswith("0 ")) or "no paper"
    state = f"{numbers}{f', {told.rejected:,} gave no paper' if told.rejected else ''}"
    if not intake.ended:
        state = f"{told.read:,} records read: {state}" if told.read else "Reading"
    css = "failed" if intake.failure else "ended" if intake.ended else "under-way"
    failure = f'<p class="failure" role="alert">{line(intake.failure)}</p>' if intake.failure else ""
    said = "" if intake.failure and not told.read else f'<p class="{"" if intake.ended else "waiting"}">{state}</p>'
    return f'<section class="intake {css}"><h3>{text(intake.name)}</h3>{said}{failure}{_rejections(told)}</section>'


def _rejections(told: Added) -> str:
    if not told.rejections:
        return ""
    entries = "".join(
        f"<li>{f'Line {one.line}: ' if one.line else ''}{text(one.reason)}</li>"
        for one in told.rejections[:_REASONS_SHOWN]
    )
    more = told.rejected - min(len(told.rejections), _REASONS_SHOWN)
    rest = f"<li>and {more:,} more</li>" if more else ""
    return (
        f"<details><summary>Records that gave no paper ({told.rejected:,})</summary><ul>{entries}{rest}</ul></details>"
    )


def _read_away(path: Path) -> Iterator[Paper | Rejected]:
    try:
        yield from read(path)
    finally:
        path.unlink(missing_ok=True)
