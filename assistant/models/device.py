"""Which device computes, and in which number format."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

# What a kernel driver of a GPU leaves in /dev: NVIDIA, AMD (which torch calls cuda too), and either under WSL.
_LINUX_DRIVERS = ("nvidia0", "nvidiactl", "kfd", "dxg")
_WINDOWS_DRIVER = Path("C:/Windows/System32/nvcuda.dll")


@dataclass(frozen=True, slots=True)
class Hardware:
    """What torch finds in this computer."""

    cuda: bool = False
    cuda_bfloat16: bool = False
    mps: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """Where a torch model runs, and the number format of its weights there."""

    name: Literal["cpu", "cuda", "mps"]
    dtype: Literal["float32", "bfloat16", "float16"]


def choose(hardware: Hardware) -> Device:
    """Return the best device.

    A CPU always gets float32: one without bfloat16 instructions computes in bfloat16 ten times slower, and text
    would differ between computers with and without them.
    """
    if hardware.cuda:
        return Device("cuda", "bfloat16" if hardware.cuda_bfloat16 else "float16")
    if hardware.mps:
        return Device("mps", "float16")
    return Device("cpu", "float32")


def hardware() -> Hardware:
    """Ask torch what is there; torch is not imported, for seconds, where no GPU can be."""
    if not gpu_possible():
        return Hardware()
    import torch

    cuda = torch.cuda.is_available()
    return Hardware(cuda, cuda and torch.cuda.is_bf16_supported(), torch.backends.mps.is_available())


def gpu_possible() -> bool:
    """Say whether this computer may have a GPU that the installed torch can use; cheap, and never wrongly False."""
    drivers = [path.name for path in Path("/dev").iterdir()] if sys.platform == "linux" else []
    if sys.platform == "win32" and _WINDOWS_DRIVER.is_file():
        drivers.append(_WINDOWS_DRIVER.name)
    return _possible(sys.platform, platform.machine(), _torch_version(), drivers)


def _possible(system: str, machine: str, torch_version: str, drivers: list[str]) -> bool:
    if not torch_version or torch_version.endswith("+cpu"):
        return False
    if system == "darwin":
        return machine == "arm64"
    return any(driver in (*_LINUX_DRIVERS, _WINDOWS_DRIVER.name) for driver in drivers)


def _torch_version() -> str:
    try:
        return version("torch")
    except PackageNotFoundError:
        return ""
