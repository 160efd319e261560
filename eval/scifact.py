"""The labelled claims of SciFact (Wadden et al., 2020), each against the sentences of an abstract."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.answer import Evidence
from eval.claim import Claim
from index.errors import BadInput
from index.paper import Paper
from index.sentences import split_sentences

SPLITS = ("validation", "train")
_SENTENCES = "corpus_sentences.jsonl"
_UNJUDGED = "not enough info"
_KINDS = {"SUPPORT": "supported", "CONTRADICT": "contradicted", "": _UNJUDGED}


def read_claims(folder: Path, split: str) -> list[Claim]:
    """Return each claim of `claims_<split>.csv` with each abstract that it is judged against, or cites.

    A claim is true where the abstract supports it. Raises BadInput naming the file and what is wrong with it.
    """
    file = folder / f"claims_{split}.csv"
    try:
        return list(_claims(file, _abstracts(folder / _SENTENCES)))
    except OSError as error:
        raise BadInput(f"{error.filename} cannot be read ({error.strerror}): name the folder of SciFact.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            f"{folder} does not hold the claims of SciFact as {file.name} and {_SENTENCES} ({error})."
        ) from error


def _abstracts(file: Path) -> dict[str, tuple[Evidence, ...]]:
    with file.open(encoding="utf-8") as lines:
        return {str(told["doc_id"]): tuple(_evidence(told)) for told in map(json.loads, lines)}


def _evidence(told: dict[str, Any]) -> Iterator[Evidence]:
    paper = Paper(f"scifact:{told['doc_id']}", told["title"], " ".join(" ".join(told["abstract"]).split()))
    for start, end in split_sentences(paper.abstract):
        yield Evidence(paper, paper.abstract[start:end], start, end, 1.0, 0.0)


def _claims(file: Path, abstracts: dict[str, tuple[Evidence, ...]]) -> Iterator[Claim]:
    seen = set()
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            kind = _KINDS[row["evidence_label"]]
            cited = row["cited_doc_ids"].strip("[]").replace(",", " ").split()
            for identifier in [row["evidence_doc_id"]] if row["evidence_doc_id"] else cited:
                name = f"{row['id']}/{identifier}"
                if name not in seen:  # a row for each set of sentences that proves it
                    seen.add(name)
                    yield Claim(name, row["claim"], kind, kind == "supported", abstracts[identifier])
