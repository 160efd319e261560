from __future__ import annotations

import hashlib
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from threading import Event

import pytest

from assistant.models import choose, device
from assistant.models.choose import identity, language_model_ahead, load_encoder, load_language_model, load_reranker
from assistant.models.deferred import DeferredLanguageModel, DeferredReranker
from assistant.models.language_model import LanguageModel, Message
from index.errors import BadInput, ModelError, ModelMissing, ResearchError
from tests.fakes import EVEN, FakeLanguageModel, FakeReranker

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


def test_an_engine_may_be_named_and_must_be_able_to_run_the_model(tiny_llama: Path):
    assert load_language_model(str(tiny_llama), "transformers").engine == "transformers"
    with pytest.raises(BadInput, match="OpenVINO runs GGUF files and its own format"):
        load_language_model(str(tiny_llama), "openvino")
    with pytest.raises(BadInput, match="run by its server"):
        load_language_model("http://127.0.0.1:9/v1#some", "transformers")


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


def test_search_does_without_a_reranker_unless_one_is_chosen(tiny_cross_encoder: Path, monkeypatch: pytest.MonkeyPatch):
    assert load_reranker() is None
    monkeypatch.setenv("ASSISTANT_RERANKER", str(tiny_cross_encoder))
    in_use = load_reranker()
    assert in_use and in_use.name.startswith(f"{tiny_cross_encoder.name}@")
    assert load_reranker("none") is None


def test_a_reranker_is_loaded_by_the_name_of_its_folder(tiny_cross_encoder: Path):
    named = load_reranker(str(tiny_cross_encoder))
    assert named and named.scores("cat", ["a cat", "dog"]).shape == (2,)


def test_what_is_no_reranker_is_refused_by_its_name_or_by_its_files(tiny_bert: Path, tiny_llama: Path):
    for name in ("Qwen3-0.6B", "all-MiniLM-L6-v2", "http://127.0.0.1:9/v1#some", str(tiny_bert), str(tiny_llama)):
        with pytest.raises(BadInput, match="is not a reranker"):
            load_reranker(name)


def test_a_reranker_does_not_pass_for_an_encoder_or_a_language_model(tiny_cross_encoder: Path):
    with pytest.raises(BadInput, match="is not an embedding model"):
        load_encoder(str(tiny_cross_encoder))
    with pytest.raises(BadInput, match="is not a language model"):
        load_language_model(str(tiny_cross_encoder))


def test_a_reranker_that_is_not_here_names_the_command_that_fetches_it():
    with pytest.raises(ModelMissing, match="assistant models pull ms-marco-MiniLM-L6-v2"):
        load_reranker("cross-encoder/ms-marco-MiniLM-L6-v2")


def test_a_language_model_is_loaded_ahead_and_what_is_wrong_with_its_name_is_known_at_once(tiny_llama: Path):
    assert language_model_ahead(str(tiny_llama)).result(timeout=120).engine == "transformers"
    for name in ("no-such-model", str(tiny_llama.parent / "nowhere")):
        assert isinstance(language_model_ahead(name).exception(timeout=0), ResearchError)


def test_a_deferred_language_model_is_waited_for_where_it_is_needed():
    loading: Future[LanguageModel] = Future()
    deferred = DeferredLanguageModel(loading)
    model = FakeLanguageModel("Because.")
    loading.set_result(model)
    told = [(one.name, one.engine, one.device, one.taught, one.context_window) for one in (deferred, model)]
    assert told[0] == told[1] and deferred.count_tokens([Message("user", "Why?")]) == 2
    assert list(deferred.stream([Message("user", "Why?")], 9, Event())) == ["Because."]
    assert deferred.log_likelihoods([[Message("user", "Why?")]], "None.") == [EVEN]
    model.others = ["So.", "Thus."]
    assert deferred.sampled([Message("user", "Why?")], 9, 1) == ["So."]


def test_a_deferred_language_model_that_cannot_be_run_says_so_where_it_is_needed():
    loading: Future[LanguageModel] = Future()
    loading.set_exception(ModelError("It cannot be run."))
    with pytest.raises(ModelError, match="cannot be run"):
        DeferredLanguageModel(loading).count_tokens([])


def test_a_deferred_reranker_is_loaded_once_and_when_it_is_needed():
    loaded = []

    def load(name: str) -> FakeReranker:
        loaded.append(name)
        return FakeReranker(name)

    reranker = DeferredReranker(load, "some")
    assert loaded == []
    assert reranker.scores("cat", ["a cat", "dog"]).tolist() == [1.0, 0.0]
    assert (reranker.name, loaded) == ("some", ["some"])


def test_a_missing_model_says_so_before_anything_heavy_is_loaded(monkeypatch: pytest.MonkeyPatch):
    for name in ("assistant.models.engines.transformers", "assistant.models.engines.openvino"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ModelMissing):
        load_language_model("Qwen3-0.6B")


def test_a_model_is_known_again_by_its_name_and_what_its_weights_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "some.gguf"
    file.write_bytes(b"GGUF")
    monkeypatch.chdir(tmp_path)
    assert identity() == ("SmolLM2-135M-Instruct", "b179c9523d0e")
    assert identity("some.gguf") == (str(file), hashlib.sha256(b"GGUF").hexdigest()[:12])
    assert identity("http://127.0.0.1:9/v1/#some") == ("http://127.0.0.1:9/v1#some", "")
    with pytest.raises(BadInput, match="is not a language model"):
        identity("all-MiniLM-L6-v2")
