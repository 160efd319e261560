"""How a network learns from its batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from training.batches import paced

_LONGEST_STEP = 1.0  # norm of the gradients

T = TypeVar("T")


def learn(
    network: nn.Module,
    rounds: Sequence[list[T]],
    seconds: float,
    *,
    rate: float,
    decay: float,
    loss_of: Callable[[list[T]], Tensor],
    tell: int,
    told: Callable[[], object] = lambda: None,
) -> None:
    """Let what may learn of the network do so, by AdamW, at a rate that rises and then falls to nearly zero.

    Every `tell` steps the mean loss is printed and `told` is called.
    """
    parameters = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=decay, fused=True)
    losses: list[float] = []
    for batch, share in paced(rounds, seconds):
        for group in optimiser.param_groups:
            group["lr"] = rate * share
        loss = loss_of(batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, _LONGEST_STEP)
        optimiser.step()
        losses.append(loss.item())
        if len(losses) % tell == 0:
            print(f"step {len(losses)} of {len(rounds)}: loss {np.mean(losses[-tell:]):.3f}", flush=True)
            told()
