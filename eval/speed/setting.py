"""What is measured, and on what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.home import cache_dir
from eval.progress import Progress
from eval.speed.figure import OURS
from eval.speed.limits import Limits
from eval.speed.sides import Side
from index.paper import Paper


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights that every side runs: a folder of the encoder, and one of the language model as safetensors.

    `language` is None where nobody else can run it; `language_bytes` is the size of the file that ours reads.
    """

    encoder: Path
    max_tokens: int  # of a document that the encoder reads
    language: Path | None = None
    language_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """Papers, questions and peers of a measurement; `start` starts a side by its name.

    `library` answers the questions; from `papers` the documents to embed and the larger libraries are made.
    """

    library: Path
    papers: Sequence[Paper]
    questions: Sequence[str]
    weights: Weights
    peers: Sequence[str]
    start: Callable[[str], Side]
    sizes: Sequence[int]
    repeat: int
    quick: bool
    progress: Progress
    limits: Limits | None = None

    @contextmanager
    def sides(self, *peers: str) -> Iterator[dict[str, Side]]:
        """Give ours and those of these peers that take part, and end their processes."""
        with ExitStack() as open_ones:
            found = {}
            for name in (OURS, *(peer for peer in self.peers if peer in peers)):
                found[name] = self.start(name)
                open_ones.enter_context(closing(found[name]))
            yield found

    @property
    def kept(self) -> Path:
        """Folder of what the next run uses again."""
        return cache_dir() / "eval" / "speed"
