from __future__ import annotations

from pathlib import Path

import pytest

from assistant.models.gguf import head
from index.errors import ModelError
from tests.assistant.models import gguf_file

FIELDS = {
    "general.architecture": "llama",
    "llama.context_length": 4096,
    "tokenizer.ggml.tokens": ["<|im_start|>", "hello", "<tool>"],
    "tokenizer.ggml.token_type": [3, 1, 4],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return gguf_file.write(tmp_path / "m.gguf", FIELDS, {"a": (0, (4,), bytes(16)), "b": (3, (32, 2), bytes(40))})


def test_the_head_names_the_context_and_the_tokens_that_are_marks(file: Path):
    found = head(file)
    assert found.context_window == 4096
    assert found.special == ("<|im_start|>", "<tool>")


def test_tensors_are_placed_by_their_alignment(file: Path):
    first, second = head(file).tensors
    assert (first.name, first.kind, first.shape) == ("a", 0, (4,))
    assert (second.kind, second.shape) == (3, (32, 2))
    assert first.start % 32 == 0 and second.start == first.start + 32
    assert second.start + 64 == file.stat().st_size


def test_a_head_that_does_not_say_is_no_error(tmp_path: Path):
    found = head(gguf_file.write(tmp_path / "m.gguf", {}, {}))
    assert (found.context_window, found.special, found.tensors) == (0, (), ())


def test_a_file_cut_anywhere_in_its_head_is_refused_in_one_line(file: Path):
    whole, padding = file.read_bytes(), 31
    for length in range(0, head(file).tensors[0].start - padding, 7):
        file.write_bytes(whole[:length])
        with pytest.raises(ModelError, match=r"m\.gguf is not a GGUF file") as caught:
            head(file)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"GGUF\x01\x00\x00\x00", b"GGUF" + b"\xff" * 60])
def test_other_formats_and_absurd_lengths_are_refused(start: bytes, file: Path):
    file.write_bytes(start + file.read_bytes()[len(start) :])
    with pytest.raises(ModelError):
        head(file)
