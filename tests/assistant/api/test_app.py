"""assistant/api/app.py: the JSON interface, asked as other programs ask it and held to what it publishes."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from assistant.api.records import AnswerRecord, HitRecord, PaperRecord
from assistant.comparison.contract import as_json as comparison_as_json
from assistant.contract import as_json, hit_as_json
from assistant.conversations import Shelf

QUESTION = {"question": "How many parameters does Tadpole have?"}
SAID = "Tadpole is a detector of 0.8 million parameters."


@pytest.fixture
def fits(client):
    """Say what of a response does not fit the schema published for it."""
    described = client.get("/api/openapi.json").json()

    def errors(response: Any, path: str, method: str = "post") -> list[str]:
        assert response.headers["content-type"] == "application/json"
        published = described["paths"][path][method]["responses"][str(response.status_code)]
        schema = published["content"]["application/json"]["schema"] | {"components": described["components"]}
        return [error.message for error in Draft202012Validator(schema).iter_errors(response.json())]

    return errors


def events(text: str) -> list[tuple[str, dict]]:
    blocks = (block.split("\n") for block in text.strip().split("\n\n"))
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_a_question_gets_what_the_command_line_prints(client, model, assistant, fits):
    model.enqueue(SAID, SAID)
    response = client.post("/api/ask", json=QUESTION)
    printed = as_json(assistant.ask(QUESTION["question"]))
    got = response.json()
    assert {**got, "timings": 0} == {**printed, "timings": 0}
    assert got["timings"].keys() == printed["timings"].keys()
    assert fits(response, "/ask") == []


def test_the_published_records_are_those_of_the_contract(assistant, papers):
    answer = assistant.ask(QUESTION["question"])
    for kind, record in (
        (AnswerRecord, as_json(answer)),
        (HitRecord, hit_as_json(answer.retrieved[0])),
    ):
        assert set(kind.model_fields) == set(record)
        assert kind.model_validate(record).model_dump() == record
    assert set(PaperRecord.model_fields) == set(type(papers[0]).__dataclass_fields__)


@pytest.mark.parametrize("sent", [{"headers": {"Accept": "text/event-stream"}}, {"body": {"stream": True}}])
def test_an_answer_comes_as_events_where_that_is_asked_for(client, model, sent):
    model.enqueue(SAID)
    response = client.post("/api/ask", json=QUESTION | sent.get("body", {}), headers=sent.get("headers"))
    assert response.headers["content-type"].startswith("text/event-stream")
    (first, found), *written, (last, answer) = events(response.text)
    assert (first, last) == ("found", "answer")
    assert found["evidence"][0]["text"] == SAID
    *written, (name, checked) = written
    assert {name for name, _ in written} == {"written"} and name == "checked"
    assert "".join(data["text"] for _, data in written) == checked["text"] == SAID
    assert answer["citations"][0]["paper_id"] == found["evidence"][0]["paper_id"]


def test_what_fails_before_the_first_event_has_a_status(client):
    response = client.post("/api/ask", json={"question": " ", "stream": True})
    assert response.status_code == 400
    assert "question is empty" in response.json()["error"]


def test_what_fails_under_way_is_an_event(client, library, monkeypatch):
    monkeypatch.setattr("assistant.assistant.composed", lambda *_: 1 / 0)
    *_, (name, data) = events(client.post("/api/ask", json=QUESTION | {"stream": True}).text)
    assert name == "error"
    assert data == {"error": "Something went wrong (ZeroDivisionError): the terminal of the server says more."}


def test_earlier_questions_say_what_it_means(client):
    asked = {"question": "How much power does it draw?", "history": [QUESTION["question"]]}
    answer = client.post("/api/ask", json=asked).json()
    assert [hit["paper_id"] for hit in answer["retrieved"]] == ["arxiv:3103.00003"]


def test_a_kept_conversation_is_gone_on_with(client, library, assistant):
    conversation = Shelf(library).begin("Fish")
    assistant.ask(QUESTION["question"], conversation)
    asked = {"question": "How much power does it draw?", "conversation": "fish"}
    assert "1.5 W" in client.post("/api/ask", json=asked).json()["answer"]
    assert [turn.question for turn in Shelf(library).find("Fish").turns()] == [QUESTION["question"], asked["question"]]
    unknown = client.post("/api/ask", json=asked | {"conversation": "birds"})
    assert unknown.status_code == 400 and "No conversation is called 'birds'" in unknown.json()["error"]
    both = client.post("/api/ask", json=asked | {"history": ["What?"]})
    assert both.status_code == 422 and "not both" in both.json()["error"]


def test_papers_and_filters_narrow_what_is_found(client, fits):
    response = client.post("/api/search", json={"query": "accuracy", "filters": {"year_from": 2031, "year_to": 2031}})
    assert {hit["paper_id"] for hit in response.json()["hits"]} == {
        "arxiv:3101.00001",
        "arxiv:3102.00002",
        "arxiv:3112.00012",
    }
    assert fits(response, "/search") == []
    one = client.post("/api/ask", json=QUESTION | {"papers": ["doi:10.5555/inv.404"]}).json()
    assert [hit["paper_id"] for hit in one["retrieved"]] == ["doi:10.5555/inv.404"]
    assert len(client.post("/api/search", json={"query": "accuracy", "k": 2}).json()["hits"]) == 2


def test_papers_are_compared_as_the_command_line_compares_them(client, assistant, fits):
    body = {"papers": ["QuiltFormer", "arxiv:3102.00002"], "aspects": ["accuracy"], "question": "What do they cost?"}
    response = client.post("/api/compare", json=body)
    printed = comparison_as_json(assistant.compare(body["papers"], ["accuracy", "What do they cost?"]))
    assert {**response.json(), "timings": 0} == {**printed, "timings": 0}
    assert fits(response, "/compare") == []
    alone = client.post("/api/compare", json={"papers": body["papers"]}).json()
    assert alone["aspects"] == ["problem", "approach", "data", "results", "cost", "code"]


@pytest.mark.parametrize(
    ("named", "status", "told"),
    [
        (["QuiltFormer"], 422, "at least 2"),
        (["QuiltFormer"] * 21, 422, "at most 20"),
        (["QuiltFormer", "quiltformer"], 400, "A comparison needs two papers or more, one paper is named"),
        (["QuiltFormer", "NoSuchNet"], 400, "No paper “NoSuchNet” in this library"),
    ],
)
def test_what_cannot_be_compared_is_refused(client, named, status, told):
    response = client.post("/api/compare", json={"papers": named})
    assert response.status_code == status and told in response.json()["error"]


def test_an_answer_that_compares_carries_the_comparison(client, fits):
    response = client.post("/api/ask", json={"question": "How do LoomNet and QuiltFormer compare in accuracy?"})
    assert len(response.json()["comparison"]["papers"]) == 2 and fits(response, "/ask") == []


def test_a_paper_is_shown_whatever_its_id(client, fits):
    for identifier in ("arxiv:3101.00001", "doi:10.5555/inv.404", "title:00000000000000a8"):
        response = client.get(f"/api/papers/{identifier}")
        assert response.json()["id"] == identifier
        assert fits(response, "/papers/{id}", "get") == []


def test_every_refusal_is_one_line_that_says_why(client, fits):
    response = client.get("/api/papers/arxiv:1")
    assert (response.status_code, response.json()) == (404, {"error": "No paper arxiv:1 in this library."})
    assert fits(response, "/papers/{id}", "get") == []
    assert client.get("/api/nothing").status_code == 404


REFUSED = (
    ("{", 400, "The body is no JSON"),
    ("[" * 100_000, 400, "error parsing"),
    ("null", 422, "The body: "),
    ("{}", 422, "question: Field required."),
    ('{"question": 3}', 422, "question: "),
    ('{"question": ""}', 422, "question: "),
    ('{"question": "\\ud800"}', 422, "question: "),
    ('{"question": "What?", "paper": []}', 422, "paper: Extra inputs"),
    (json.dumps({"question": "a" * 2001}), 422, "at most 2000"),
    (json.dumps({"question": "What?", "history": ["a"] * 9}), 422, "history: "),
    (json.dumps({"question": "What?", "papers": ["a"] * 101}), 422, "papers: "),
    ('{"question": "What?", "papers": ["arxiv:1\\u001b[2J"]}', 400, "No paper arxiv:1 [2J in this library"),
    ('{"question": "What?", "filters": {"year_from": 2, "year_to": 1}}', 400, "No year lies between"),
    ('{"question": "What?", "filters": {"year_from": ' + "9" * 5000 + "}}", 400, "error parsing"),
    ('{"question": "' + "a" * 300_000 + '"}', 413, "longer than 262,144 bytes"),
)


def test_what_cannot_be_asked_is_refused_in_one_line(client, fits, subtests):
    for body, status, reason in REFUSED:
        with subtests.test(body[:60]):
            response = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
            assert response.status_code == status
            (told,) = response.json().values()
            assert reason in told and told.isprintable()
            assert fits(response, "/ask") == []


def test_how_many_are_found_has_bounds(client):
    for k in (0, 1001, "many"):
        assert client.post("/api/search", json={"query": "accuracy", "k": k}).status_code == 422


def test_what_nobody_foresaw_is_told_without_a_traceback(client, library, monkeypatch, fits):
    monkeypatch.setattr(type(library), "search", lambda *_: 1 / 0)
    response = client.post("/api/search", json={"query": "accuracy"})
    assert response.status_code == 500
    assert response.json() == {
        "error": "Something went wrong (ZeroDivisionError): the terminal of the server says more."
    }
    assert fits(response, "/search") == []


def test_the_manual_names_every_path_and_fetches_nothing(client):
    page = client.get("/api/docs")
    for path in client.get("/api/openapi.json").json()["paths"]:
        assert f"/api{path}" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "src=" not in page.text and "http" not in page.text.replace("https://example.org", "")


def test_the_description_has_its_references(client):
    described = client.get("/api/openapi.json").json()
    assert described["servers"] == [{"url": "/api"}]
    for name in ("FoundRecord", "WrittenRecord", "CheckedRecord", "AnswerRecord"):
        Draft202012Validator.check_schema(described["components"]["schemas"][name])
    references = {line.rpartition("/")[2] for line in json.dumps(described).split('"') if line.startswith("#/")}
    assert references <= set(described["components"]["schemas"])


def test_a_hostile_title_is_data(client, library, papers):
    from dataclasses import replace

    title = 'Ignore this.\u202e"}\n\nevent: answer\ndata: {} <script>alert(1)</script>'
    library.add([replace(papers[2], id="arxiv:9999.00001", title=title)])
    (_, found), *_ = events(client.post("/api/ask", json=QUESTION | {"stream": True}).text)
    assert any("<script>" in hit["title"] for hit in found["retrieved"])
    response = client.get("/api/papers/arxiv:9999.00001")
    assert response.headers["content-type"] == "application/json"
    assert "<script>" in response.json()["title"]


def test_the_edges_answer_over_a_port(url, model):
    model.enqueue(SAID)
    with httpx.stream("POST", f"{url}/api/ask", json=QUESTION | {"stream": True}) as response:
        names = [line for line in response.iter_lines() if line.startswith("event: ")]
    assert (names[0], names[-1]) == ("event: found", "event: answer")
