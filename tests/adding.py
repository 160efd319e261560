"""A process that adds numbered papers: `python -m tests.adding LIBRARY START COUNT`.

Prints how many are safely stored after each transaction, as `library add` tells it.
"""

from __future__ import annotations

import sys

import index.library
from index.library import Added, Library
from tests.fakes import FakeEncoder, numbered_papers

_BATCH = 10  # small, so that a short life holds many transactions
_AT_ONCE = 40  # papers an `add`: between two of them the derived files are written


def main(path: str, start: int, count: int) -> None:
    """Add papers and say so."""
    index.library._BATCH = _BATCH
    with Library.open(path, FakeEncoder()) as library:
        for done in range(0, count, _AT_ONCE):

            def tell(report: Added, done: int = done) -> None:
                print(done + report.read, flush=True)

            library.add(numbered_papers(min(_AT_ONCE, count - done), start + done), tell)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
