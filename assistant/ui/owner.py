"""Who may change what the page serves: whoever sits at the computer it runs on, and nobody from the network."""

from __future__ import annotations

import ipaddress

import gradio as gr

from index.errors import BadInput


def check(request: gr.Request) -> None:
    """Raise BadInput where a request does not come from this computer."""
    host = request.client.host if request.client else ""
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = False
    if not here:
        raise BadInput("Papers and models are changed on the computer that the page runs on, not from elsewhere.")
