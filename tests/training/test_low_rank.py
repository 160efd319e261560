"""Thin matrices beside frozen layers: `python -m pytest tests/training/test_low_rank.py`."""

from __future__ import annotations

import torch
from torch import nn

from training.low_rank import RANK, adapt


def network() -> nn.Module:
    torch.manual_seed(0)
    made = nn.Sequential(nn.Linear(8, 6), nn.ReLU(), nn.Sequential(nn.Linear(6, 4)))
    return made.requires_grad_(False)


def test_it_begins_as_the_network_that_it_was() -> None:
    x = torch.randn(3, 8)
    before, adapted = network(), network()
    assert [name for name, _ in adapt(adapted)] == ["0", "2.0"]
    torch.testing.assert_close(adapted(x), before(x))


def test_only_the_thin_matrices_learn() -> None:
    adapted = network()
    thin = dict(adapt(adapted))
    learning = {id(parameter) for parameter in adapted.parameters() if parameter.requires_grad}
    assert learning == {id(matrix) for layer in thin.values() for matrix in (layer.up, layer.down)}


def test_what_is_saved_is_what_was_added() -> None:
    adapted = network()
    (_, layer), *_ = adapt(adapted)
    with torch.no_grad():
        layer.up.normal_()
    up, down = layer.change()
    assert up.shape == (6, RANK) and down.shape == (RANK, 8) and up.dtype == torch.float16
    x = torch.randn(5, 8)
    torch.testing.assert_close(layer(x) - layer.layer(x), x @ (up @ down).float().T, atol=0.05, rtol=0.01)


def test_what_was_saved_can_be_gone_on_from() -> None:
    (_, before), *_ = adapt(network())
    with torch.no_grad():
        before.up.normal_()
    (_, after), *_ = adapt(network())
    after.take_up(*before.change())
    x = torch.randn(5, 8)
    torch.testing.assert_close(after(x), before(x), atol=0.05, rtol=0.01)
