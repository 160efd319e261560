"""The page that explains the JSON interface, made from its OpenAPI description; nothing is fetched from elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}


def manual(described: dict[str, Any], root: str) -> HTMLResponse:
    """Return the page of an OpenAPI description that is served under `root`."""
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    operations = [
        (method.upper(), path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = [
        (name, schema.get("description", ""), json.dumps(schema.get("properties", {}), indent=2, ensure_ascii=False))
        for name, schema in described["components"]["schemas"].items()
    ]
    page = templates.get_template("manual.html").render(
        info=described["info"], root=root, operations=operations, schemas=schemas, name=_name
    )
    return HTMLResponse(page, headers=_HEADERS)


def _name(content: dict[str, Any]) -> str:
    """Return the name of the schema that a body of JSON has, "" where it has none."""
    return str(content.get("application/json", {}).get("schema", {}).get("$ref", "")).rpartition("/")[2]
