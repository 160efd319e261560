"""Attention for training on a CPU: importing this makes transformers know it by the name `NAME`."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.masking_utils import sdpa_mask

NAME = "float32"


def _attention(
    module: nn.Module, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, **_: object
) -> tuple[Tensor, None]:
    """Return what each token takes from the others, in float32: on a CPU that learns twice as fast as bfloat16."""
    shared = query.shape[1] // key.shape[1]  # heads of queries to one of keys
    key, value = (one.repeat_interleave(shared, 1).float() for one in (key, value))
    # Without a mask a causal network sees what came before; a single word that is written sees all of that.
    causal = getattr(module, "is_causal", False) and mask is None and query.shape[2] > 1
    with torch.autocast("cpu", enabled=False):
        taken = nn.functional.scaled_dot_product_attention(query.float(), key, value, mask, is_causal=causal)
    return taken.to(query.dtype).transpose(1, 2).contiguous(), None


AttentionInterface.register(NAME, _attention)
AttentionMaskInterface.register(NAME, sdpa_mask)
