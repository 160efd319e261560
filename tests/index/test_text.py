"""What `clean` repairs, what it leaves alone, and that it never breaks: `python -m pytest tests/index/test_text.py`."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.text import clean


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("runs 1.37times/1.24times faster", "runs 1.37×/1.24× faster"),
        ("6400times6400 pixels", "6400×6400 pixels"),
        ("gains of 1.5sim3.0 points", "gains of 1.5–3.0 points"),
        ("with a leq 2% loss", "with a ≤ 2% loss"),
        ("91.2pm0.3 and 3cdot10^5", "91.2±0.3 and 3·10^5"),
        ("tilted by 90^circ or 2.1{\\deg}", "tilted by 90° or 2.1°"),
        ("emph{words} cost O(sqrt{T})", "words cost O(√T)"),
    ],
)
def test_maths_that_lost_its_backslash_is_read_as_maths(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"$BT^2$: a title", "BT^2: a title"),
        (r"cost $O(n\log n)$ or $\mathcal{O}(\sqrt{T})$", "cost O(n log n) or O(√T)"),
        (r"$\frac{1}{2}$ and $\frac{a+b}{c}$", "1/2 and (a+b)/c"),
        (r"O(L^{{4}/{3}}), $x_{i}^{2}$, $10^{-3}$", "O(L^{4/3}), x_i^2, 10^-3"),
        (r"$\sim$2$\%$ at p$<$0.05", "∼2% at p<0.05"),
        (r"$S \subseteq \mathbb{R}^d$, $x \not= y$", "S ⊆ R^d, x ≠ y"),
        (r"$\tilde{O}(n)$ and $\hat{x}$", "Õ(n) and x̂"),
        (r"$\{15,25\}$ and ${{\bf J}}$", "{15,25} and J"),
        (r"\(x^2\) but \[1\]", "x^2 but [1]"),
        (r"R$^3$ and $k$-means and $\tau$-net", "R^3 and k-means and τ-net"),
        (r"SurgeNet-\b{eta}", "SurgeNet-β"),
    ],
)
def test_formulas_become_plain_and_searchable(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"Fr\'echet, Fr\'{e}chet, {\'e}lan, na{\"\i}ve", "Fréchet, Fréchet, élan, naïve"),
        (r"Erd\H{o}s, \c{C}elik, Stra\ss e, \O re", "Erdős, Çelik, Straße, Øre"),
        (r"87.7\% of R\&D at \$5 in snake\_case", "87.7% of R&D at $5 in snake_case"),
        (r"\ie, this and \eg. that", "i.e., this and e.g. that"),
        (r"we build on \overnet here", "we build on overnet here"),
        (r"\textbf{bold \emph{and} more} {\em so}", "bold and more so"),
        (r"at \url{https://a.org/x\_y} or \href{https://b.org}{here}", "at https://a.org/x_y or here (https://b.org)"),
        (r"as CLIP~\citep{key2021} shows \cite{a,b}.", "as CLIP shows."),
        ("Fig.~3 of et~al. on GLM~4.6", "Fig. 3 of et al. on GLM 4.6"),
        ("a Transformer~lee2017attending to it", "a Transformer to it"),
        ("dimension reductionkim_generalSDR, which", "dimension reduction, which"),
        ("``so-called'' and ``mixed\" and `single' words", "“so-called” and “mixed” and ‘single’ words"),
        ("words---and 5--10 -- so", "words—and 5–10 – so"),
    ],
)
def test_text_macros_citations_and_quotes_are_read(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("R&amp;D &amp;amp; &lt;b&gt;more", "R&D & more"),
        ("<jats:p>One</jats:p><jats:p>Two</jats:p>", "One Two"),
        ("10<sup>5</sup> of H<sub>2</sub>O", "10^5 of H2O"),
        ('at <a href="https://g.org/x">this https URL</a>', "at https://g.org/x"),
        ('done.< <ETX xmlns:mml="http://w3.org/M">&gt;</ETX>', "done."),
        ("first.&#13;\\nSecond", "first. Second"),
    ],
)
def test_markup_of_metadata_dumps_goes(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_invisible_and_control_characters_go() -> None:
    assert clean("\ufeffun\u00adder\u200b \x00a\u202eb\x1b \ud800c") == "under ab c"
    assert clean("eﬃcient state\u2011of\u2010art") == "efficient state-of-art"
    assert clean("cafe\u0301") == "café"
    assert clean(" two\n lines\t and\u00a0blanks ") == "two lines and blanks"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("many images.In this", "many images. In this"),
        ("a perceptron (MLP).It takes", "a perceptron (MLP). It takes"),
        ("fine-tuning.Our code", "fine-tuning. Our code"),
        ("of several LLMs.The data", "of several LLMs. The data"),
    ],
)
def test_a_space_lost_behind_a_sentence_comes_back(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    "text",
    [
        "arrival times, and 3 times more",
        "costs $5 and $6, or $5M-$10M, for $15, not $20",
        "50% of it, 20% and % here # and _a_",
        "e.g.In U.S.A. i.i.d. v0.02 torch.Tensor data.csv README.md Leonardo.Ai x",
        "see https://a.org/page.The or http://b.org/~jo/x--y_z",
        "labels for the data In addition, we",
        "if a < b and c > d then <think> stays </think>",
        'the set {1, 2}, {"a": {"b": 1}} and x_{i,j}',
        r"the expression \d+ \w* and \n\n",
        "about ~5% of 15~71% and 1.5~3.0",
        "a ` tick, `code` and rock 'n' roll, don't, f''(0)",
        "run --flag and R&D; Q&A",
        "imagenet2012 and coco2017val on a_bC",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_what_is_half_latex_loses_no_word() -> None:
    assert clean(r"open \textbf{bold and $x_1 never closed") == "open {bold and $x_1 never closed"
    assert clean(r"\frac{half alone") == "frac{half alone"
    assert clean('said \\"hello\\" and don\\\'t') == 'said "hello" and don\'t'


_MARKUP = r"""\ { } $ $$ & &amp; &#38; amp; < > <p> <i ~ ` `` ' '' " - -- --- .A .The ) ( \( \) \[ \] ^ _ ^{ _{ 1 3.5
times pm sim 5times \frac \sqrt \hat \' \" \c \b \n \text \emph{ \cite{ \alpha \log \times % , http://a.b www. \\ \_ | *
é ﬁ ∘ ~vas2017x nonetion ing_abCD <<ETX>> \left {\em \footnote{""".split()
_pieces = st.sampled_from([*_MARKUP, " ", "  ", "\n", "\x00", "\ud800", "\ue000", "\u00a0"]) | st.text(max_size=3)


@settings(max_examples=300, deadline=None)
@given(st.lists(_pieces, max_size=25).map("".join))
def test_cleaning_twice_is_cleaning_once_and_never_raises(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == " ".join(once.split())
    once.encode()  # no lone surrogate is left that a database would refuse


_HOSTILE = r"""{ \ \frac{ \c{ ^{ &amp; &am&#112; ``a a~ aa.A ~a2000aa \( http:// e%s%s %s%s [ \"a 1times _a aa-"""


@pytest.mark.parametrize(
    "piece", ["$a ", "`a ", "<p a=b ", *(_HOSTILE % ("\u0301", "\u0323", "\u0301", "\u0323")).split()]
)
def test_hostile_text_takes_no_time_to_speak_of(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    started = time.perf_counter()
    clean(text)
    assert time.perf_counter() - started < 10  # quadratic work would take minutes


def test_groups_nested_without_end_are_read_without_end_of_stack() -> None:
    for macro in (r"\frac{", r"\c{", "{\\em ", r"\'{"):
        assert "x" in clean(macro * 5_000 + "x" + "}" * 5_000)
