"""The encoder that learns: `python -m pytest tests/training/test_adapted.py`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from assistant.models import adapter
from assistant.models.adapter import Adapter
from training.adapted import Adapted
from training.query_adapter import Held

QUERIES = ["a cat sat on the mat", "dog", "find papers about a network", ""]


@pytest.fixture
def model(tiny_bert: Path) -> Adapted:
    torch.manual_seed(0)
    return Adapted(tiny_bert).eval()


def learn(model: Adapted) -> None:
    """Change what may change, as if it had been trained."""
    torch.manual_seed(1)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter += 0.3 * torch.randn_like(parameter)


def read(model: Adapted, queries: list[str] = QUERIES) -> np.ndarray:
    with torch.no_grad():
        return model(queries).numpy()


def own(tiny_bert: Path, queries: list[str]) -> np.ndarray:
    """Return the vectors of the encoder as it was published."""
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(str(tiny_bert), device="cpu", local_files_only=True)
    return encoder.encode(queries, normalize_embeddings=True)


def test_it_begins_as_the_encoder_that_it_was(model: Adapted, tiny_bert: Path) -> None:
    np.testing.assert_allclose(read(model), own(tiny_bert, QUERIES), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(read(model), axis=1), 1, atol=1e-5)


def test_a_query_is_read_alike_alone_and_beside_longer_ones(model: Adapted) -> None:
    learn(model)
    alone = np.concatenate([read(model, [query]) for query in QUERIES])
    np.testing.assert_allclose(read(model), alone, atol=1e-5)


def test_only_the_adapter_learns(model: Adapted) -> None:
    loss = model(QUERIES)[:, 0].sum()
    loss.backward()
    learnt = {name for name, parameter in model.named_parameters() if parameter.grad is not None}
    assert learnt and all(name.endswith((".up", ".down")) for name in learnt)
    assert {name for name, parameter in model.named_parameters() if parameter.requires_grad} == learnt
    assert len(learnt) == 2 * 2 * 6  # thin matrices, layers, linear parts of a layer


def test_weakened_to_nothing_it_is_the_encoder_that_it_was(model: Adapted) -> None:
    before = read(model)
    learn(model)
    apart = [float(np.abs(read(model) - before).max())]
    model.weaken(0.1)
    apart.append(float(np.abs(read(model) - before).max()))
    assert apart[0] > apart[1] > 1e-3
    model.weaken(0)
    np.testing.assert_allclose(read(model), before, atol=1e-6)


def test_what_is_saved_gives_the_same_matrices_to_whoever_reads_it(
    model: Adapted, tiny_bert: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(model)
    model.weaken(0.6)
    model.save(tmp_path / "new folder" / "learnt.safetensors")
    monkeypatch.setattr(adapter, "_FOLDER", tmp_path / "new folder")
    stored = load_file(tiny_bert / "model.safetensors")
    weights = Adapter("learnt").adapted(stored)
    changed = 0
    for name, module in model.bert.named_modules():
        if isinstance(module, torch.nn.Linear):
            np.testing.assert_allclose(weights[f"{name}.weight"], module.weight.detach().numpy(), atol=0.02)
            assert np.abs(weights[f"{name}.weight"] - stored[f"{name}.weight"]).max() > 0.1
            changed += 1
    assert changed == 2 * 6


def test_who_goes_on_begins_where_the_saved_one_ended(
    model: Adapted, tiny_bert: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(model)
    model.weaken(0.6)
    model.save(tmp_path / "learnt.safetensors")
    monkeypatch.setattr(adapter, "_FOLDER", tmp_path)
    other = Adapted(tiny_bert).eval()
    assert np.abs(read(other) - read(model)).max() > 0.01
    other.go_on_from(Adapter("learnt"))
    np.testing.assert_allclose(read(other), read(model), atol=0.01)


def test_many_queries_are_read_as_few_are(model: Adapted) -> None:
    learn(model)
    model.train()
    many = model.read(QUERIES * 40)
    assert model.training and not many.requires_grad
    model.eval()
    np.testing.assert_allclose(many[: len(QUERIES)].numpy(), read(model), atol=1e-5)


def test_questions_that_are_held_tell_how_far_they_moved(model: Adapted) -> None:
    held = Held(QUERIES, model)
    assert held.moved(np.array([0, 2]), model).item() == pytest.approx(0, abs=1e-5)
    learn(model)
    moved = held.moved(np.array([0, 2]), model)
    assert moved.item() > 1e-3
    moved.backward()
    assert any(parameter.grad is not None for parameter in model.parameters())
