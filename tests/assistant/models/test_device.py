from __future__ import annotations

import pytest

from assistant.models import device
from assistant.models.device import Device, Hardware, choose


@pytest.mark.parametrize(
    ("hardware", "expected"),
    [
        (Hardware(), Device("cpu", "float32")),
        (Hardware(cuda=True, cuda_bfloat16=True), Device("cuda", "bfloat16")),
        (Hardware(cuda=True), Device("cuda", "float16")),
        (Hardware(mps=True), Device("mps", "float16")),
        (Hardware(cuda=True, cuda_bfloat16=True, mps=True), Device("cuda", "bfloat16")),
    ],
)
def test_the_best_device_gets_the_format_it_is_fast_in(hardware: Hardware, expected: Device):
    assert choose(hardware) == expected


def test_a_cpu_never_computes_in_bfloat16():
    assert choose(Hardware(cuda_bfloat16=True)).dtype == "float32"


@pytest.mark.parametrize(
    ("system", "machine", "torch_version", "drivers", "expected"),
    [
        ("linux", "x86_64", "2.13.0+cu130", ["null", "nvidia0"], True),
        ("linux", "x86_64", "2.13.0+rocm7", ["kfd"], True),
        ("linux", "x86_64", "2.13.0", ["dxg"], True),
        ("linux", "x86_64", "2.13.0+cpu", ["nvidia0"], False),
        ("linux", "x86_64", "2.13.0", ["null", "sda"], False),
        ("linux", "x86_64", "", ["nvidia0"], False),
        ("darwin", "arm64", "2.13.0", [], True),
        ("darwin", "x86_64", "2.2.0", [], False),
        ("win32", "AMD64", "2.13.0+cu130", ["nvcuda.dll"], True),
        ("win32", "AMD64", "2.13.0", [], False),
    ],
)
def test_a_gpu_is_looked_for_only_where_one_can_be(system, machine, torch_version, drivers, expected):
    assert device._possible(system, machine, torch_version, drivers) is expected


def test_torch_is_asked_only_where_a_gpu_can_be(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(device, "gpu_possible", lambda: False)
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    assert device.hardware() == Hardware()
