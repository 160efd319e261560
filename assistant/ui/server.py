"""The page's own small web server: this computer alone, nothing fetched from elsewhere."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import gradio as gr

from index.errors import BadInput

_HOST = "127.0.0.1"
_HERE = Path(__file__).parent
_FONTS = ("system-ui", "sans-serif")  # the computer's own: a page that fetches none tells nobody that it is open
_FONTS_OF_CODE = ("ui-monospace", "monospace")


def start(page: gr.Blocks, *, port: int, browser: bool = False) -> str:
    """Serve the page in the background and return its address; port 0 takes a free one.

    Raises BadInput where the port cannot be had.
    """
    _proxies_aside()
    _, url, _ = page.launch(
        server_name=_HOST,
        server_port=_free(port),
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
        theme=_theme(),
        css=(_HERE / "style.css").read_text(encoding="utf-8"),
        js=(_HERE / "page.js").read_text(encoding="utf-8"),
    )
    return str(url)


def _theme() -> gr.themes.Base:
    """Return the ground that style.css paints on, right from the first moment."""
    theme = gr.themes.Base(neutral_hue="stone", font=_FONTS, font_mono=_FONTS_OF_CODE)
    return theme.set(body_background_fill="#faf9f7", body_background_fill_dark="#191715")


def _free(port: int) -> int:
    """Return the port, or a free one for 0. Raises BadInput where it cannot be had."""
    with socket.socket() as probe:
        if os.name == "posix":  # else a page that was closed a moment ago would still hold its port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise BadInput(
                f"Port {port} cannot be had ({error.strerror}): choose another with --port, or --port 0 for a free one."
            ) from error
        return int(probe.getsockname()[1])


def _proxies_aside() -> None:
    """Keep a proxy of the network out of the way: Gradio asks its own server whether it is up."""
    for name in ("NO_PROXY", "no_proxy"):
        spared = os.environ.get(name, "")
        if _HOST not in spared:
            os.environ[name] = f"{spared},{_HOST}".lstrip(",")
