from __future__ import annotations

from pathlib import Path

import pytest

from assistant.home import cache_dir, config_dir, data_dir


def test_one_variable_moves_all_three_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    assert {config_dir(), cache_dir(), data_dir()} == {tmp_path / "config", tmp_path / "cache", tmp_path / "data"}


def test_without_it_they_are_the_platforms_own_and_apart(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ASSISTANT_HOME", raising=False)
    folders = [config_dir(), cache_dir(), data_dir()]
    assert all("paper-assistant" in str(folder) and folder.is_absolute() for folder in folders)
    assert cache_dir() not in (config_dir(), data_dir())
