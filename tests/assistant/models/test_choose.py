from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.models import choose, device
from assistant.models.choose import load_encoder, load_language_model
from index.errors import BadInput, ModelMissing

HEAVY = (
    "torch",
    "transformers",
    "openvino",
    "openvino_genai",
    "llama_index",
    "sentence_transformers",
    "numpy",
    "httpx",
)


def modules_after(code: str) -> set[str]:
    printed = f"{code}\nimport sys; print(*(name for name, module in sys.modules.items() if module))"
    return set(
        subprocess.run([sys.executable, "-c", printed], capture_output=True, text=True, check=True).stdout.split()
    )


def test_importing_the_chooser_imports_nothing_heavy():
    assert not set(HEAVY) & modules_after("import assistant.models.choose")


def test_a_converted_encoder_is_opened_without_torch(tiny_bert: Path):
    load_encoder(str(tiny_bert))
    loaded = modules_after(f"from assistant.models.choose import load_encoder; load_encoder({str(tiny_bert)!r})")
    assert "openvino" in loaded
    assert not {"torch", "transformers", "sentence_transformers", "openvino_telemetry"} & loaded


def test_each_name_gets_the_engine_that_can_run_it(tiny_llama: Path, tiny_bert: Path):
    assert load_language_model(str(tiny_llama)).engine == "transformers"
    assert load_language_model("http://127.0.0.1:9/v1#some").engine == "openai"
    assert type(load_encoder(str(tiny_bert))).__name__ == "OpenVinoEncoder"


def test_without_openvino_and_on_a_gpu_sentence_transformers_encodes(tiny_bert: Path, monkeypatch: pytest.MonkeyPatch):
    same = load_encoder(str(tiny_bert)).fingerprint
    with monkeypatch.context() as patch:
        patch.setattr(choose, "find_spec", lambda name: None)
        encoder = load_encoder(str(tiny_bert))
    assert type(encoder).__name__ == "SentenceTransformersEncoder"
    assert encoder.fingerprint == same
    monkeypatch.setattr(device, "gpu_possible", lambda: True)
    assert type(load_encoder(str(tiny_bert))).__name__ == "SentenceTransformersEncoder"


def test_without_a_name_the_model_in_use_is_loaded(tiny_llama: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ASSISTANT_MODEL", str(tiny_llama))
    assert load_language_model().name == tiny_llama.name


def test_a_model_of_the_other_job_is_refused():
    with pytest.raises(BadInput, match="all-MiniLM-L6-v2 is not a language model"):
        load_language_model("all-MiniLM-L6-v2")
    with pytest.raises(BadInput, match=r"Qwen3-0.6B is not an embedding model"):
        load_encoder("Qwen3-0.6B")
    with pytest.raises(BadInput, match="is not an embedding model"):
        load_encoder("http://127.0.0.1:9/v1#some")


def test_a_missing_model_says_so_before_anything_heavy_is_loaded(monkeypatch: pytest.MonkeyPatch):
    for name in ("assistant.models.engines.transformers", "assistant.models.engines.openvino"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ModelMissing):
        load_language_model("Qwen3-0.6B")
