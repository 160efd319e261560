from __future__ import annotations

from pathlib import Path

import pytest

from assistant.models import settings
from index.errors import BadInput, ModelMissing, ResearchError


def test_without_settings_the_default_pair_is_in_use():
    assert settings.in_use("embedding") == "all-MiniLM-L6-v2"
    assert settings.in_use("language") == "SmolLM2-135M-Instruct"
    assert settings.in_use("reranker") == ""


def test_a_reranker_is_used_until_none_is(tiny_cross_encoder: Path):
    assert settings.use(str(tiny_cross_encoder)).job == "reranker"
    assert settings.in_use("reranker") == str(tiny_cross_encoder)
    assert settings.in_use("embedding") == "all-MiniLM-L6-v2"
    settings.use_no_reranker()
    assert settings.in_use("reranker") == ""


def test_the_environment_may_name_a_reranker_or_none(monkeypatch: pytest.MonkeyPatch, tiny_cross_encoder: Path):
    settings.use(str(tiny_cross_encoder))
    monkeypatch.setenv("ASSISTANT_RERANKER", "none")
    assert settings.in_use("reranker") == ""
    monkeypatch.setenv("ASSISTANT_RERANKER", "org/other")
    assert settings.in_use("reranker") == "org/other"


def test_settings_of_an_older_version_are_read():
    path = settings.settings_file()
    path.parent.mkdir(parents=True)
    path.write_text('{"embedding": "bge-small-en-v1.5", "language": "Qwen3-0.6B"}')
    assert [settings.in_use("embedding"), settings.in_use("language")] == ["bge-small-en-v1.5", "Qwen3-0.6B"]
    assert settings.in_use("reranker") == ""


def test_a_folder_is_put_to_the_job_that_its_files_tell(tiny_bert: Path, tiny_llama: Path):
    assert settings.use(str(tiny_bert)).job == "embedding"
    assert settings.use(str(tiny_llama)).job == "language"
    assert settings.in_use("embedding") == str(tiny_bert)
    assert settings.in_use("language") == str(tiny_llama)


def test_a_server_is_used_without_any_weights():
    settings.use("http://localhost:1/v1#qwen")
    assert settings.in_use("language") == "http://localhost:1/v1#qwen"


def test_a_model_that_was_not_fetched_cannot_be_used():
    with pytest.raises(ModelMissing, match=r"assistant models pull bge-reranker-base"):
        settings.use("bge-reranker-base")
    with pytest.raises(ModelMissing, match=r"assistant models pull Qwen3-0.6B"):
        settings.use("Qwen3-0.6B")
    assert settings.in_use("language") == "SmolLM2-135M-Instruct"


def test_the_environment_wins_over_the_settings(monkeypatch: pytest.MonkeyPatch):
    settings.use("http://localhost:1/v1#stored")
    monkeypatch.setenv("ASSISTANT_MODEL", "from-environment")
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", "also")
    assert settings.in_use("language") == "from-environment"
    assert settings.in_use("embedding") == "also"


@pytest.mark.parametrize("text", ["{", "[]", '{"language": 7}', "\x00"])
def test_corrupt_settings_are_named_with_the_next_step(text: str):
    path = settings.settings_file()
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(BadInput, match=r"models\.json.*[Cc]orrect or delete"):
        settings.in_use("language")


def test_settings_that_cannot_be_written_name_the_variable_instead(home: Path):
    home.mkdir()
    (home / "config").write_text("in the way")
    with pytest.raises(ResearchError, match="ASSISTANT_MODEL"):
        settings.use("http://localhost:1/v1#qwen")


def test_nothing_but_the_settings_is_left_in_their_folder():
    settings.use("http://localhost:1/v1#one")
    settings.use("http://localhost:1/v1#two")
    assert [path.name for path in settings.settings_file().parent.iterdir()] == ["models.json"]
