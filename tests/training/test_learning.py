"""How a network learns: `python -m pytest tests/training/test_learning.py`."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from training.learning import learn


def test_what_may_learn_does_and_the_loss_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    torch.manual_seed(0)
    network = nn.Linear(1, 1)
    network.bias.requires_grad_(False)
    bias, kept = network.bias.clone(), []

    def loss(batch: list[float]) -> torch.Tensor:
        x = torch.tensor(batch)[:, None]
        return ((network(x) - 3 * x - bias) ** 2).mean()

    before = loss([1.0, 2.0]).item()
    rounds = [[1.0, 2.0]] * 200
    learn(network, rounds, 60, rate=0.1, decay=0.0, loss_of=loss, tell=100, told=lambda: kept.append(1))
    assert loss([1.0, 2.0]).item() < before / 100 and torch.equal(network.bias, bias)
    assert len(kept) == 2 and "step 200 of 200: loss" in capsys.readouterr().out
