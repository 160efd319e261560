"""What people call a paper: `python -m pytest tests/index/test_aliases.py`."""

from __future__ import annotations

import time

import pytest

from index.aliases import aliases, brought, identifying, title_names
from index.paper import Paper


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("QuiltFormer: Patchwork Attention", "", ("QuiltFormer",)),
        ("RelationLoom++: More", "", ("RelationLoom++",)),
        ("BT^9: Backward Looms", "", ("BT^9",)),
        ("Sleepy Layers: Skipping", "", ("Sleepy Layers",)),
        ("On Looms", "We propose a net named LoomNet, which weaves.", ("LoomNet",)),
        ("On Looms", "We introduce the LoomNet architecture.", ("LoomNet",)),
        ("On Looms", "A Loom Weaving Network (LWN) is built.", ("LWN",)),
        ("LOOM-1 and Loom-Inception: Two Looms", "", ("LOOM-1",)),
        ("WeaveFormer Is All You Need", "", ("WeaveFormer",)),
        ("Weaving Twice via LM-Net", "", ("LM-Net",)),
        ("Weaving Twice via Image-Based Looms", "", ()),
        ("Training LoomNet on ThreadNet", "", ()),
        ("On Looms", "LOOM (Long-term Operators Of Memory) weaves.", ("LOOM",)),
        ("On Looms", "LOOM (a benchmark of others) is used.", ()),
        ("On Looms", "We get LoomNeXt, the resulting pure loom family.", ("LoomNeXt",)),
        ("On Looms", "LoomGNN is a new weaving method. LoomGNN weaves.", ("LoomGNN",)),
        ("On Looms", "The THREAD-3M dataset has many threads.", ("THREAD-3M",)),
        ("On Looms", "LoViT weaves. LoViT folds. We train LoViT twice.", ("LoViT",)),
        ("On Looms", "LoomNets, a new family. A LoomNet weaves.", ("LoomNet",)),
        ("On Looms", "Many Graph Loom Networks (GLNs) exist.", ()),
        ("On Looms", "It is a weaving framework, LoomKit, of four parts.", ("LoomKit",)),
        ("On Looms", "Here comes a world of threads, Weft as a World (**WaaW**).", ("WaaW",)),
        ("On Looms", "In this work, we propose a scaled loom network (SLNet) to weave.", ("SLNet",)),
        ("On Looms", "In this work, we propose a scaled loom network (SLN) framework.", ()),
        ("On Looms", "In this work, we propose a loom with threads of weaving (TWL).", ()),
        ("On Looms", "We construct LoomBench, of many looms.", ("LoomBench",)),
        ("On Looms", "It weaves on three benchmarks, LoomSet, WeftSet, and WarpSet.", ()),
        ("On Looms", "It is better than a Convolutional Network (CNN).", ()),
        ("A title without names", "An abstract without names.", ()),
        ("", "", ()),
    ],
)
def test_a_paper_is_called_by_the_systems_it_brings(title: str, abstract: str, expected: tuple[str, ...]) -> None:
    assert aliases(Paper("arxiv:3199.00001", title, abstract)) == expected


def test_only_a_name_that_is_no_ordinary_word_finds_a_paper_among_all() -> None:
    paper = Paper("arxiv:3199.00001", "On Looms", "We propose Reward Weaving and a net named LoomNet.")
    assert aliases(paper) == ("Reward", "LoomNet") and identifying(paper) == ("LoomNet",)
    assert identifying(Paper("arxiv:3199.00002", "Shuttle: Weaving Fast")) == ("Shuttle",)


def test_a_title_may_name_what_the_paper_does_not_bring() -> None:
    assert title_names(Paper("arxiv:3199.00001", "Training LoomNet on ThreadNet-1K")) == ("LoomNet", "ThreadNet-1K")


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (("A" * 100 + " ") * 30 + "x", ""),
        ("A" * 100_000, ""),
        ("x", "A-" * 50_000),
        ("x", "We propose " + "A" * 100_000),
        ("x", "Aa " + "a " * 50_000 + "("),
        ("x", "named named " * 20_000),
    ],
)
def test_a_hostile_paper_costs_no_time(title: str, abstract: str) -> None:
    start = time.perf_counter()
    assert len(aliases(Paper("arxiv:3199.00001", title, abstract))) <= 1
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("We present Patois, a walker.", ("Patois",)),
        ("In this work, we propose a new layer called FooNet that weaves.", ("FooNet",)),
        ("This paper introduces Loom2, a network. We call it Loom2.", ("Loom2",)),
        ("Prior work uses a method called Dijkstra. We compare it with LLaMA.", ()),
        ("We present ImageNet results.", ()),
    ],
)
def test_what_a_paper_brings_is_what_it_says_that_it_brings(abstract: str, expected: tuple[str, ...]) -> None:
    assert brought(Paper("arxiv:3199.00001", "On Walking", abstract)) == expected
