"""On what an evaluation was run, for its report."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("paper-assistant", "faiss-cpu", "tantivy", "openvino", "openvino-genai", "torch", "numpy")
_CPUINFO = Path("/proc/cpuinfo")  # of Linux, where `platform` knows the architecture alone


def environment(command: str) -> dict[str, str]:
    """Return the command, the date, the versions and the processor."""
    return {
        "command": command,
        "date": datetime.now().astimezone().isoformat(sep=" ", timespec="minutes"),
        "system": f"{platform.system()} {platform.release()}",
        "processor": f"{_processor()}, {_cores()} cores",
        "python": platform.python_version(),
        **dict(_versions()),
    }


def _processor() -> str:
    try:
        if named := re.search(r"^model name\s*: (.+)$", _CPUINFO.read_text(encoding="utf-8"), re.MULTILINE):
            return named[1]
    except OSError:
        pass
    return platform.processor() or platform.machine() or "unknown"


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _versions() -> Iterator[tuple[str, str]]:
    for package in _PACKAGES:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            continue
