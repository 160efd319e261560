"""The built-in collection: fifty papers, each with a digest written for it."""

from __future__ import annotations

from pathlib import Path

PAPERS = Path(__file__).parent / "papers.jsonl"
