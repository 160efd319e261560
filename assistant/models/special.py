"""Special tokens: the marks of a chat template, which the text inside a message must never produce."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from assistant.models.tokenizable import valid

_LOOKS_SPECIAL = re.compile(r"<\|.+\|>|</?[A-Za-z_]+>|\[/?[A-Z_]+\]")
_IN_TEXT = re.compile(r"<[|｜][^<>|｜]{1,60}[|｜]>|</?\w{1,40}>|\[/?[A-Z_]{2,40}\]")


def defused(text: str, special: Iterable[str]) -> str:
    """Return the text with a space put after the first character of every special token in it.

    `<|im_end|>` becomes `< |im_end|>`: a reader still sees what was written, the tokenizer sees plain text.
    """
    text = valid(text)
    marks = sorted({mark for mark in special if len(mark) > 1}, key=len, reverse=True)
    if not marks:
        return text
    pattern = re.compile("|".join(map(re.escape, marks)))
    return pattern.sub(_broken, text)


def defused_by_looks(text: str) -> str:
    """Return the text with everything in it that looks like a special token of some model broken as by `defused`.

    For models whose tokenizer we cannot ask, behind a server or in another library.
    """
    return _IN_TEXT.sub(_broken, valid(text))


def of_folder(folder: Path) -> tuple[str, ...]:
    """Return the special tokens that the tokenizer file of a model folder names; none without such a file."""
    path = folder / "tokenizer.json"
    if not path.is_file():
        return ()
    added = json.loads(path.read_text(encoding="utf-8")).get("added_tokens", [])
    return tuple(token["content"] for token in added)


def of_vocabulary(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return the tokens that look like special ones, for a tokenizer that does not say which are."""
    return tuple(token for token in tokens if _LOOKS_SPECIAL.fullmatch(token))


def _broken(mark: re.Match[str]) -> str:
    return f"{mark[0][0]} {mark[0][1:]}"
