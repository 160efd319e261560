"""A process that serves a library over MCP with models that need no weights: `python -m tests.speaking LIBRARY`.

Everything underneath prints, as native code does, to standard output.
"""

from __future__ import annotations

import os
import sys

import assistant.workplace
from assistant.cli.app import main
from tests.fakes import FakeEncoder, FakeLanguageModel

_SAID = "Tadpole is a detector of 0.8 million parameters."


def _encoder(name: str | None = None) -> FakeEncoder:
    os.write(1, b"an encoder is loaded\n")
    return FakeEncoder()


def _model(name: str | None = None, engine: str | None = None) -> FakeLanguageModel:
    print("a model is loaded", flush=True)
    return FakeLanguageModel(_SAID, _SAID)


if __name__ == "__main__":
    assistant.workplace.load_encoder = _encoder
    assistant.workplace.load_language_model = _model
    assistant.workplace.load_judge = lambda: None
    main(["mcp", "--library", sys.argv[1]])
