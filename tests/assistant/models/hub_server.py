"""A model hub on the loopback interface: the routes that fetching a model uses, and the faults it must survive."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
_RESOLVE = re.compile(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)")
_CHUNK = 16 * 1024


@dataclass
class Hub:
    """Repositories by name, each a dict of file bytes, and what goes wrong."""

    repositories: dict[str, dict[str, bytes]] = field(default_factory=dict)
    commit: str = COMMIT
    gated: set[str] = field(default_factory=set)
    cuts: list[int] = field(default_factory=list)  # each: hang up once after so many bytes of a large file
    ranges: bool = True
    pause_s: float = 0.0  # after each chunk of a large file
    failures: list[int] = field(default_factory=list)  # each: one answer with this status, to a file
    corrupt: bool = False
    requests: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, Range
    tokens: list[str] = field(default_factory=list)
    url: str = ""

    def add(self, repo: str, folder: Path) -> None:
        """Publish a folder as a repository."""
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        self.repositories[repo] = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    def files_asked(self) -> list[str]:
        """Return the paths of the files that were asked for, in order."""
        return [match[3] for _, path, _ in self.requests if (match := _RESOLVE.fullmatch(path))]

    def ranges_asked(self) -> list[str]:
        """Return the Range headers that came, in order."""
        return [value for _, _, value in self.requests if value]


def serve(hub: Hub) -> ThreadingHTTPServer:
    """Start the hub in a thread; its address is put into `hub.url`."""
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return server


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.requests.append((self.command, path, self.headers.get("Range", "")))
        self.hub.tokens.append(self.headers.get("Authorization", ""))
        if path.startswith("/api/models/"):
            self._listing(path.removeprefix("/api/models/").split("/revision/")[0])
        elif match := _RESOLVE.fullmatch(path):
            self._file(match[1], match[3], body)
        else:
            self._error(404, "EntryNotFound")

    def _listing(self, repo: str) -> None:
        if repo not in self.hub.repositories:
            return self._error(401, "RepoNotFound")
        siblings = [self._sibling(path, data) for path, data in self.hub.repositories[repo].items()]
        answer = {
            "id": repo,
            "sha": self.hub.commit,
            "siblings": siblings,
            "private": False,
            "tags": [],
            "downloads": 0,
        }
        return self._send(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _sibling(self, path: str, data: bytes) -> dict[str, object]:
        large = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}
        return {"rfilename": path, "size": len(data), "blobId": "0" * 40} | ({"lfs": large} if _large(path) else {})

    def _file(self, repo: str, path: str, body: bool) -> None:
        if repo in self.hub.gated:
            return self._error(403, "GatedRepo")
        if self.hub.failures:
            return self._error(self.hub.failures.pop(0), "")
        data = self.hub.repositories[repo][path]
        if self.hub.corrupt and _large(path):
            data = bytes(len(data))
        start = int(self.headers.get("Range", "bytes=0-")[6:-1]) if self.hub.ranges else 0
        etag = hashlib.sha256(data).hexdigest()
        headers = {"ETag": f'"{etag}"', "X-Repo-Commit": self.hub.commit, "Accept-Ranges": "bytes"}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        return self._send(206 if start else 200, data[start:], headers, body, slow=_large(path))

    def _error(self, status: int, code: str) -> None:
        self._send(status, b"{}", {"X-Error-Code": code, "X-Error-Message": "no"})

    def _send(self, status: int, data: bytes, headers: dict[str, str], body: bool = True, slow: bool = False) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        if not body:
            return
        cut = self.hub.cuts.pop(0) if slow and self.hub.cuts else None
        for at in range(0, len(data), _CHUNK):
            if cut is not None and at >= cut:
                self.close_connection = True
                return
            try:
                self.wfile.write(data[at : at + _CHUNK])
            except OSError:  # the client is gone
                return
            if slow:
                time.sleep(self.hub.pause_s)


def _large(path: str) -> bool:
    return path.endswith((".safetensors", ".gguf"))
