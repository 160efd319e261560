r"""What a LaTeX macro prints by itself: `\alpha` -> `α`, `\ie` -> `i.e.`. Symbols come from pylatexenc's tables."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_MARKS = {
    "\u0300": "` grave",
    "\u0301": "' ’ acute",
    "\u0302": "^ hat widehat",
    "\u0303": "~ tilde widetilde Tilde",
    "\u0304": "= bar overline",
    "\u0306": "u breve",
    "\u0307": ". dot",
    "\u0308": '" ddot',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v check",
    "\u0323": "d",
    "\u0327": "c",
    "\u0328": "k",
    "\u0331": "b",
    "\u20d7": "vec",
}
ACCENTS = {name: mark for mark, names in _MARKS.items() for name in names.split()}

# What pylatexenc does not know, or gives a form of that nobody would search for.
_PRINTED = {
    "": "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr xspace displaystyle textstyle limits "
    "nolimits smash mathop mathord noindent em it bf sl sc tt sf rm cal boldmath small normalfont bfseries itshape "
    "centering bm boldsymbol pmb varvec mathsf mathfrak mathscr mathtt operatorname ensuremath",
    " ": "quad qquad item par newline space",
    "i.e.": "ie",
    "e.g.": "eg",
    "et al.": "etal",
    "w.r.t.": "wrt",
    "cf.": "cf",
    "vs.": "vs",
    "etc.": "etc",
    "ε": "epsilon",
    "φ": "phi",
    "*": "ast",
    "°": "degree textdegree",
    "¬": "not",
    "§": "S",
    "✓": "checkmark",
    "+": "unaryplus",
    "-": "unaryminus",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "{": "lbrace",
    "}": "rbrace",
    "\\": "backslash",
    "ı": "i",
    "ȷ": "j",
}
_NAMED = {name: text for text, names in _PRINTED.items() for name in names.split()}

# Say nothing in running text, and neither do their arguments; every `\cite…` belongs here too.
DROPPED = frozenset(
    "ref eqref autoref label vspace hspace color begin end usepackage documentclass setlength includegraphics "
    "thanks footnotemark autocite parencite textcite nocite".split()
)
LAST_ARGUMENT = frozenset("textcolor colorbox hyperlink hypertarget".split())  # the earlier arguments are no text
FRACTIONS = frozenset("frac tfrac dfrac nicefrac sfrac".split())
LETTERS = frozenset("øØłŁßæÆœŒåÅıȷ")  # parts of a word: TeX drops the blank in `Stra\ss e`


@lru_cache(maxsize=1)
def _tables() -> Any:
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db()


@lru_cache(maxsize=4096)
def printed(name: str) -> str | None:
    r"""Return what `\name` prints, "" for one that only formats, None for an unknown one."""
    if name in _NAMED:
        return _NAMED[name]
    from pylatexenc.latex2text import LatexNodes2Text

    spec = _tables().get_macro_spec(name)
    if not getattr(spec, "macroname", None):
        return None
    if not isinstance(spec.simplify_repl, str) or "%" in spec.simplify_repl:  # it asks for arguments
        return ""
    return str(LatexNodes2Text(latex_context=_tables()).latex_to_text(f"\\{name}")).strip()
