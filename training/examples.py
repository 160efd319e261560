"""What the reader learns from: a question or a claim, a paper, and which of its sentences answer or support it."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from eval.falsified import falsified
from index.paper import Paper
from index.sentences import split_sentences
from index.terms import terms

_OTHERS = 1  # papers that do not answer it, to which each question is also put
_OTHERS_OF_WHICH = 3  # the same where a paper is asked for: there other papers are all that could be wrong
_CLAIMS = 0.3  # of the answers are read as claims too

_CLAIM = {
    "claim": True,
    "contradicted": False,
    "unfounded": False,
}  # kinds that are statements: does the paper support it
_TELLING = ("fact", "paraphrase")  # kinds whose answer is in words that the question does not hold

_LABELLED = Path(__file__).with_name("questions.jsonl")
SCIENCE = Path(__file__).with_name("claims.jsonl")  # about abstracts of SciFact's corpus that none of its claims cites


@dataclass(frozen=True, slots=True)
class Example:
    """One text read against one paper.

    `answering` are the numbers of the sentences that answer it, none where the paper does not say; None where nobody
    has judged it. `supporting` are those that a claim follows from, in the same way.
    """

    asked: str
    title: str
    sentences: tuple[str, ...]
    answering: frozenset[int] | None
    supporting: frozenset[int] | None = None
    source: str = ""
    group: str = ""  # what must not be split between training and what is set aside
    telling: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """By the number of an answering sentence, which of its words tell the answer; only of what somebody has marked."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question about a paper, with the numbers of the sentences that answer it and an answer in one sentence.

    Or a claim, with the sentences that prove or disprove it. The answer is given in parts: words, and runs of words of
    a sentence as (sentence, first word, word after the last). Claims, and most questions for papers, have none.
    """

    paper: str
    kind: str
    question: str
    sentences: tuple[int, ...]
    answer: tuple[str | tuple[int, int, int], ...]

    @property
    def is_claim(self) -> bool:
        """Whether it states something."""
        return self.kind in _CLAIM

    def answer_from(self, sentences: Sequence[str]) -> str:
        """Return the answer, put together from the sentences of its paper."""
        words = [sentence.split() for sentence in sentences]
        parts = (part if isinstance(part, str) else " ".join(words[part[0]][part[1] : part[2]]) for part in self.answer)
        return " ".join(parts)


def labelled(file: Path = _LABELLED) -> list[Labelled]:
    """Return the questions that were written for this training."""
    with file.open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [
        Labelled(
            one["paper"],
            one["kind"],
            one["question"],
            tuple(one["sentences"]),
            tuple(part if isinstance(part, str) else tuple(part) for part in one.get("answer", ())),
        )
        for one in read
    ]


def of_questions(
    questions: Sequence[Labelled], papers: Mapping[str, Paper], others: Mapping[str, Sequence[Paper]], seed: int
) -> Iterator[Example]:
    """Yield each question with its paper and with one or more that do not answer it, and some answers as claims.

    `others` gives for a question's text papers that are not its own.
    """
    chance = random.Random(seed)  # noqa: S311 no secret
    for one in questions:
        paper = papers[one.paper]
        title, sentences = paper.title, sentences_of(paper.abstract)
        right = frozenset(one.sentences)
        if right and max(right) >= len(sentences):
            continue
        if one.is_claim:
            yield _claimed(one, title, sentences, one.kind)
            continue
        telling = telling_words(one, sentences)
        yield Example(one.question, title, sentences, right, None, one.kind, one.paper, telling)
        wrong = others.get(one.question, ()) if one.kind != "not_stated" else ()
        count = _OTHERS_OF_WHICH if one.kind == "which" else _OTHERS
        for other in chance.sample(wrong, min(count, len(wrong))):
            yield Example(
                one.question, other.title, sentences_of(other.abstract), frozenset(), None, "other", one.paper
            )
        answer = one.answer_from(sentences)
        if answer and chance.random() < _CLAIMS:
            yield Example(answer, title, sentences, right, right, "answer", one.paper)
            for false in falsified(answer, " ".join(sentences), chance)[:1]:
                yield Example(false, title, sentences, None, frozenset(), "false answer", one.paper)


def _claimed(one: Labelled, title: str, sentences: tuple[str, ...], source: str) -> Example:
    right = frozenset(one.sentences)
    return Example(one.question, title, sentences, right, right if _CLAIM[one.kind] else frozenset(), source, one.paper)


def telling_words(one: Labelled, sentences: Sequence[str]) -> dict[int, frozenset[int]]:
    """Return the words that tell the answer by the number of their sentence.

    They are those that its written answer takes over in their order, but for what the question holds. Nothing is known
    where the premise is false or papers are asked for: there the question holds the answer.
    """
    if one.kind not in _TELLING or not one.answer:
        return {}
    asked, answer = set(terms(one.question)), terms(one.answer_from(sentences))
    found = {}
    for sentence in one.sentences:
        words = [(n, term) for n, word in enumerate(sentences[sentence].split()) for term in terms(word)]
        alike = SequenceMatcher(None, [term for _, term in words], answer, autojunk=False).get_matching_blocks()
        taken = (words[at] for start, _, size in alike for at in range(start, start + size))
        found[sentence] = frozenset(n for n, term in taken if term not in asked)
    return {sentence: told for sentence, told in found.items() if told}


def of_science(folder: Path) -> Iterator[Example]:
    """Yield the claims that were written for other abstracts of the corpus of SciFact."""
    corpus = _corpus(folder)
    for one in labelled(SCIENCE):
        paper = corpus[one.paper]
        yield _claimed(one, paper["title"], tuple(paper["abstract"]), f"science {one.kind}")


def of_scifact(folder: Path, split: str) -> Iterator[Example]:
    """Yield the claims of SciFact with each abstract they cite (Wadden et al., 2020)."""
    corpus = _corpus(folder)
    with (folder / f"claims_{split}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            numbers = frozenset(map(int, row["evidence_sentences"].strip("[]").replace(",", " ").split()))
            for identifier in {row["evidence_doc_id"] or row["cited_doc_ids"].strip("[]").split()[0]}:
                paper = corpus[identifier]
                supported = numbers if row["evidence_label"] == "SUPPORT" else frozenset()
                label = row["evidence_label"] or "NEI"
                yield Example(
                    row["claim"],
                    paper["title"],
                    tuple(paper["abstract"]),
                    numbers,
                    supported,
                    label,
                    f"claim {row['id']}",
                )


def _corpus(folder: Path) -> dict[str, Any]:
    with (folder / "corpus_sentences.jsonl").open(encoding="utf-8") as lines:
        return {str(one["doc_id"]): one for one in map(json.loads, lines)}


def of_squad(file: Path) -> Iterator[Example]:
    """Yield the questions of SQuAD 2.0 with their paragraphs (Rajpurkar et al., 2018)."""
    for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            spans = split_sentences(text)
            for question in paragraph["qas"]:
                answers = [(one["answer_start"], len(one["text"])) for one in question["answers"]]
                right = frozenset(
                    n for n, (start, end) in enumerate(spans) if any(start <= at < end for at, _ in answers)
                )
                if bool(right) == question["is_impossible"]:
                    continue
                sentences = tuple(text[start:end] for start, end in spans)
                telling = {n: words for n in right if (words := _words_within(text, spans[n], answers))}
                yield Example(question["question"], title, sentences, right, None, "squad", title, telling)


def _words_within(text: str, span: tuple[int, int], answers: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the numbers of the words of a sentence that are in an answer, given by its start and its length."""
    start, end = span
    words = re.finditer(r"\S+", text[start:end])
    return frozenset(
        n
        for n, word in enumerate(words)
        if any(start + word.start() < at + length and start + word.end() > at for at, length in answers)
    )


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, in order, white space folded."""
    flat = " ".join(text.split())
    return tuple(flat[start:end] for start, end in split_sentences(flat))
