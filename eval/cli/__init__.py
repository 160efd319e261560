"""`assistant eval`: the program measured, on the reader's own data too. Nothing heavy is loaded before it is needed."""

from eval.cli.app import app

__all__ = ["app"]
