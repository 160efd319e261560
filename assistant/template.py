"""Prompt templates: files with named slots, where a missing or unknown slot is an error."""

from __future__ import annotations

import hashlib
from importlib import resources
from string import Template


class TemplateError(Exception):
    """A template is not there, or its slots and the values given do not agree."""


def filled(name: str, **values: str) -> str:
    """Return the template `prompts/<name>.txt` with every slot filled.

    Raises TemplateError naming each missing slot and each value without one.
    """
    template = Template(_text(name).strip())
    slots = set(template.get_identifiers())
    if missing := sorted(slots - values.keys()):
        raise TemplateError(f"Template {name} needs a value for: {', '.join(missing)}.")
    if unknown := sorted(values.keys() - slots):
        raise TemplateError(f"Template {name} has no slot for: {', '.join(unknown)}.")
    return template.substitute(values)


def sha256(name: str) -> str:
    """Return the hexadecimal SHA-256 of the template's text. Raises TemplateError where there is none."""
    return hashlib.sha256(_text(name).encode()).hexdigest()


def _text(name: str) -> str:
    try:
        return resources.files("prompts").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise TemplateError(f"No template prompts/{name}.txt.") from error
