"""assistant/ui/status.py"""

from __future__ import annotations

import threading

from assistant.assistant import Assistant
from assistant.ui.opening import Opening
from assistant.ui.status import status
from index.errors import LibraryCorrupt
from index.library import Library
from index.paper import Paper


def settled(library, model=None, notice=""):
    opening = Opening(Assistant(library), lambda: (Assistant(library, model), notice))
    opening.wait(10)
    return opening


def test_the_status_names_library_papers_model_and_device(library, model):
    shown = status(settled(library, model))
    assert "<strong>12</strong> papers" in shown and str(library.path) in shown
    assert "fake-model on cpu (fake)" in shown and 'class="model ready"' in shown


def test_the_built_in_collection_is_called_by_its_name(home, encoder):
    with Library.open(home / "data" / "built-in", encoder) as library:
        library.add([Paper("title:1", "On moss")])
        assert "<strong>1</strong> paper in the built-in collection" in status(settled(library))


def test_a_model_on_its_way_is_said_to_be_loading(library):
    ready = threading.Event()
    opening = Opening(Assistant(library), lambda: (ready.wait(10) and Assistant(library), ""))
    shown = status(opening)
    ready.set()
    opening.wait(10)
    assert "loading" in shown and 'class="model loading"' in shown


def test_a_missing_model_is_named_with_the_command_that_adds_it(library):
    shown = status(settled(library, notice="x is not on this computer. Add it with `pip install x`."))
    assert "<code>pip install x</code>" in shown and 'class="model missing"' in shown


def test_a_library_that_breaks_while_it_is_open_is_one_line(library, model, monkeypatch):
    opening = settled(library, model)
    monkeypatch.setattr(Library, "__len__", lambda _: (_ for _ in ()).throw(LibraryCorrupt("papers.db is damaged.")))
    assert "papers.db is damaged." in status(opening)
