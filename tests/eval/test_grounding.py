"""Claims true and false, and how checkers tell them apart: `python -m pytest tests/eval/test_grounding.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.grounding import JUDGED, OVERLAP, RULES, evaluate
from eval.perturbed import perturbed
from eval.scifact import read_claims
from index.errors import BadInput
from tests.fakes import invented_papers

CLAIMS = list(perturbed(invented_papers(), 13))


def test_every_claim_has_its_own_sentence_first_and_two_of_another_paper_last() -> None:
    assert len({one.id for one in CLAIMS}) == len(CLAIMS) > 150
    for one in CLAIMS:
        papers = [piece.paper.id for piece in one.evidence]
        assert papers[0] == papers[1] != papers[2] == papers[3]


def test_false_claims_differ_from_all_true_ones() -> None:
    true = {one.text for one in CLAIMS if one.true}
    assert not true & {one.text for one in CLAIMS if not one.true}
    assert {"number", "unit", "name", "direction", "negation", "paper"} <= {one.kind for one in CLAIMS if not one.true}


def test_the_rules_refuse_what_words_in_common_accept() -> None:
    report = evaluate(CLAIMS, dataset="dozen", split="perturbed")
    assert [system.name for system in report.systems] == [OVERLAP, RULES] and report.baseline == OVERLAP
    refused = [
        sum(system.scores["false refused"].values()) / len(system.scores["false refused"]) for system in report.systems
    ]
    assert refused[0] < 0.8 and refused[1] > 0.97
    assert report.notes[0].startswith("False accepts of rules: 0.0") and report.notes[1].startswith("False rejects")
    assert set(report.groups) == {f"{'true' if one.true else 'false'}: {one.kind}" for one in CLAIMS}


def test_without_claims_nothing_is_measured() -> None:
    with pytest.raises(BadInput, match="There are no claims"):
        evaluate([], dataset="none", split="perturbed")


@pytest.fixture
def scifact(tmp_path: Path) -> Path:
    """Three claims about one abstract, the first with two rows of evidence."""
    told = {"doc_id": "7", "title": "Moss", "abstract": ["Moss grows at night.", "It does not grow at noon."]}
    (tmp_path / "corpus_sentences.jsonl").write_text(json.dumps(told) + "\n")
    (tmp_path / "claims_validation.csv").write_text(
        "id,claim,evidence_doc_id,evidence_label,evidence_sentences,cited_doc_ids\n"
        "1,Moss grows at night.,7,SUPPORT,[0],[7]\n1,Moss grows at night.,7,SUPPORT,[1],[7]\n"
        "2,Moss grows at noon.,7,CONTRADICT,[1],[7]\n3,Moss is blue.,,,[],[7]\n"
    )
    return tmp_path


def test_labelled_claims_are_read_once_with_every_sentence_of_their_abstract(scifact: Path) -> None:
    claims = read_claims(scifact, "validation")
    assert [(one.kind, one.true) for one in claims] == [
        ("supported", True), ("contradicted", False), ("not enough info", False)
    ]  # fmt: skip
    assert [piece.text for piece in claims[0].evidence] == ["Moss grows at night.", "It does not grow at noon."]
    report = evaluate(claims, dataset="moss", split="validation")
    assert report.systems[-1].scores["right"] == {"1/7": 1.0, "2/7": 1.0, "3/7": 1.0}
    assert JUDGED not in {system.name for system in report.systems}


@pytest.mark.parametrize(
    ("text", "said"), [(None, "cannot be read"), ("id,claim\n1,Moss.\n", "does not hold the claims")]
)
def test_a_folder_without_claims_is_named(scifact: Path, text: str | None, said: str) -> None:
    (scifact / "claims_validation.csv").unlink()
    if text:
        (scifact / "claims_validation.csv").write_text(text)
    with pytest.raises(BadInput, match=said):
        read_claims(scifact, "validation")
