"""The default encoder with a low-rank adapter in it, for training."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrize
from transformers import BertModel

from assistant.models.adapter import Adapter

_RANK = 16
_SCALE = 2.0  # of the product of both matrices: alpha / r in Hu et al., 2021
_TOKENS = 128  # of a query
_AT_ONCE = 64  # queries


class LowRank(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """A matrix plus the product of two thin ones, which begins as zero."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.up = nn.Parameter(torch.zeros(rows, _RANK))
        self.down = nn.Parameter(torch.randn(_RANK, columns) / columns**0.5)
        self.strength = _SCALE

    def forward(self, matrix: Tensor) -> Tensor:
        """Return the matrix with the product added."""
        return matrix + self.strength * self.up @ self.down


class Adapted(nn.Module):  # type: ignore[misc]
    """Reads queries; only the adapter learns."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True)
        self.bert.requires_grad_(False)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_TOKENS)
        self._tokenizer.enable_padding()
        self._low_rank = {}
        for name, module in list(self.bert.encoder.named_modules()):
            if isinstance(module, nn.Linear):
                low_rank = LowRank(module.out_features, module.in_features)
                parametrize.register_parametrization(module, "weight", low_rank)
                self._low_rank[f"encoder.{name}"] = low_rank

    def forward(self, queries: Sequence[str]) -> Tensor:
        """Return unit vectors, shape (queries, dimension)."""
        read = self._tokenizer.encode_batch(list(queries))
        ids = torch.tensor([one.ids for one in read])
        mask = torch.tensor([one.attention_mask for one in read])
        states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).float()
        return functional.normalize((states * weight).sum(1) / weight.sum(1), dim=-1)

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def read(self, queries: Sequence[str]) -> Tensor:
        """Return what `forward` does, for any number of queries, with nothing to learn from."""
        was = self.training
        self.eval()
        some = [queries[start : start + _AT_ONCE] for start in range(0, len(queries), _AT_ONCE)]
        vectors = torch.cat([self(few) for few in some])
        self.train(was)
        return vectors

    def go_on_from(self, adapter: Adapter) -> None:
        """Begin as an adapter that was saved."""
        for name, low_rank in self._low_rank.items():
            low_rank.up.data = torch.from_numpy(adapter.tensor(f"{name}.up")).float() / low_rank.strength
            low_rank.down.data = torch.from_numpy(adapter.tensor(f"{name}.down")).float()

    def weaken(self, share: float) -> None:
        """Keep only a share of what the adapter changes."""
        for low_rank in self._low_rank.values():
            low_rank.strength *= share

    def save(self, file: Path) -> None:
        """Write the changes as `assistant.models.adapter` reads them, in float16."""
        tensors = {}
        for name, low_rank in self._low_rank.items():
            tensors[f"{name}.up"] = (low_rank.up.detach() * low_rank.strength).half().contiguous()
            tensors[f"{name}.down"] = low_rank.down.detach().half().contiguous()
        file.parent.mkdir(parents=True, exist_ok=True)
        save_file(tensors, file)
