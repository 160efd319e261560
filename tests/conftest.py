"""What every test has: a home of its own, no network, models that need no weights, and a dozen invented papers."""

from __future__ import annotations

import errno
import ipaddress
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.models.model import Thresholds
from index.library import Library
from index.paper import Paper
from tests.fakes import FakeEncoder, FakeLanguageModel, invented_papers

THRESHOLDS = Thresholds(no_match=0.7, strange=0.2, silent=-3.0, doubtful=-2.8)  # of FakeEncoder
_QUIET = "--disable-background-networking --disable-component-update --disable-sync --no-first-run"
_CHROMIUM = ["--no-sandbox", "--disable-gpu", *_QUIET.split()]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Move settings, caches and libraries to a temporary folder."""
    monkeypatch.delenv("ASSISTANT_LIBRARY", raising=False)
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse, as a computer without network does, every connection that leaves this computer."""

    def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
        def refuse_or_connect(self: socket.socket, address: Any) -> Any:
            if self.family != getattr(socket, "AF_UNIX", None) and not _is_here(str(address[0])):
                raise OSError(errno.ENETUNREACH, f"tests have no network: {address}")
            return connect(self, address)

        return refuse_or_connect

    def look_up(host: Any, *rest: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _is_here(name):
            raise socket.gaierror(socket.EAI_NONAME, f"tests have no network: {name}")
        return found(host, *rest, **options)

    found = socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture
def encoder() -> FakeEncoder:
    """An encoder without weights."""
    return FakeEncoder()


@pytest.fixture
def papers() -> list[Paper]:
    """A dozen papers about systems that do not exist."""
    return invented_papers()


@pytest.fixture(scope="session")
def made_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of the dozen papers: to make one takes thirty times as long as to copy it."""
    folder = tmp_path_factory.mktemp("made") / "library"
    with Library.open(folder, FakeEncoder()) as made:
        made.add(invented_papers())
    return folder


@pytest.fixture
def library(tmp_path: Path, made_library: Path, encoder: FakeEncoder) -> Iterator[Library]:
    """A library of the dozen papers."""
    with Library.open(shutil.copytree(made_library, tmp_path / "library"), encoder) as opened:
        yield opened


@pytest.fixture
def model() -> FakeLanguageModel:
    """A language model that says what a test enqueues."""
    return FakeLanguageModel()


@pytest.fixture
def assistant(library: Library, model: FakeLanguageModel) -> Assistant:
    """An assistant on the dozen papers."""
    return Assistant(library, model, THRESHOLDS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync.sync_playwright() as playwright:
        options = {"executable_path": path} if (path := shutil.which("chromium")) else {}
        try:
            browser = playwright.chromium.launch(args=_CHROMIUM, **options)
        except sync.Error as error:
            pytest.skip(
                f"no browser: install chromium, or run `playwright install chromium` ({str(error).splitlines()[0]})"
            )
        yield browser
        browser.close()
