"""What a shortened sentence may join: `python -m pytest tests/assistant/test_joints.py`."""

from __future__ import annotations

import pytest

from assistant.joints import joined_alike


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("MossTree reads moss and stone.", "MossTree (MT) reads moss (wet) and stone, and grows while it is read."),
        ("MossTree is a new forest.", "This paper introduces MossTree (MT), a new forest, and grows it."),
        ("MossTree is a forest that grows.", "MossTree is a forest that grows while it is read."),
        ("Moss is read.", "MossTree reads moss."),
        ("Moss is always wet.", "In gardens moss is always wet."),
        ("MossTree reads moss.", "On stones of any kind, MossTree reads moss of MossTree."),
        ("MossTree grows; it is read.", "MossTree grows; it is read often."),
        ("MossTree is faster than LoomNet.", "MossTree is cheap and faster than LoomNet on stones."),
        ("MossTree weighs leaves, which halves memory.", "MossTree weighs leaves, which halves memory and time."),
        ("Experiments are on wet stones.", "Experiments on wet stones show that moss grows."),
        ("The tree is in the garden.", "The tree is in the garden, where it grows."),
        ("MossTree generalizes to stones.", "MossTree generalizes to stones and leaves."),
        ("MossTree is tested.", "MossTree is tested on moss."),
        ("The tree selects moss.", "The tree, which stands between stones, selects moss: wet moss grows."),
        ("The tree is MossNet.", "The tree MossNet grows on stones."),
        ("The tree is MossNet.", "On stones the tree is MossNet."),
        ("Moss grows.", "The tree selects moss: wet moss grows."),
        ("Leaves fall, so moss grows.", "Leaves fall, so moss grows on stones."),
        ("Moss is tested.", "We tested whether moss is wet."),
        ("MossTree reads moss with roots.", "MossTree, which grows, reads moss of all kinds with roots."),
        ("MossTree grows for gardens.", "MossTree grows, which needs light, for gardens."),
        ("The depths are of ten layers.", "The depths are of ten layers at most."),
    ],
)
def test_what_its_source_joins_may_be_joined(claim: str, evidence: str) -> None:
    assert joined_alike(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Tokens identify and drop wet moss.", "Tokens identify dry moss, keep it and drop wet moss."),
        ("Trees read moss, keep stones, and light.", "Trees read moss, keep stones, and are fed by light."),
        ("Leaves grow, so memory is halved.", "Leaves grow. Memory is halved."),
        ("MossTree, made of wood, is a common tool.", "MossTree, made of wood, is new; wood is a common tool."),
        ("MossTree is a wet stone.", "MossTree relies on moss: leaves that grow on a wet stone."),
        ("It shows what trees read leaves from.", "It shows in what way trees read and from which leaves."),
        ("MossTree is outgrows Loom.", "MossTree outgrows Loom on stones."),
        ("MossTree is a wide net.", "The mixer of MossTree is a wide net."),
        ("Loom replaces Loom's threads by moss.", "Loom is slow. MossTree replaces Loom's threads by moss."),
        ("Layers grow leaves, because memory is halved.", "Layers grow leaves where memory is halved."),
        ("MossTree is on wet stones.", "On wet stones, MossTree grows faster."),
        ("MossTree is without moss.", "MossTree grows fast on stones, without moss."),
        ("The map is on.", "On wet stones the map shows moss and leaves."),
        ("MossTree generalizes to stones.", "MossTree generalizes growing trees to stones."),
        ("MossTree sorts leaves with a wide head.", "MossTree sorts leaves and classifies with a wide head."),
        ("On stones, the tree is identified.", "On stones, the tree concisely identifies moss."),
        ("On stones the data is MossNet.", "On stones the data with MossNet show trees."),
        ("The tree selects moss.", "The tree stands between stones: a root's output selects moss."),
        ("Moss of MossTree serves as food.", "Gardens use moss of MossTree, a forest, whose leaf serves as food."),
        ("Leaves fall, moss grows.", "Leaves fall, so moss grows on stones."),
        ("Wet moss is tested.", "MossTree is tested on wet moss."),
        ("MossTree reads leaves with a wide head.", "MossTree reads leaves and predicts stones with a wide head."),
        ("Trees are of ten layers.", "Trees have depths of ten layers."),
    ],
)  # fmt: skip
def test_what_its_source_keeps_apart_may_not_be_welded(claim: str, evidence: str) -> None:
    assert not joined_alike(claim, evidence)
