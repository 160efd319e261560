"""What people call a paper: the names of the systems it brings, read from its title and abstract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from index.paper import Paper

# Words are bounded, and there is one way to match each: a hostile title or abstract must not take minutes.
_NAME = r"[a-z0-9^]{0,20}[A-Z][\w^+/-]{0,40}"
_KIND = (
    r"(?:methods?|models?|networks?|architectures?|frameworks?|family|layers?|modules?|approach|algorithms?|datasets?|"
    r"benchmarks?|backbones?|systems?|techniques?|detectors?|transformers?|convnets?|ViT|operators?|optimi[sz]ers?)"
)
_FRESH = r"(?:resulting|proposed|new|novel|simple|principled|general|public|our)"
_TITLE_NAME = re.compile(rf"^({_NAME}(?: {_NAME}){{0,2}})\s*:")
# "X and Y: …", "X Is All You Need" and "… via X" are about X; "… on X" and "X classification …" may not be.
_TITLE_NAMES = re.compile(
    rf"^({_NAME})(?:(?:, | and | & )({_NAME}))?(?=[:,]| (?:and|[Ii]s)\b)|\b(?:via|called|dubbed) ({_NAME})"
)
_INTRODUCED = re.compile(
    r"(?:named|called|dubbed|termed|coined|propose|present|introduce|namely|denoted as|abbreviated as|method|model|"
    r"architecture)"
    rf"s?(?: (?:the|a|an|as|our))?\s+[\"“']?({_NAME})"
)
_BRACKETED = re.compile(rf"\b[A-Z][\w-]{{1,40}}(?: [\w-]{{1,40}}){{1,6}} \((?:\*\*)?({_NAME})(?:\*\*)?\)")
_SPELT_OUT = re.compile(rf"(?<![\w^])({_NAME}) \(([A-Z])[\w-]{{0,40}}(?: [\w-]{{1,40}}){{2,9}}\)")
_APPOSED = re.compile(
    rf"(?<![\w^])({_NAME}), (?:the|an?|our) (?:[\w-]{{1,30}} ){{0,3}}?"
    rf"(?:{_FRESH} (?:[\w-]{{1,30}} ){{0,4}}?{_KIND}\b|so obtained\b)"
)
# "a conceptual framework, X, composed of …", "a benchmark – X – with …"
_OF_KIND = re.compile(rf"\b{_KIND}(?<!s)(?:,| [–—-]) (?:\*\*)?({_NAME})(?:\*\*)?(?:,| [–—-]) (?!and\b|or\b)")
_IS_A = re.compile(
    rf"(?:^|[.!?] )(?:The )?({_NAME})(?: \([^()]{{1,80}}\))? (?:is|are) an? (?:[\w-]{{1,30}},? ){{0,6}}?{_KIND}\b"
)
# "We present X", "this paper proposes a new … called X": what a paper itself brings, not what it speaks of.
_BROUGHT = re.compile(
    r"\b(?:[Ww]e|[Tt]his (?:paper|work|article)|[Tt]he (?:paper|authors))\b(?: \w{1,20}){0,3}? "
    r"(?:propos|present|introduc|develop|construct|call|dub|nam)(?:e|es|s|ed)?\b"
    r"(?:[^.;]{0,120}?\b(?:called|named|dubbed|termed|coined|namely))?(?: (?:the|a|an|our|it|this))?(?: (?:new|novel))?"
    rf" [\"“']?({_NAME})(?=[\"”']?(?:[,.;:(]| (?:that|which|an?|the|to|for|as|with|and|by|is|in)\b))"
)
# "we propose a scaled graph neural network (SGNN)": not what comes behind a preposition, nor what a noun follows.
_SHORTENED = re.compile(
    r"\b[Ww]e (?:\w{1,20} )?(?:propose|present|introduce|develop)\b"
    r"(?: (?!(?:in|with|for|of|to|that|which|by|from|on|using|via|and|where|as)\b)[\w-]{1,40}){2,9} "
    rf"\((?:\*\*)?({_NAME})(?:\*\*)?\)"
    r"(?=[,.;:]| (?:methods?|algorithms?|that|which|to|for|as|by|with|and|in|is|where|based)\b)"
)
_HOLDING = re.compile(
    rf"\b[Tt]he ({_NAME}) (?:dataset|benchmark|corpus|collection) (?:has|holds|contains|comprises|includes|consists)\b"
)
_BEGINS = re.compile(rf"(?:^|[.!?] )({_NAME})(?=[ ,’'])")
_NAMED = re.compile(rf"(?<![\w^])({_NAME})")
_TAIL = re.compile(r"-(?:based|style|like|enhanced|guided|inspired|aware|type|driven|powered|centric|linked)$", re.I)
_CLASS = re.compile(r"^[A-Z]{2,}s$")  # GNNs, SNNs: a kind of thing, not one of them
_COMMON = frozenset(
    "cnn cnns rnn rnns nlp gpu gpus cpu cpus lstm lstms gru grus nas mlp mlps vit vits ffn gan gans bert api url ai ml "
    "dl sota convnet convnets dnn dnns dcnn dcnns gnn gnns snn snns llm llms bp svm gpt mhsa sgd flop flops".split()
)
_SHORTEST = 3
_OFTEN = 3  # times that a paper says the name of its own system, where nothing introduces it
_REMEMBERED = 4_096  # papers whose names are kept: a conversation asks for the same ones again and again


@lru_cache(maxsize=_REMEMBERED)
def aliases(paper: Paper) -> tuple[str, ...]:
    """Return the names of the paper's systems, the one of the title first."""
    found = [*_of_title(paper), *_of_abstract(paper.abstract)]
    own = [name for name in found if _serves(name)]
    if all(_count(name, paper.abstract) < _OFTEN for name in own) and (often := _most_often(paper.abstract)):
        own.append(often)
    return tuple(dict.fromkeys(_singular(name, paper.text) for name in own))


def identifying(paper: Paper) -> tuple[str, ...]:
    """Return those of its names by which a paper can be found among all: "HorNet" and a title's own, not "Reward"."""
    heading = _TITLE_NAME.match(paper.title)
    own = heading.group(1) if heading else ""
    return tuple(name for name in aliases(paper) if name == own or _is_distinctive(name))


def title_names(paper: Paper) -> tuple[str, ...]:
    """Return the words of the title that look like the name of something, whether or not the paper brings it."""
    return tuple(word for word in _NAMED.findall(paper.title) if _is_distinctive(word) and _serves(word))


def _of_title(paper: Paper) -> Iterator[str]:
    if match := _TITLE_NAME.match(paper.title):
        yield match.group(1)
        if " " in match.group(1):
            return
    for match in _TITLE_NAMES.finditer(paper.title):
        for name in filter(None, match.groups()):
            name = _TAIL.sub("", name)
            if _is_distinctive(name):
                yield name


@lru_cache(maxsize=_REMEMBERED)
def brought(paper: Paper) -> tuple[str, ...]:
    """Return the names by which the abstract itself introduces the paper's systems: fewer than `aliases`, but sure."""
    found = (match.group(1) for match in _BROUGHT.finditer(paper.abstract))
    return tuple(dict.fromkeys(name for name in found if _serves(name)))


def _of_abstract(abstract: str) -> Iterator[str]:
    for pattern in (_INTRODUCED, _BRACKETED, _APPOSED, _HOLDING, _SHORTENED):
        for match in pattern.finditer(abstract):
            yield match.group(1)
    for pattern in (_BROUGHT, _OF_KIND):
        yield from filter(_is_distinctive, (match.group(1) for match in pattern.finditer(abstract)))
    for match in _SPELT_OUT.finditer(abstract):
        if match.group(1)[0].lower() == match.group(2).lower():
            yield match.group(1)
    for match in _IS_A.finditer(abstract):
        if _count(match.group(1), abstract) > 1:
            yield match.group(1)


def _most_often(abstract: str) -> str:
    """Return the name that sentences begin with again and again; "" where there is none."""
    begun = Counter(_possessor(match.group(1)) for match in _BEGINS.finditer(abstract))
    fit = [name for name in begun if _serves(name) and _is_distinctive(name) and _count(name, abstract) >= _OFTEN]
    return max(fit, key=lambda name: begun[name], default="")


def _serves(name: str) -> bool:
    letters = sum(c.isalnum() for c in name)
    return letters >= _SHORTEST and name.lower() not in _COMMON and _is_name(name) and not _CLASS.fullmatch(name)


def _singular(name: str, text: str) -> str:
    """Return "HaloNet" for "HaloNets", where the text says both."""
    return name[:-1] if name.endswith("s") and re.search(rf"(?<!\w){re.escape(name[:-1])}(?!\w)", text) else name


def _possessor(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith("ss") and len(name) > _SHORTEST else name


def _count(name: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}s?(?!\w)", text))


def _is_distinctive(name: str) -> bool:
    """Say whether a word has a capital or a digit where no ordinary word has one."""
    inner = any(c.isupper() for part in name.split("-") for c in part[1:])
    return inner or any(c.isdigit() or c in "^+" for c in name)


def _is_name(word: str) -> bool:
    """Say whether a word looks like a system's name rather than a word that begins a sentence."""
    return sum(c.isupper() for c in word) > 1 or any(c.isdigit() or c in "^+" for c in word) or not word.islower()
