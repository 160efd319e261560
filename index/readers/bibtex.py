"""BibTeX, an entry at a time: strings and months resolved, LaTeX read, names turned round."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Block, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String

from index.paper import Paper
from index.readers.lines import LONGEST, Lines
from index.readers.record import LIMITS, Unusable, paper
from index.readers.rejected import Rejected
from index.text import clean

NAME = "BibTeX"
_START = re.compile(r"\s*@\w+[ \t]*[{(]")
_SEEN_IN_HEAD = re.compile(
    r"^\s*@(?:\w+\s*\{\s*[^\s,{}\"]+\s*,|(?:article|book|inproceedings|misc|string|preamble|comment)\s*[{(])",
    re.MULTILINE | re.IGNORECASE,
)
_BRACES = re.compile(r"(?<![\^_])\{([^{}]*)\}")
_DEEPEST_BRACES = 4
# A brace or backslash that is meant as such; noncharacters of Unicode stand in for it while LaTeX is read.
_WRITTEN = re.compile(r"\\\\|\\([{}])|\\text(braceleft|braceright|backslash)(?:\{\}|(?![A-Za-z]))")
_STAND_INS = dict.fromkeys(("{", "braceleft"), "\ufdd0") | dict.fromkeys(("}", "braceright"), "\ufdd1")
_STAND_INS["backslash"] = "\ufdd2"
_STOOD_FOR = str.maketrans("\ufdd0\ufdd1\ufdd2", "{}\\")

# What fails is told as Rejected; the parser's own warnings would only repeat it on the screen.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def recognises(head: str) -> bool:
    """Say whether an entry such as `@article{key,` or a `@string{` begins somewhere in the text."""
    return _SEEN_IN_HEAD.search(head) is not None


def read(lines: Lines, source: str) -> Iterator[Paper | Rejected]:
    """Yield a paper an entry; an entry that cannot be parsed or has no title is rejected with the line it begins on."""
    strings: dict[str, str] = {}
    for line, text in _entries(lines):
        try:
            blocks = parse_string(text, parse_stack=[]).blocks
        except Exception as error:  # the parser asks to be told of its own bugs; here they are one bad entry
            yield Rejected(source, line, f"it is no BibTeX entry: {_why(error)}")
            continue
        for block in blocks:
            yield from _read_block(block, strings, line, source)


def _entries(lines: Lines) -> Iterator[tuple[int, str]]:
    """Yield what stands between one start of an entry and the next, with its first line.

    The parser itself goes on at such a line after a broken entry, so cutting there loses nothing.
    """
    start, kept, size = 0, list[str](), 0
    for line in lines:
        if _START.match(line):
            if start:
                yield start, "".join(kept)
            start, kept, size = lines.number, [], 0
        size += len(line)
        if start and size <= LONGEST:  # beyond it the entry stays cut off, and fails as such
            kept.append(line)
    if start:
        yield start, "".join(kept)


def _read_block(block: Block, strings: dict[str, str], line: int, source: str) -> Iterator[Paper | Rejected]:
    line += block.start_line or 0
    if isinstance(block, DuplicateFieldKeyBlock):  # the first of two equal fields counts
        block = block.ignore_error_block or block
    if isinstance(block, ParsingFailedBlock):
        yield Rejected(source, line, f"it is no BibTeX entry: {_why(block.error)}")
    elif isinstance(block, String):
        strings[block.key.lower()] = _value(block.value, strings)
    elif isinstance(block, Entry):
        try:
            yield paper(_fields(block, strings), source)
        except Unusable as reason:
            yield Rejected(source, line, f"{reason} ({block.key[:60]})")


def _fields(entry: Entry, strings: dict[str, str]) -> dict[str, object]:
    raw = {field.key.lower(): _value(field.value, strings) for field in reversed(entry.fields)}
    text = {key: _unbraced(value) for key, value in raw.items() if key not in ("author", "url", "doi")}
    archive = text.get("archiveprefix") or text.get("eprinttype") or "arxiv"
    return {
        "title": text.get("title"),
        "abstract": text.get("abstract"),
        "authors": _people(raw.get("author", "")),
        "year": text.get("year") or text.get("date"),
        "venue": text.get("journal") or text.get("journaltitle") or text.get("booktitle") or text.get("school"),
        "url": raw.get("url", "").replace("\\", ""),
        "doi": raw.get("doi", "").replace("\\", ""),
        "arxiv": text.get("eprint") if archive.casefold() == "arxiv" else None,
    }


def _people(authors: str) -> list[str]:
    if len(authors) > LIMITS["authors"]:
        raise Unusable(f"its authors have {len(authors):,} characters, more than {LIMITS['authors']:,}")
    people = split_multiple_persons_names(authors)
    return [_unbraced(parse_single_name_into_parts(name, strict=False).merge_first_name_first) for name in people]


def _value(raw: str, strings: dict[str, str]) -> str:
    """Return what `{…}`, `"…"`, a number, the name of a string, or several of them joined by `#` stand for."""
    parts: list[str] = []
    start, depth, quoted = 0, 0, False
    for place, character in enumerate(raw):
        if character in "{}":
            depth += 1 if character == "{" else -1
        elif character == '"' and depth == 0:
            quoted = not quoted
        elif character == "#" and depth == 0 and not quoted:
            parts.append(raw[start:place])
            start = place + 1
    return "".join(_part(part.strip(), strings) for part in [*parts, raw[start:]])


def _part(part: str, strings: dict[str, str]) -> str:
    if len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
        return part[1:-1]
    return strings.get(part.lower(), part)


def _unbraced(text: str) -> str:
    r"""Return the clean text without the braces that only protect capitals; one that is written as `\{` stays."""
    if len(text) > LIMITS["abstract"]:  # refused later, and not worth the work
        return text
    text = clean(_WRITTEN.sub(_stand_in, text) if "\\" in text else text)
    for _ in range(_DEEPEST_BRACES if "{" in text else 0):
        text = _BRACES.sub(r"\1", text)
    return text.translate(_STOOD_FOR)


def _stand_in(match: re.Match[str]) -> str:
    return _STAND_INS.get(match.group(1) or match.group(2), match.group())


def _why(error: Exception) -> str:
    reason = getattr(error, "abort_reason", None) or str(error)
    return " ".join(reason.split())
