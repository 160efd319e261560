"""A home of its own for every test, and two models so small that they are made in a second."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import telemetry
from assistant.models import download
from tests.assistant.models.hub_server import Hub, serve

telemetry.switch_off()  # before a test imports openvino by itself

TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
MARKS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_VARIABLES = (
    "ASSISTANT_MODEL",
    "ASSISTANT_EMBEDDING_MODEL",
    "ASSISTANT_RERANKER",
    "ASSISTANT_API_KEY",
    "HF_TOKEN",
    "HF_ENDPOINT",
    "HF_HUB_OFFLINE",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Move settings and caches to a temporary folder, and forget what the developer has set."""
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "shared"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def tiny_llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random language model of two layers with a byte tokenizer, as a folder of the hub would hold it."""
    import torch
    import transformers
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate([*MARKS, *letters])}
    tokenizer = Tokenizer(models.BPE(vocabulary, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token=MARKS[2], pad_token=MARKS[0], additional_special_tokens=[MARKS[1]]
    )
    fast.chat_template = TEMPLATE
    torch.manual_seed(0)
    config = transformers.LlamaConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=512,
        eos_token_id=vocabulary[MARKS[2]],
        pad_token_id=vocabulary[MARKS[0]],
        bos_token_id=None,
    )
    folder = tmp_path_factory.mktemp("tiny-llama")
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random sentence-transformers encoder of two layers: 64 numbers a vector, 16 tokens a text, mean pooling."""
    import transformers

    fast = word_tokenizer()
    folder = tmp_path_factory.mktemp("tiny-bert")
    transformers.BertModel(bert_config(len(fast))).save_pretrained(folder)
    fast.save_pretrained(folder)
    write_pipeline(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random reranker of two layers and 64 tokens a pair, with the files that rerankers on the hub have."""
    import transformers

    fast = word_tokenizer()
    config = bert_config(len(fast), num_labels=1)
    config.sentence_transformers = {"activation_fn": "torch.nn.modules.linear.Identity", "version": "4.1.0"}
    folder = tmp_path_factory.mktemp("tiny-cross-encoder")
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


def word_tokenizer() -> Any:
    """A BERT tokenizer of a few words."""
    import transformers
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = "a cat dog sat on the mat network learns to see images query title find papers about and of".split()
    vocabulary = {word: number for number, word in enumerate(pieces + words)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]"
    )


def bert_config(words: int, **options: Any) -> Any:
    """A BERT of two layers; the weights made after this call are the same in every run."""
    import torch
    import transformers

    torch.manual_seed(0)
    return transformers.BertConfig(
        vocab_size=words,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=64,
        initializer_range=0.3,
        **options,
    )


def write_pipeline(folder: Path, prompts: dict[str, str] | None = None) -> None:
    """Add the files that make a folder a sentence-transformers one."""
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    modules = [
        {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for n, (path, kind) in enumerate(kinds)
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 16, "do_lower_case": False}))
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts or {}}))
    (folder / "1_Pooling").mkdir(exist_ok=True)
    pooling = {"word_embedding_dimension": 64, "pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A model hub on this computer, which HF_ENDPOINT points at."""
    served = Hub()
    server = serve(served)
    monkeypatch.setenv("HF_ENDPOINT", served.url)
    monkeypatch.setenv("HF_TOKEN", "")
    monkeypatch.setattr(download, "_PAUSE_S", 0.0)
    yield served
    server.shutdown()
    server.server_close()
