from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CODE = """
from assistant.telemetry import switch_off
switch_off()
import openvino
from huggingface_hub import constants
import os, sys
assert sys.modules["openvino_telemetry"] is None
assert constants.HF_HUB_DISABLE_TELEMETRY
assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
print("silent")
"""


def test_the_libraries_underneath_are_told_to_send_nothing_and_openvino_writes_no_id(tmp_path: Path):
    environment = {**os.environ, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "silent", done.stderr
    assert not (tmp_path / "intel").exists()
