"""Test collections from files: BEIR folders and TREC's topics, qrels and runs."""

from eval.datasets.beir import load_beir
from eval.datasets.dataset import Dataset
from eval.datasets.trec import load_trec

__all__ = ["Dataset", "load_beir", "load_trec"]
