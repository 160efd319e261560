"""Text as a person reads it: no LaTeX, no markup, no invisible characters, no damage from exports.

`clean` gives the one form that is stored, shown and quoted. It repairs only what is unmistakable: a word, a number
and a per cent sign always survive.
"""

from __future__ import annotations

import html
import re
import unicodedata

from index import latex

_MOST_PASSES = 8  # markup inside markup inside ...; real text needs two
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0d\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffffﬀ-ﬆ\u2010\u2011]"
)
_INSTEAD = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ\u2010\u2011", "ff fi fl ffi ffl st st - -".split(), strict=True))
_PILE = re.compile(r"[^\w\s\x00-\x7f]{33,}")  # of accents: to sort one takes quadratic time

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTES = r"""(?:\s+[\w:-]{1,40}(?:\s*=\s*(?:"[^"<>]{0,400}"|'[^'<>]{0,400}'|[^\s"'<>=]{1,400}))?){0,12}+\s*/?"""
_TAG = re.compile(
    rf"</?(?:(?:jats|mml|xhtml):[\w-]{{1,40}}|p|i|b|em|strong|sub|sup|inf|br|span|div|italic|bold|sec|title|ul|ol|li)"
    rf"{_ATTRIBUTES}>|<a(?=\s){_ATTRIBUTES}>|</a>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"</?(?:jats:)?(?:p|br|div|sec|title|ul|ol|li)\b", re.IGNORECASE)
_POWER = re.compile(r"(?<=[\w)])<(?:jats:)?sup>(?=[-−+]?\d)", re.IGNORECASE)
_LINK = re.compile(
    r"""<a\s[^<>]{0,100}href="(https?://[^"<>]{1,400})"[^<>]{0,100}>this https? URL</a>""", re.IGNORECASE
)
_END_OF_TEXT = re.compile(r"<\s?<ETX[^<>]{0,300}>\s?>(?:</ETX>)?")  # IEEE marks the end of a text so

_LOST_BACKSLASH = re.compile(
    r"(?<![\\A-Za-z])(?=(?:mathbb|mathcal|mathbf|mathrm|boldsymbol|operatorname|textbf|textit|emph|sqrt|frac|widetilde)\{)"
)
_LOST_NEWLINE = re.compile(r"(?<=[.;])\\n(?=[A-Z\s]|$)|(?<=\r)\\n")
_DEEP_SCRIPT = re.compile(r"([\^_]\{[^{}]{0,80})\{([^{}]{0,80})\}")
_SCRIPT = re.compile(r"([\^_])\{([-+−]?\w+|[^\w\s{}])\}(?!\w)")
_DEGREES = re.compile(r"(?<=\d)\^(?:\{?∘\}?|circ\b)")
_LOST_SYMBOLS = {"times": "×", "deg": "°", "cdot": "·", "pm": "±", "sim": "–", "leq": "≤", "geq": "≥", "neq": "≠"}
_LOST_SIGN = re.compile(
    r"([0-9])((?:times|deg)(?![a-z])|sim(?=[0-9])|cdot(?=[0-9])|(?<=\.[0-9])pm(?=[0-9])|(?<=\.[0-9]{2})pm(?=[0-9]))"
)
_LOST_RELATION = re.compile(r"( )([lgn]eq)(?= [\w(])")
_TIED_KEY = re.compile(r"(?<=\w)~[a-z]+(?:19|20)\d\d[a-z]\w*(?:, ?[a-z]+(?:19|20)\d\d[a-z]\w*)*")
_GLUED_KEY = re.compile(r"(?<=[a-z]tion|[a-z]sion|[a-z]ment|[a-z]ness)[a-z]{3,30}_[a-z]{2,30}[A-Z]{2,10}(?=[,.;]? )")
_TIE = re.compile(r'(?<=[^\W\d])~(?=[\w(\["“])|(?<=[.,)\]])~(?=[\w(])|(?<=\d)~(?=[^\W\d]|\()')  # `1.5~3.0` is a range
_ADDRESS = re.compile(r"((?:https?://|www\.)\S+)")
_DOUBLE_QUOTES = re.compile(
    r"""(?<!`)``(?!`)([^`“”]{1,400}?)(?:''|["”])|(?<![\w"'])(?:''|")([^"'`“”]{1,200}?)''(?![\w'])"""
)
_SINGLE_QUOTES = re.compile(r"(?<![\w`])`([^\s`'][^`\n]{0,200}?)'(?![\w'])")
_SHORT_DASH = re.compile(r"(?<=[^\s-])--(?=[^\s-]| )|(?<= )--(?= )")  # ` --flag` stays
_LONG_DASH = re.compile(r"(?<!-)---(?!-)")
_BRACED_DASH = re.compile(r"\{([—–-])\}")
_CODE = "torch|keras|sklearn|numpy|pandas|scipy|java|javax|org|com|net|system|lang|self|std|np|tf|nn"
_OPENINGS = "The|We|In|Our|This|It|To|As|Then|Given|Through|However"
_STOP = re.compile(r"\.[A-Z]")
_LOST_SPACE = re.compile(
    rf"""(?<![^\s(\["'“‘])(?!(?:{_CODE})\.)([a-z]{{2,}}(?:-[a-z]+)*|[A-Z][A-Za-z-]*(?=\.(?:{_OPENINGS})\s))\."""
    r"(?=(?!(?:Com|Org|Net|Js)\b)(?:[A-Z][a-z]+|A)(?:[\s,]|$))"
)
_LOST_SPACE_AFTER_BRACKET = re.compile(r"(?<=\w\)\.)(?=(?:[A-Z][a-z]+|A)[\s,])")

# One look for anything that a repair might want: most abstracts have none of it.
_SUSPECT = re.compile(
    r"[^ -~]|[\\$&<{}~`]|--|\'\'|  |[a-z)]\.[A-Z]|\d(?:times|deg|sim|cdot|pm)|\^circ| [lgn]eq |_[a-z]+[A-Z]"
)


def clean(text: str) -> str:
    """Return the text ready to be stored, shown and quoted: one line, NFC, LaTeX and HTML read as plain characters.

    Idempotent (`clean(clean(x)) == clean(x)`), never raises, linear in the length.
    """
    for _ in range(_MOST_PASSES):
        better = _pass(text)
        if better == text:
            return text
        text = better
    return _pass(_pass(re.sub(r"[\\$&<{}~`\"'^_-]", " ", text)))


def _pass(text: str) -> str:
    text = text.strip()
    if not _SUSPECT.search(text):
        return text
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if not (text.isascii() and text.isprintable()):
        text = _characters(text)
    if "<" in text:
        text = _untagged(text)
    if "\\" in text or "$" in text or "{" in text:
        text = _LOST_NEWLINE.sub(" ", text) if "\\n" in text else text
        text = latex.plain(_LOST_BACKSLASH.sub(r"\\", text) if "{" in text else text)
    pieces = _ADDRESS.split(text) if "://" in text or "www." in text else [text]
    pieces[::2] = [_repaired(piece) for piece in pieces[::2]]  # the others are addresses, kept as they are
    return " ".join("".join(pieces).split())


def _characters(text: str) -> str:
    text = _UNWANTED.sub(lambda match: _INSTEAD.get(match.group(), ""), text)
    return unicodedata.normalize("NFC", _PILE.sub(lambda match: match.group()[:32], text))


def _untagged(text: str) -> str:
    text = _LINK.sub(r"\1", _POWER.sub("^", _END_OF_TEXT.sub("", text)))
    return _TAG.sub(lambda match: " " if _BLOCK_TAG.match(match.group()) else "", text)


def _repaired(text: str) -> str:
    if "^" in text or "_" in text:
        text = _scripts(text)
    if "`" in text or "''" in text:
        text = _DOUBLE_QUOTES.sub(lambda match: f"“{match.group(1) or match.group(2)}”", text)
        text = _SINGLE_QUOTES.sub(r"‘\1’", text)
    if "~" in text:
        text = _TIE.sub(" ", _TIED_KEY.sub("", text))
    if "{" in text:
        text = _BRACED_DASH.sub(r"\1", text)
    if "--" in text:
        text = _LONG_DASH.sub("—", _SHORT_DASH.sub("–", text))
    text = _LOST_SIGN.sub(_symbol, _LOST_RELATION.sub(_symbol, text))
    if not _STOP.search(text):
        return text
    return _LOST_SPACE_AFTER_BRACKET.sub(" ", _LOST_SPACE.sub(r"\1. ", text))


def _symbol(match: re.Match[str]) -> str:
    return match.group(1) + _LOST_SYMBOLS[match.group(2)]


def _scripts(text: str) -> str:
    """Return the text with the braces of `x^{2}` and `L^{{4}/{3}}` gone where they are not needed to read it."""
    if "_" in text:
        text = _GLUED_KEY.sub("", text)
    text = _DEGREES.sub("°", text)
    for _ in range(4 if "{" in text else 0):
        text = _DEEP_SCRIPT.sub(r"\1\2", _SCRIPT.sub(r"\1\2", text))
    return text
