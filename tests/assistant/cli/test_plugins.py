"""Commands of other packages: found, loaded lazily, and harmless where they are broken."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import typer

from assistant.cli import plugins
from index.errors import ResearchError


def program(monkeypatch: pytest.MonkeyPatch, *points: EntryPoint) -> typer.Typer:
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point for point in points if point.group == group])
    app = typer.Typer()
    app.command("own")(lambda: print("own"))
    plugins.add_plugins(app)
    return app


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("good_plugin", "bad_plugin", "odd_plugin"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    (tmp_path / "good_plugin.py").write_text(
        "import typer\napp = typer.Typer()\n\n@app.command()\ndef one():\n    print('one')\n\n"
        "@app.command()\ndef two():\n    print('two')\n"
    )
    (tmp_path / "bad_plugin.py").write_text("import a_library_that_is_not_there\n")
    (tmp_path / "odd_plugin.py").write_text("app = 3\n")
    return tmp_path


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, "assistant.commands")


def test_the_commands_of_a_plugin_are_there(modules, monkeypatch, capsys):
    app = program(monkeypatch, point("more", "good_plugin:app"))
    app(["more", "two"], standalone_mode=False)
    assert capsys.readouterr().out == "two\n"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("bad_plugin:app", "(ModuleNotFoundError: No module named 'a_library_that_is_not_there')"),
        ("odd_plugin:app", "(TypeError: odd_plugin:app is no typer.Typer)"),
        ("good_plugin:nothing", "(AttributeError: "),
    ],
)
def test_a_broken_plugin_says_so_and_breaks_nothing_else(modules, monkeypatch, capsys, value, said):
    app = program(monkeypatch, point("more", value), point("good", "good_plugin:app"))
    with pytest.raises(ResearchError) as raised:
        app(["more", "two", "--deep", "-x"], standalone_mode=False)
    assert str(raised.value).startswith("`assistant more` cannot be loaded") and said in str(raised.value)
    assert "\n" not in str(raised.value)
    app(["own"], standalone_mode=False)
    app(["good", "one"], standalone_mode=False)
    assert capsys.readouterr().out == "own\none\n"


def test_eval_is_such_a_plugin(run):
    ended = run("eval", "--help")
    assert ended.code == 0
    assert all(command in ended.out for command in ("retrieval", "answers", "compare"))
