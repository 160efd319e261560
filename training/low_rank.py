"""A frozen linear layer with two thin matrices beside it, which alone learn (LoRA: Hu et al., 2021)."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn

RANK = 16
_SCALE = 2.0  # of the product of both matrices: alpha / r in the paper


class LowRankLinear(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """A layer whose own weights stay as they are; the thin matrices, in float32, begin as a product of zero."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))
        self.down = nn.Parameter(torch.randn(RANK, layer.in_features) / layer.in_features**0.5)

    def forward(self, states: Tensor) -> Tensor:
        """Return what the layer gives, and what the thin matrices add."""
        kind = states.dtype
        thin = nn.functional.linear(states, self.down.to(kind))
        return self.layer(states) + _SCALE * nn.functional.linear(thin, self.up.to(kind))

    def take_up(self, up: Tensor, down: Tensor) -> None:
        """Begin with the two matrices that `change` gave."""
        self.up.data, self.down.data = up.float() / _SCALE, down.float()

    def change(self) -> tuple[Tensor, Tensor]:
        """Return the two matrices whose product is added to the layer's own, in float16."""
        return (self.up.detach() * _SCALE).half().contiguous(), self.down.detach().half().contiguous()


def adapt(network: nn.Module) -> Iterator[tuple[str, LowRankLinear]]:
    """Put thin matrices beside every linear layer of the network, and yield them with the names of the layers."""
    for name, module in list(network.named_modules()):
        for own, layer in list(module.named_children()):
            if isinstance(layer, nn.Linear):
                adapted = LowRankLinear(layer)
                setattr(module, own, adapted)
                yield f"{name}.{own}".lstrip("."), adapted
