"""The page's own small web server: this computer alone unless told otherwise, nothing fetched from elsewhere."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from pathlib import Path

import gradio as gr
from starlette.routing import BaseRoute

from assistant.api.desk import Desk
from assistant.api.edges import edges
from assistant.api.guard import LOOPBACK
from index.errors import BadInput

_HERE = Path(__file__).parent
_STYLES = ("style.css", "tools.css", "shelf.css", "models.css", "talks.css", "compare.css", "topics.css")
_SCRIPTS = ("page.js", "acts.js", "shelf.js", "keys.js")
_TABS = 500  # whose conversations are in memory; those of the ones that were open longest ago go first
_FONTS = ("system-ui", "sans-serif")  # the computer's own: a page that fetches none tells nobody that it is open
_FONTS_OF_CODE = ("ui-monospace", "monospace")


def start(
    page: gr.Blocks,
    desk: Desk,
    *,
    port: int,
    host: str = LOOPBACK,
    browser: bool = False,
    routes: Sequence[BaseRoute] = (),
) -> str:
    """Serve the page, its other routes, and the edges for other programs, in the background; return its address.

    Port 0 takes a free one. Raises BadInput where the port cannot be had.
    """
    _proxies_aside(host)
    parts = edges(desk, host)  # Gradio lets pages of localhost ask it; the guard, which stands behind, does not
    _, url, _ = page.launch(
        server_name=host,
        server_port=_free(host, port),
        inbrowser=browser,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        app_kwargs={"routes": [*routes, *parts.routes], "lifespan": parts.lifespan, "middleware": parts.middleware},
        theme=_theme(),
        css=_read(*_STYLES),
        js=f"() => {{\n{_read(*_SCRIPTS)}}}",
        state_session_capacity=_TABS,
    )
    return str(url)


def _read(*names: str) -> str:
    return "".join((_HERE / name).read_text(encoding="utf-8") for name in names)


def _theme() -> gr.themes.Base:
    """Return the ground that style.css paints on, right from the first moment."""
    theme = gr.themes.Base(neutral_hue="stone", font=_FONTS, font_mono=_FONTS_OF_CODE)
    return theme.set(body_background_fill="#faf9f7", body_background_fill_dark="#191715")


def _free(host: str, port: int) -> int:
    """Return the port, or a free one for 0. Raises BadInput where it cannot be had."""
    with socket.socket() as probe:
        if os.name == "posix":  # else a page that was closed a moment ago would still hold its port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(
                f"Port {port} cannot be had on {host} ({error.strerror}): choose another with --port, --port 0 for "
                "a free one, or another --host."
            ) from error
        return int(probe.getsockname()[1])


def _proxies_aside(host: str) -> None:
    """Keep a proxy of the network out of the way: Gradio asks its own server whether it is up."""
    for name in ("NO_PROXY", "no_proxy"):
        spared = os.environ.get(name, "").split(",")
        os.environ[name] = ",".join(dict.fromkeys(filter(None, [*spared, LOOPBACK, "localhost", host])))
