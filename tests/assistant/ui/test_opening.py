"""assistant/ui/opening.py"""

from __future__ import annotations

import threading

from assistant.assistant import Assistant
from assistant.ui.opening import Opening
from index.errors import ModelError
from index.library import Library


def test_until_the_model_is_loaded_the_quoting_assistant_answers(library, model):
    ready = threading.Event()
    quoting, writing = Assistant(library), Assistant(library, model)
    opening = Opening(quoting, lambda: (ready.wait(10) and writing, ""))
    assert opening.loading and opening.assistant is quoting
    ready.set()
    opening.wait(10)
    assert not opening.loading and opening.assistant is writing


def test_a_missing_model_leaves_its_notice(library):
    opening = Opening(Assistant(library), lambda: (Assistant(library), "Add it with `pip install x`."))
    opening.wait(10)
    assert opening.notice == "Add it with `pip install x`."


def test_a_model_that_cannot_be_loaded_leaves_the_reason_and_the_quotes(library):
    def load():
        raise ModelError("The weights are damaged.")

    quoting = Assistant(library)
    opening = Opening(quoting, load)
    opening.wait(10)
    assert opening.notice == "The weights are damaged." and opening.assistant is quoting


def test_an_unexpected_failure_is_named_and_logged(library, caplog):
    opening = Opening(Assistant(library), lambda: 1 / 0)
    opening.wait(10)
    assert "ZeroDivisionError" in opening.notice and caplog.records[0].exc_info


def test_another_library_is_asked_from_now_on_also_by_the_model_that_was_still_loading(tmp_path, library, model):
    ready = threading.Event()
    opening = Opening(Assistant(library), lambda: (ready.wait(10) and Assistant(library, model), ""))
    with Library.open(tmp_path / "other", library.encoder) as other:
        opening.move(other)
        assert opening.library is other and opening.assistant.model is None
        ready.set()
        opening.wait(10)
        assert opening.library is other and opening.assistant.model is model


def test_a_model_chosen_later_takes_the_place_of_the_first_when_it_is_there(library, model):
    loads = [Assistant(library), Assistant(library, model)]
    opening = Opening(Assistant(library), lambda: (loads.pop(0), ""))
    opening.wait(10)
    assert opening.assistant.model is None
    opening.reload()
    opening.wait(10)
    assert opening.assistant.model is model
