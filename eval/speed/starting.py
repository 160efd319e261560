"""How long a person waits for a fresh process."""

from __future__ import annotations

import socket
import sys
import time
from functools import partial
from statistics import median

import httpx

from assistant.writer import MAX_TOKENS
from eval.speed.figure import OURS, Figure
from eval.speed.interleaved import interleaved
from eval.speed.peers import LLAMAINDEX
from eval.speed.peers.kept import built
from eval.speed.process import assistant, import_seconds, process_seconds, running
from eval.speed.setting import Setting
from index.errors import ResearchError

_OURS = "from assistant.assistant import Assistant; from assistant.workplace import open_assistant, open_for_asking"
_THEIRS = (
    "from llama_index.core import VectorStoreIndex; from llama_index.vector_stores.faiss import FaissVectorStore; "
    "from llama_index.embeddings.huggingface import HuggingFaceEmbedding; "
    "from llama_index.llms.huggingface import HuggingFaceLLM"
)
_COLD_RATIO = 1 / 3
_POLL_S = 0.02
_PAGE_WAIT_S = 120.0


def measure(setting: Setting) -> list[Figure]:
    """Return the seconds of processes from their start, files cached by the system as after a first use."""
    library = str(setting.library)
    question = setting.questions[0]
    cold = {OURS: assistant("ask", question, "--library", library)}
    imports = {OURS: _OURS}
    if LLAMAINDEX in setting.peers and setting.weights.language:
        cold[LLAMAINDEX] = _their_command(setting, question)
        imports[LLAMAINDEX] = _THEIRS
    figures = [
        _figure(setting, "cold answer", {name: partial(process_seconds, one) for name, one in cold.items()}),
        _figure(setting, "import", {name: partial(import_seconds, one) for name, one in imports.items()}),
        _figure(setting, "assistant --help", {OURS: partial(process_seconds, assistant("--help"))}),
        _figure(setting, "chat page answers", {OURS: partial(page_seconds, library)}),
    ]
    return figures


def page_seconds(library: str) -> float:
    """Return the seconds from the start of `assistant chat` until its page is there."""
    port = _free_port()
    with running(assistant("chat", "--library", library, "--port", str(port), "--no-browser")) as process:
        start = time.perf_counter()
        while time.perf_counter() - start < _PAGE_WAIT_S and process.poll() is None:
            if _answers(port):
                return time.perf_counter() - start
            time.sleep(_POLL_S)
    raise ResearchError("The chat page does not open: try `assistant chat`.")


def _figure(setting: Setting, name: str, runs: dict[str, partial[float]]) -> Figure:
    for run in runs.values():  # once before: what is made on first use is not what a person waits for
        run()
    setting.progress(f"Starting: {name}", 0, setting.repeat)
    medians = {side: median(found) for side, found in interleaved(runs, setting.repeat).items()}
    ratio = _COLD_RATIO if name == "cold answer" else None
    return Figure(name, "s", medians.pop(OURS), medians, target_ratio=ratio)


def _their_command(setting: Setting, question: str) -> list[str]:
    with setting.sides(LLAMAINDEX) as sides:
        index = built(setting, sides[LLAMAINDEX])
    weights = setting.weights
    options = {"--index": index, "--encoder": weights.encoder, "--language": weights.language, "--tokens": MAX_TOKENS}
    given = [str(part) for option in options.items() for part in option]
    return [sys.executable, "-m", "eval.speed.peers.llamaindex", question, *given]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", timeout=10, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
