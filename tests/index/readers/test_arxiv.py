"""arXiv by id, against a server on this computer that answers as arXiv does.

Run with `python -m pytest tests/index/readers/test_arxiv.py`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from index.errors import SourceUnreachable, UnreadableSource
from index.paper import Paper
from index.readers import Rejected, arxiv, atom, read

KNOWN = {
    "2201.03545": (
        "Small\n  Nets with $k$ layers",
        "2022-01-10T18:59:10Z",
        "<arxiv:journal_ref>J. Nets 5</arxiv:journal_ref>",
    ),
    "1803.03635": ("Tickets &amp; Nets", "2018-03-09T18:51:28Z", ""),
    "math/0309136": ("Old Nets", "2003-09-08T10:00:00Z", ""),
}
ENTRY = """<entry><id>http://arxiv.org/abs/{id}v2</id><updated>{date}</updated><published>{date}</published>
<title>{title}</title><summary>  A text
on two lines.
</summary><author><name>Kim Ash</name></author><author><name>Jo Lee</name>
<arxiv:affiliation>Somewhere</arxiv:affiliation></author>{extra}
<link href="http://arxiv.org/abs/{id}v2" rel="alternate" type="text/html"/></entry>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><title type="html">ArXiv Query</title>
<opensearch:totalResults>{total}</opensearch:totalResults>{entries}</feed>"""

Answer = tuple[int, bytes, dict[str, str]]


def _feed(ids: list[str]) -> Answer:
    """Answer as arXiv does: known ids only, and 400 for the whole request if one has an impossible number."""
    if any(name.startswith("9912.") for name in ids):
        return 400, b"incorrect id format", {}
    known = [name for name in ids if name.replace(".gt", "") in KNOWN]
    entries = ""
    for name in known:
        title, date, extra = KNOWN[name.replace(".gt", "")]
        entries += ENTRY.format(id=name.replace(".gt", ""), title=title, date=date, extra=extra)
    return 200, FEED.format(total=len(ids), entries=entries).encode(), {}


@dataclass
class Server:
    """What was asked, and what to answer first, before the server behaves."""

    requests: list[list[str]] = field(default_factory=list)
    first: list[Answer] = field(default_factory=list)
    answer: Callable[[list[str]], Answer] = _feed


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ids = parse_qs(urlsplit(self.path).query)["id_list"][0].split(",")
            state.requests.append(ids)
            status, content, headers = state.first.pop(0) if state.first else state.answer(ids)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("ASSISTANT_ARXIV_API", f"http://127.0.0.1:{httpd.server_port}/api/query")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(atom, "PAUSE_S", 0.0)
    yield state
    httpd.shutdown()
    httpd.server_close()


def test_a_paper_is_read_from_its_entry(server: Server) -> None:
    assert list(read("arxiv:2201.03545")) == [
        Paper(
            "arxiv:2201.03545",
            "Small Nets with k layers",
            "A text on two lines.",
            ("Kim Ash", "Jo Lee"),
            2022,
            "J. Nets 5",
            "https://arxiv.org/abs/2201.03545",
            "",
            "arXiv",
        )
    ]


@pytest.mark.parametrize(
    "source",
    [
        "2201.03545, 1803.03635",
        "2201.03545v1 arXiv:1803.03635v2",
        "https://arxiv.org/abs/2201.03545?context=cs; http://www.arxiv.org/pdf/1803.03635v3.pdf",
        "arXiv: 2201.03545,https://huggingface.co/papers/1803.03635",
        "2201.03545 1803.03635 2201.03545",
    ],
)
def test_every_way_to_name_papers_is_one_request(server: Server, source: str) -> None:
    assert [record.title for record in read(source) if isinstance(record, Paper)][1] == "Tickets & Nets"
    assert server.requests == [["2201.03545", "1803.03635"]]


def test_a_file_of_ids_is_read_line_by_line(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "reading list"
    path.write_text("# to read\n2201.03545  # first\n\nnonsense\nhttps://arxiv.org/abs/1803.03635\n2301.99999\n")
    records = list(read(path))
    assert [record.id for record in records if isinstance(record, Paper)] == ["arxiv:2201.03545", "arxiv:1803.03635"]
    rejected = [record for record in records if isinstance(record, Rejected)]
    assert rejected == [
        Rejected("reading list", 4, "'nonsense' is no arXiv id such as 2201.03545"),
        Rejected("reading list", 6, "arXiv knows no paper 2301.99999"),
    ]


def test_an_id_that_arxiv_refuses_costs_the_others_nothing(server: Server) -> None:
    records = list(read("2201.03545 9912.00001 1803.03635"))
    assert [type(record) for record in records] == [Paper, Rejected, Paper]


def test_ids_of_before_2007_are_found_with_and_without_subject_class(server: Server) -> None:
    (paper,) = read("math.GT/0309136")
    assert isinstance(paper, Paper) and (paper.id, paper.year) == ("arxiv:math/0309136", 2003)


def test_many_ids_are_asked_in_batches(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    records = list(read(" ".join(f"2201.{n:05}" for n in range(3400, 3650))))
    assert [len(ids) for ids in server.requests] == [100, 100, 50]
    assert sum(isinstance(record, Paper) for record in records) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        (503, b"busy", {"Retry-After": "0"}),
        (429, b"", {}),
        (200, _feed(["2201.03545"])[1][:-40], {}),
        (200, b"<html>maintenance</html>", {}),
        (200, b'<!DOCTYPE x [<!ENTITY a "b">]><feed/>', {}),
        (200, b"", {}),
    ],
    ids=["503", "429", "cut off", "another page", "entities", "empty"],
)
def test_trouble_that_passes_is_sat_out(server: Server, trouble: Answer) -> None:
    server.first = [trouble]
    assert [type(record) for record in read("2201.03545")] == [Paper]
    assert len(server.requests) == 2


def test_trouble_that_stays_is_told_with_the_next_step(server: Server) -> None:
    server.first = [(503, b"busy", {})] * 4
    with pytest.raises(
        SourceUnreachable, match=r"it answered 503 Service Unavailable\). Check the network and try again"
    ):
        list(read("2201.03545"))
    assert len(server.requests) == atom.TRIES


def test_an_answer_that_will_not_change_is_not_asked_for_again(server: Server) -> None:
    server.first = [(403, b"forbidden", {})]
    with pytest.raises(SourceUnreachable, match="403"):
        list(read("2201.03545"))
    assert len(server.requests) == 1


def test_a_reply_without_end_is_not_kept(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atom, "_LARGEST_REPLY", 1000)
    server.answer = lambda ids: (200, b"x" * 100_000, {})
    with pytest.raises(SourceUnreachable, match="larger than 1,000 bytes"):
        list(read("2201.03545"))


def test_an_unreachable_server_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ARXIV_API", "http://127.0.0.1:9/api/query")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(atom, "PAUSE_S", 0.0)
    with pytest.raises(SourceUnreachable, match="arXiv did not give the papers") as caught:
        list(read("2201.03545"))
    assert "\n" not in str(caught.value)


def test_requests_keep_their_distance(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    monkeypatch.setattr(atom, "PAUSE_S", 3.0)
    monkeypatch.setattr("index.readers.atom.time.sleep", naps.append)
    monkeypatch.setattr(arxiv, "BATCH", 1)
    list(read("2201.03545 1803.03635"))
    assert naps[0] == 0 and 2.5 < naps[1] <= 3.0


@pytest.mark.parametrize("source", ["data/1234567", "papers.bib", "2201", "2213.03545", "hello"])
def test_what_names_no_id_is_taken_for_a_file(source: str) -> None:
    with pytest.raises(UnreadableSource, match="no such file"):
        read(source)


def test_a_file_called_like_an_id_is_read_as_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2201.03545").write_text('{"title": "From the file"}')
    assert [record.title for record in read("2201.03545") if isinstance(record, Paper)] == ["From the file"]
