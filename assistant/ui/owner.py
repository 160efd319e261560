"""Who may change what the page serves: whoever sits at the computer it runs on, and nobody from the network."""

from __future__ import annotations

import ipaddress

import gradio as gr

from index.errors import BadInput


def is_owner(request: gr.Request) -> bool:
    """Say whether a request comes from this computer."""
    host = request.client.host if request.client else ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check(request: gr.Request) -> None:
    """Raise BadInput where a request does not come from this computer."""
    if not is_owner(request):
        raise BadInput("Papers, models and conversations are changed on the computer that the page runs on alone.")
