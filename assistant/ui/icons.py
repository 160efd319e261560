"""Signs on buttons, drawn here: none is fetched."""

from __future__ import annotations

_ICONS = {
    "copy": "M9 9h10v11H9zM5 15V4h10",
    "again": "M20 11a8 8 0 1 0-2.3 6.3M20 4v7h-7",
    "edit": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "liked": "M7 11v9H4v-9zM7 11l4-7c1.5 0 2.5 1 2 3l-.7 3H18c1.5 0 2.3 1.2 2 2.5l-1.4 6c-.2 1-1 1.5-2 1.5H7",
    "disliked": "M17 13V4h3v9zM17 13l-4 7c-1.5 0-2.5-1-2-3l.7-3H6c-1.5 0-2.3-1.2-2-2.5l1.4-6c.2-1 1-1.5 2-1.5H17",
    "delete": "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
    "pin": "M12 15v6M8 4h8l-1 6 3 3v2H6v-2l3-3z",
    "export": "M12 4v11M8 11l4 4 4-4M5 20h14",
}  # fmt: skip


def icon(name: str) -> str:
    """Return a sign of 24 by 24 that takes the colour of the text around it."""
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{_ICONS[name]}"/></svg>'
