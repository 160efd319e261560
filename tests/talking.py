"""A process that says numbered things in a kept conversation: `python -m tests.talking FILE NAME COUNT`.

Prints each question once it is stored.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.conversations.file import ConversationFile
from assistant.conversations.kept import KeptConversation
from tests.fakes import numbered_papers
from tests.turns import whole_turn


def main(file: str, name: str, count: int) -> None:
    """Say numbered things and tell which are stored."""
    conversation = KeptConversation(ConversationFile(Path(file)), "Talk")
    for n, paper in enumerate(numbered_papers(count)):
        conversation.add(whole_turn(f"{name} {n}", paper))
        if notice := conversation.turns[-1].answer.notice.removeprefix("A notice.").strip():
            raise SystemExit(notice)
        print(f"{name} {n}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
