"""The program itself: help that teaches, errors in a line, nothing loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.assistant.cli.conftest import Run

HEAVY = {
    "torch",
    "transformers",
    "gradio",
    "fastapi",
    "mcp.server",
    "starlette",
    "llama_index",
    "openvino",
    "openvino_genai",
    "faiss",
    "sentence_transformers",
    "scipy",
    "pydantic",
    "jinja2",
    "ir_measures",
    "numpy",
}


@pytest.mark.parametrize(
    "command",
    [[], ["ask"], ["chat"], ["mcp"], ["search"], ["library"], ["library", "add"], ["models"], ["models", "pull"]],
)
def test_every_command_explains_itself(run: Run, command: list[str]) -> None:
    ended = run(*command, "--help")
    assert ended.code == 0
    assert "Usage:" in ended.out


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom assistant.cli.app import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


def test_version_is_printed(run: Run) -> None:
    assert run("version").out.strip().count(".") == 2


def test_an_unknown_command_is_bad_use(run: Run) -> None:
    assert run("fly").code == 2


def test_an_unknown_model_is_named_with_the_next_step(run: Run) -> None:
    ended = run("models", "use", "SmolLM2-135M-Instruckt")
    assert ended.code == 2
    assert "SmolLM2-135M-Instruct" in ended.err
    assert "assistant models list" in ended.err


def test_models_are_listed(run: Run) -> None:
    out = run("models", "list").out
    assert "all-MiniLM-L6-v2" in out
    assert "SmolLM2-135M-Instruct" in out
