"""The judge in training: a BERT that scores every sentence of a paper for a question or a claim, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.numpy import load_file
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from assistant.models.adapter import Adapter
from assistant.models.judge import words_of
from index.terms import terms
from training import attention
from training.examples import Example

TOKENS = 352  # of a question and a paper together: longer papers lose their end
ASKED_TOKENS = 80
_RANK = 64  # of the change of a matrix that is kept


@dataclass(frozen=True, slots=True)
class Read:
    """An example as token ids; `spans` are the places of its sentences among them, [start, end).

    `marked` are the tokens of the sentences whose words are marked, and whether each tells the answer: "the" tells
    nothing and is not among them.
    """

    example: Example
    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    marked: tuple[tuple[int, bool], ...] = ()

    @property
    def length(self) -> int:
        """Tokens in all."""
        return len(self.ids)


class Scores(NamedTuple):
    """What the network makes of one example.

    Of each sentence that it answers and that it supports, of "none answers", of each marked token that it tells the
    answer.
    """

    answers: Tensor
    supports: Tensor
    none: Tensor
    telling: Tensor


class JudgeNetwork(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """Scores each sentence for answering and supporting, "none answers", and each word for telling the answer."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            local_files_only=True,
            attn_implementation=attention.NAME,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.bert.embeddings.requires_grad_(False)
        size = self.bert.config.hidden_size
        self.heads = nn.Linear(size, 2)  # of a sentence: answers, supports
        self.none = nn.Linear(size, 1)
        self.words = nn.Linear(size, 1)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def read(self, example: Example) -> Read:
        """Return the example as tokens: [CLS] question [SEP] title [SEP] sentence sentence … [SEP]."""
        texts = [example.asked, example.title, *example.sentences]
        encoded = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        pieces = [one.ids for one in encoded]
        start, end = (int(self._tokenizer.token_to_id(mark) or 0) for mark in ("[CLS]", "[SEP]"))
        ids = [start, *pieces[0][:ASKED_TOKENS], end, *pieces[1], end]
        spans, marked = [], list[tuple[int, bool]]()
        for n, piece in enumerate(pieces[2:]):
            if len(ids) + len(piece) >= TOKENS:
                break
            if n in example.telling:
                marked += [(len(ids) + place, tells) for place, tells in _marks(example, n, encoded[n + 2].offsets)]
            spans.append((len(ids), len(ids) + len(piece)))
            ids += piece
        return Read(example, (*ids, end), tuple(spans), tuple(marked))

    def forward(self, batch: Sequence[Read]) -> list[Scores]:
        """Return for each example the scores of its sentences, of "none", and of its marked tokens."""
        longest = max(len(one.ids) for one in batch)
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        mask = torch.zeros(len(batch), longest, dtype=torch.long)
        for row, one in enumerate(batch):
            ids[row, : len(one.ids)] = torch.tensor(one.ids)
            mask[row, : len(one.ids)] = 1
        states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        none = self.none(states[:, 0])[:, 0]
        most = max(len(one.spans) for one in batch)
        pooling = torch.zeros(len(batch), most, longest)  # the mean of a sentence's tokens, as one matrix product
        for row, one in enumerate(batch):
            for n, (start, end) in enumerate(one.spans):
                pooling[row, n, start:end] = 1 / (end - start)
        scores = self.heads(pooling @ states)
        counts = [len(one.spans) for one in batch]
        telling = self.words(states)[..., 0]
        return [
            Scores(scores[row, :n, 0], scores[row, :n, 1], none[row], telling[row, [place for place, _ in one.marked]])
            for row, (one, n) in enumerate(zip(batch, counts, strict=True))
        ]

    def go_on_from(self, folder: Path, adapter: Adapter) -> None:
        """Take up what was learnt before, as `save` wrote it."""
        learnt = adapter.adapted(load_file(folder / "model.safetensors"))
        self.bert.load_state_dict(
            {name: torch.from_numpy(learnt[name]) for name in self.bert.state_dict() if name in learnt}, strict=False
        )
        for part, head in self._parts():
            head.weight.data = torch.from_numpy(adapter.tensor(f"{part}.weight"))
            head.bias.data = torch.from_numpy(adapter.tensor(f"{part}.bias"))

    def _parts(self) -> list[tuple[str, nn.Linear]]:
        return [("heads", self.heads), ("none", self.none), ("words", self.words)]

    def save(self, folder: Path, file: Path) -> None:
        """Write what was learnt beyond the encoder of `folder`, in float16, as `assistant.models.adapter` reads it.

        The change of each matrix is kept to its `_RANK` strongest directions.
        """
        began = BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True).state_dict()
        tensors = {}
        for name, learnt in self.bert.state_dict().items():
            if not name.startswith("encoder."):
                continue
            change = learnt - began[name]
            if change.ndim == 2:
                left, strength, right = torch.linalg.svd(change, full_matrices=False)
                layer = name.removesuffix(".weight")
                tensors[f"{layer}.up"] = left[:, :_RANK] * strength[:_RANK]
                tensors[f"{layer}.down"] = right[:_RANK]
            else:
                tensors[f"{name}.added"] = change
        for part, head in self._parts():
            tensors[f"{part}.weight"], tensors[f"{part}.bias"] = head.weight.data, head.bias.data
        file.parent.mkdir(parents=True, exist_ok=True)
        save_file({name: tensor.half().contiguous() for name, tensor in tensors.items()}, file)


def _marks(example: Example, sentence: int, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, bool]]:
    """Return the numbers of the tokens of a sentence that say something, and whether each tells the answer."""
    text, telling = example.sentences[sentence], example.telling[sentence]
    says = [bool(terms(word)) for word in text.split()]
    return [(place, word in telling) for place, word in enumerate(words_of(text, offsets)) if says[word]]


def loss_of(one: Read, scores: Scores) -> Tensor:
    """Return the loss of one example.

    The right sentences against all others and "none"; each support, and each marked token, by itself.
    """
    loss, example = torch.zeros(()), one.example
    if example.answering is not None:
        choices = torch.log_softmax(torch.cat([scores.none[None], scores.answers]), dim=0)
        right = [n + 1 for n in example.answering if n < len(scores.answers)] or [0]
        loss = loss - torch.logsumexp(choices[right], dim=0)
    if example.supporting is not None:
        held = torch.tensor([float(n in example.supporting) for n in range(len(scores.supports))])
        each = nn.functional.binary_cross_entropy_with_logits(scores.supports, held, reduction="none")
        loss = loss + (each * (1 + 2 * held)).sum() / 4
    if one.marked:
        tells = torch.tensor([float(tells) for _, tells in one.marked])
        loss = loss + nn.functional.binary_cross_entropy_with_logits(scores.telling, tells)
    return loss


def usable(examples: Iterable[Read]) -> list[Read]:
    """Return those whose sentences were not cut off, and that have any."""
    return [
        one
        for one in examples
        if one.spans and all(n < len(one.spans) for n in (one.example.answering or one.example.supporting or ()))
    ]
