r"""LaTeX inside running text, read as plain characters: `$O(n\log n)$` -> `O(n log n)`, `Fr\'echet` -> `Fréchet`.

This reads text that happens to hold some LaTeX, not a document: `%` is a per cent sign, `$5` a price, and what is not
understood stays in place. One pass from left to right, linear in the length.
"""

from __future__ import annotations

import re
import unicodedata

from index.latex_names import ACCENTS, DROPPED, FRACTIONS, LAST_ARGUMENT, LETTERS, printed

_TOKEN = re.compile(r"\\(?:[A-Za-z]+(?:\*(?=\{))?|.)|[{}$]", re.DOTALL)
_MATH = re.compile(r"\$\$((?:[^$\\]|\\.){1,2000}+)\$\$|\$((?:[^$\\]|\\.){1,1000}+)\$", re.DOTALL)
_DEEPEST = 12  # groups nested deeper stay as they are: nobody writes them, and recursion has an end
_FARTHEST = 2000  # characters from `\(` to its `\)`

_CHARACTERS = (
    dict(zip("%&$#_{}|)]*", "%&$#_{}‖)]*", strict=True)) | dict.fromkeys(" ,;:\n\\", " ") | dict.fromkeys("!-@", "")
)
_ROOT = re.compile(r"\[(\w+)\](?=\{)")
_OPTION = re.compile(r"\[[^\][{}$]{0,200}\](?=[\[{])")
_MACRO = re.compile(r"\\([A-Za-z]+)")
_FORMULA = re.compile(r"[\\^_{=]")
_PROSE = re.compile(
    r"(?:(?:^|\s)[A-Za-z]{3,}(?=[\s,.;]|$)){4}|(?<![\\{])\b[A-Za-z]{2,}\s+[A-Za-z]{3,}\s+[A-Za-z]{2,}\b"
)
_PLAIN_WORD = re.compile(r"\s[A-Za-z]{3,}\s")
_NEGATED = re.compile(r"\\not\s*(=|<|>|\\(?:in|subset|subseteq|equiv|sim|exists)\b)")


def plain(text: str) -> str:
    """Return the text with its LaTeX read as plain characters; never raises, never drops ordinary words."""
    text = _NEGATED.sub(lambda m: (printed(m.group(1)[1:]) or m.group(1)) + "\u0338", text)
    quoted = re.search(r'\\"(?![A-Za-z{\\])', text) is not None  # `\"so\"` is an escaped quotation, not an accent
    return _Reader(text.replace('\\"', '"') if quoted else text).span(0, None, math=False)


class _Reader:
    """Reads one text; `span` calls itself for groups and arguments."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closing = _pairs(text)

    def span(self, start: int, end: int | None, math: bool) -> str:
        end = len(self._text) if end is None else end
        out: list[str] = []
        while token := _TOKEN.search(self._text, start, end):
            out.append(self._text[start : token.start()])
            piece, start = self._piece(token, end, math)
            if piece is None:  # a dropped citation takes the tie before it along
                out[-1] = out[-1].rstrip(" ~")
            elif piece:
                out.append(_spaced(out[-1][-1:] or "".join(out[-2:])[-1:], piece) if math else piece)
        return "".join(out) + self._text[start:end]

    def _piece(self, token: re.Match[str], end: int, math: bool) -> tuple[str | None, int]:
        mark, after = token.group(), token.end()
        if mark == "{":
            return self._group(token.start(), end, math)
        if mark == "$":
            return self._dollar(token.start(), end)
        if mark == "}":
            return mark, after
        name = mark[1:] if len(mark) == 2 else mark[1:].rstrip("*")
        if name in ("(", "["):
            return self._delimited(token, end)
        if name in ACCENTS:
            return self._accent(name, after, end, math)
        if name.isascii() and name.isalpha():
            return self._named(name, after, end, math)
        if name == "/":  # `https:\/\/` is an escaped slash, `\/` a small space
            return ("/" if re.match(r"[\w/\\]", self._text[after : after + 1]) else ""), after
        return _CHARACTERS.get(name, mark), after

    def _group(self, start: int, end: int, math: bool) -> tuple[str, int]:
        close = self._closing.get(start, end)
        if close >= end:
            return "{", start + 1
        inside = self.span(start + 1, close, math)
        script = start > 0 and self._text[start - 1] in "^_"
        grouping = math or re.match(r"\\[A-Za-z'`\"^~=.]", self._text[start + 1 : start + 3])
        return (inside if grouping and not script else f"{{{inside}}}"), close + 1

    def _dollar(self, start: int, end: int) -> tuple[str, int]:
        match = _MATH.match(self._text, start, end)
        if not match or not _is_math(match.group(1) or match.group(2), self._text[match.end() : match.end() + 1]):
            return "$", start + 1
        group = 1 if match.group(1) else 2
        return _tidy(self.span(match.start(group), match.end(group), math=True)), match.end()

    def _delimited(self, token: re.Match[str], end: int) -> tuple[str, int]:
        start, bracket = token.end(), token.group()[1]
        close = self._text.find(r"\)" if bracket == "(" else r"\]", start, min(end, start + _FARTHEST))
        if close < 0 or not _FORMULA.search(self._text, start, close):  # an escaped bracket, as Markdown has them
            return bracket, start
        return _tidy(self.span(start, close, math=True)), close + 2

    def _accent(self, name: str, start: int, end: int, math: bool) -> tuple[str, int]:
        spaced = start + 1 if name.isalpha() and self._text[start : start + 1] == " " else start
        argument = self._argument(spaced, end, math, bare=not name.isalpha() or spaced > start or len(name) > 1)
        base, after = argument or ("", start)
        if argument and not base:  # `\~{}` prints the accent itself
            return name, after
        base = {"ı": "i", "ȷ": "j"}.get(base, base)
        letter = unicodedata.normalize("NFC", base + ACCENTS[name]) if len(base) == 1 and base.isalpha() else ""
        if len(base) > 1 and (greek := printed(name + base)):  # arXiv turns `\beta` into `\b{eta}`
            return greek, after
        possessive = name == "'" and base == "s" and not self._text[after : after + 1].isalpha()
        if letter and not possessive and (len(letter) == 1 or math or len(name) > 1):
            return letter, after
        if len(name) > 1 or math:
            return (base if argument else name), after
        verbatim = f"\\{name}" if name.isalpha() else name
        grouped = argument is not None and self._text[after - 1] == "}"
        return (f"{verbatim}{{{base}}}" if grouped else verbatim + base), after

    def _named(self, name: str, start: int, end: int, math: bool) -> tuple[str | None, int]:
        if name.startswith("cite") or name in DROPPED:
            _, after = self._arguments(start, end, math)
            return (None if name.startswith("cite") else " "), after
        if name in FRACTIONS or name in ("sqrt", "binom"):
            return self._formula(name, start, end)
        known = printed(name)
        if known:
            return self._after_symbol(known, start)
        arguments, after = self._arguments(start, end, math)
        filled = [argument for argument in arguments if argument]
        if filled:
            return (filled[-1] if name in LAST_ARGUMENT else _joined(name, filled)), after
        if known is not None:  # a switch such as `\em`: it and the blank after it say nothing
            return "", start + (self._text[start : start + 1] == " ")
        verbatim = len(name) == 1 and name.islower() and not math  # `\d+`, `\n`: code, not LaTeX
        return (f"\\{name}" if verbatim else name), after

    def _after_symbol(self, symbol: str, start: int) -> tuple[str, int]:
        if self._text.startswith("{}", start):
            return symbol, start + 2
        if symbol in LETTERS and re.match(r" [a-z]", self._text[start : start + 2]):
            return symbol, start + 1
        if symbol.endswith(".") and self._text.startswith(".", start):
            return symbol, start + 1
        return symbol, start

    def _formula(self, name: str, start: int, end: int) -> tuple[str, int]:
        values: list[str] = []
        root = _ROOT.match(self._text, start, end) if name == "sqrt" else None
        start = root.end() if root else start
        for _ in range(1 if name == "sqrt" else 2):
            argument = self._argument(start, end, True, bare=True)
            if argument is None:
                return " ".join([name, *values]), start
            values.append(_tidy(argument[0]))
            start = argument[1]
        if name == "binom":
            return f"({values[0]} choose {values[1]})", start
        atom = r"\w|[\d.]+" if name == "sqrt" else r"[\w.%]*|√\w"
        atoms = [value if re.fullmatch(atom, value) else f"({value})" for value in values]
        if root:
            return f"{atoms[0]}^{{1/{root.group(1)}}}", start
        return ("√" if name == "sqrt" else "") + "/".join(atoms), start

    def _argument(self, start: int, end: int, math: bool, bare: bool) -> tuple[str, int] | None:
        """Return the rendered argument at `start` and where it ends: a group or, if `bare`, one character or macro."""
        close = self._closing.get(start, end)
        if close < end:
            return self.span(start + 1, close, math), close + 1
        if math and self._text[start : start + 1] == " ":
            start += 1
        if not bare or start >= end or self._text[start] in "{}$ ":
            return None
        if self._text[start] != "\\":
            return self._text[start], start + 1
        macro = _MACRO.match(self._text, start, end)
        return (printed(macro.group(1)) or macro.group(1), macro.end()) if macro else None

    def _arguments(self, start: int, end: int, math: bool) -> tuple[list[str], int]:
        """Return the rendered groups that follow (options in [ ] are skipped) and where they end."""
        found: list[str] = []
        while option := _OPTION.match(self._text, start, end):
            start = option.end()
        while (close := self._closing.get(start, end)) < end:
            found.append(self.span(start + 1, close, math))
            start = close + 1
        return found, start


def _pairs(text: str) -> dict[int, int]:
    """Return where each opening brace is closed."""
    closing: dict[int, int] = {}
    waiting: list[int] = []
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if match.group() == "{":
            waiting.append(match.start())
        elif match.group() == "}" and waiting:
            start = waiting.pop()
            if len(waiting) < _DEEPEST:
                closing[start] = match.start()
    return closing


def _joined(name: str, arguments: list[str]) -> str:
    if name == "href" and len(arguments) == 2:
        url, label = arguments
        return url if label in url else f"{label} ({url})"
    if name == "textsuperscript" and arguments[-1].isdigit():
        return f"^{arguments[-1]}"
    return f" ({arguments[-1]})" if name == "footnote" else " ".join(arguments)


def _spaced(before: str, piece: str) -> str:
    r"""Return the piece of a formula, after a blank where it would run into a letter or number: `L\log L`."""
    return f" {piece}" if before.isalnum() and len(piece) > 1 and piece[0].isascii() and piece[0].isalnum() else piece


def _tidy(formula: str) -> str:
    formula = re.sub(r"\s+", " ", formula).strip()
    return re.sub(r"(?<=[(\[]) | (?=[)\],])", "", formula)


def _is_math(content: str, following: str) -> bool:
    """Tell a formula from what stands between two prices."""
    if not content.strip() or _PROSE.search(re.sub(r"\\[A-Za-z]+\{[^{}]*\}", "", content)):
        return False
    if re.fullmatch(r"\s*[<>+*/|-]+\s*", content):
        return True
    if _FORMULA.search(content):
        return not (content[0].isdigit() and _PLAIN_WORD.search(content))
    return content == content.strip() and not following.isdigit()
