"""Progress of an evaluation that has several stages, one bar each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from assistant.cli import screen
from eval.progress import Progress


@contextmanager
def stages() -> Iterator[Progress]:
    """Give a function of (stage, done, total) that shows a bar for the stage that is under way."""
    bar = ExitStack()
    under_way: list[object] = ["", None]

    def shown(what: str, done: int, total: int) -> None:
        if under_way[0] != what:
            bar.close()
            under_way[:] = [what, bar.enter_context(screen.progress(what, total))]
        tell = under_way[1]
        assert callable(tell)
        tell(done, total)

    with bar:
        yield shown
