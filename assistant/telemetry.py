"""The libraries underneath report their use to their makers unless told not to; this tells them."""

from __future__ import annotations

import os
import sys

_OPT_OUTS = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "DO_NOT_TRACK": "1",
}


def switch_off() -> None:
    """Make the libraries imported later in this process, and in its children, send nothing home.

    `import openvino` reports itself through the package openvino_telemetry, and writes an id into the home
    folder, without asking; its only switch is a file there. OpenVINO does without that package where it cannot
    be imported, so it is hidden: nothing is sent and nothing is written.
    """
    os.environ.update(_OPT_OUTS)
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
