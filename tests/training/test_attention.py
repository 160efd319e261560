"""Attention for training, beside that of transformers: `python -m pytest tests/training/test_attention.py`."""

from __future__ import annotations

import torch
from transformers import BertConfig, BertModel, LlamaConfig, LlamaForCausalLM

from training import attention

SIZES = {"vocab_size": 50, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}


def pair(network: type, config: type, **more: int) -> tuple:
    """The same network with our attention and with the plain one."""
    torch.manual_seed(0)
    ours = network(config(**SIZES, **more, attn_implementation=attention.NAME)).eval()
    plain = network(config(**SIZES, **more, attn_implementation="eager")).eval()
    plain.load_state_dict(ours.state_dict())
    return ours, plain, torch.randint(1, 50, (2, 9))


@torch.no_grad()
def test_a_causal_network_reads_and_writes_as_before() -> None:
    ours, plain, ids = pair(LlamaForCausalLM, LlamaConfig, num_key_value_heads=2)
    torch.testing.assert_close(ours(ids).logits, plain(ids).logits)
    asked = {"attention_mask": torch.ones_like(ids), "max_new_tokens": 8, "do_sample": False, "pad_token_id": 0}
    assert ours.generate(ids, **asked).tolist() == plain.generate(ids, **asked).tolist()


@torch.no_grad()
def test_a_bert_sees_both_sides_and_no_padding() -> None:
    ours, plain, ids = pair(BertModel, BertConfig)
    mask = torch.ones_like(ids)
    for padding in (0, 3):
        mask[0, 9 - padding :] = 0
        states = [one(ids, attention_mask=mask).last_hidden_state[mask.bool()] for one in (ours, plain)]
        torch.testing.assert_close(*states)
