"""A report as one HTML page that needs nothing else: no script, no font, no request."""

from eval.page.page import rendered, write

__all__ = ["rendered", "write"]
