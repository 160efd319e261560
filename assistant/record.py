"""What an answer came from, in a file: enough to ask again and to say what is different."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.answer import Outcome, Support, Timings
from assistant.models.language_model import Message
from assistant.saving import save
from index.errors import BadInput
from index.filters import Filters

FORMAT = 4  # raised when a key changes its meaning, comes or goes
_LARGEST = 1 << 24  # bytes of a file that may be a record; an answer's is some tens of thousands
_FORMAT_LETTERS = 20  # shown of a format that is none


@dataclass(frozen=True, slots=True)
class LibraryTold:
    """The library that was asked; where it was, or that it was the built-in collection, which is everywhere."""

    path: str
    built_in: bool
    papers: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SearchTold:
    """What ordered the papers, encoder, adapter and reranker, and the judge of their sentences; "" for none."""

    encoder: str
    adapter: str
    reranker: str
    judge: str


@dataclass(frozen=True, slots=True)
class ModelTold:
    """The language model that wrote; `loaded_by` is the name that loads it again, "" where quotes alone were asked for.

    `revision` tells its weights from others of the same name: a commit of the hub, or a SHA-256; "" on a server.
    """

    name: str
    engine: str
    device: str
    loaded_by: str
    revision: str


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the model chose each word: the likeliest always, so that no seed has a part in it."""

    greedy: bool
    seed: int | None
    max_tokens: int


@dataclass(frozen=True, slots=True)
class TemplateTold:
    """The file of the prompt's wording, and its SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class HitTold:
    """A paper found, as `index.hit.Hit` has it."""

    paper_id: str
    title: str
    score: float
    dense_rank: int | None
    keyword_rank: int | None
    similarity: float | None
    passage_similarity: float | None


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence of a paper's abstract: its characters from `start` to before `end`.

    `odds` are the judge's log-odds that it answers the question, `doubt` the language model's that it does not; None
    for whom did not read it.
    """

    paper_id: str
    start: int
    end: int
    text: str
    score: float
    similarity: float
    odds: float | None
    doubt: float | None


@dataclass(frozen=True, slots=True)
class SentenceTold:
    """A sentence of the answer, what became of it when it was checked, how sure that is, and what it stands on."""

    text: str
    support: Support
    score: float
    citations: tuple[int, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CitationTold:
    """A number of the answer and its paper."""

    n: int
    paper_id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Record:
    """One answer and everything it came from. `earlier` are the questions asked before in the same conversation."""

    format: int
    date: str
    versions: dict[str, str]
    question: str
    earlier: tuple[str, ...]
    resolved: str
    filters: Filters
    library: LibraryTold
    search: SearchTold
    model: ModelTold
    decoding: Decoding
    template: TemplateTold
    hits: tuple[HitTold, ...]
    evidence: tuple[Span, ...]
    prompts: tuple[tuple[Message, ...], ...]
    drafts: tuple[str, ...]
    outcome: Outcome
    sentences: tuple[SentenceTold, ...]
    citations: tuple[CitationTold, ...]
    timings: Timings
    notice: str


_RECORD = TypeAdapter(Record)


def write(record: Record, file: Path) -> None:
    """Write the record to the file, in whose place it comes when it is whole. Raises BadInput where it cannot be."""
    save(json.dumps(_RECORD.dump_python(record, mode="json"), ensure_ascii=False, indent=1) + "\n", file, "--record")


def read(file: Path) -> Record:
    """Return the record of a file that `write` wrote. Raises BadInput naming the file and what is wrong with it."""
    written = _bytes(file)
    try:
        told = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise _no_record(file, f"it is not JSON: {error}") from error
    if not isinstance(told, dict) or "format" not in told:
        raise _no_record(file, "it has no format")
    if told["format"] != FORMAT:
        other = str(told["format"])[:_FORMAT_LETTERS]
        raise BadInput(f"{file} has the format {other}, this program reads {FORMAT}: record the question again.")
    try:
        return _RECORD.validate_json(written, strict=True)
    except ValidationError as error:
        found = error.errors()[0]
        raise _no_record(file, f"{'.'.join(map(str, found['loc']))}: {found['msg']}") from error
    except BadInput as error:  # of filters that are none
        raise _no_record(file, str(error)) from error


def _bytes(file: Path) -> bytes:
    try:
        if file.exists() and not file.is_file():
            raise _no_record(file, "it is no plain file")
        with file.open("rb") as opened:
            written = opened.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise BadInput(
            f"{str(file)[:200]} cannot be read ({why}): name a file that `assistant ask --record` wrote."
        ) from error
    if len(written) > _LARGEST:
        raise _no_record(file, f"it has more than {_LARGEST:,} bytes")
    return written


def _no_record(file: Path, why: str) -> BadInput:
    return BadInput(f"{file} is no record ({why}): name a file that `assistant ask --record` wrote.")
