from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.models import download
from assistant.models import hub as hub_module
from assistant.models.catalogue import find
from assistant.models.choose import load_encoder, load_language_model
from assistant.models.hub import pull, stored
from assistant.models.language_model import Message
from assistant.models.model import InFolder, Model
from index.errors import BadInput, ModelError, ModelMissing, ModelUnreachable
from tests.assistant.models.hub_server import COMMIT, Hub

REPO = "tester/tiny-llama"
MODEL = Model(REPO, "language", find(REPO).source)


@pytest.fixture
def published(hub: Hub, tiny_llama: Path) -> Hub:
    hub.add(REPO, tiny_llama)
    return hub


def part_of_weights(home: Path) -> Path:
    return home / "cache" / "hub" / "tester--tiny-llama" / f"{COMMIT}.part" / "model.safetensors.part"


def test_a_fetched_model_runs_and_loading_it_asks_no_server(published: Hub):
    pull(MODEL)
    asked = len(published.requests)
    assert asked > 1
    model = load_language_model(REPO)
    text = "".join(model.stream([Message("user", "hello")], 8, threading.Event()))
    assert model.name == REPO and text
    assert len(published.requests) == asked


def test_a_fetched_encoder_runs_and_loading_it_asks_no_server(hub: Hub, tiny_bert: Path):
    hub.add("tester/tiny-bert", tiny_bert)
    pull(find("tester/tiny-bert"))
    asked = len(hub.requests)
    encoder = load_encoder("tester/tiny-bert")
    assert encoder.encode_queries(["a cat"]).shape == (1, 64)
    assert COMMIT[:12] in encoder.fingerprint
    assert len(hub.requests) == asked


def test_nothing_is_fetched_for_a_model_that_is_only_loaded(published: Hub):
    with pytest.raises(ModelMissing, match=f"assistant models pull {REPO}"):
        load_language_model(REPO)
    assert published.requests == []


def test_only_the_files_that_loading_needs_are_fetched(published: Hub):
    published.repositories[REPO] |= {
        "pytorch_model.bin": b"\x80",
        "modeling_custom.py": b"import os",
        "README.md": b"#",
        "onnx/model.onnx": b"\0",
        "training_args.bin": b"\x80",
    }
    pull(MODEL)
    assert {"model.safetensors", "config.json", "tokenizer.json"} <= set(published.files_asked())
    assert not {"pytorch_model.bin", "modeling_custom.py", "onnx/model.onnx"} & set(published.files_asked())


def test_a_connection_that_breaks_goes_on_where_it_stopped(published: Hub, tiny_llama: Path):
    size = (tiny_llama / "model.safetensors").stat().st_size
    published.cuts = [size // 3, size // 3]
    folder = pull(MODEL)
    assert (folder / "model.safetensors").read_bytes() == (tiny_llama / "model.safetensors").read_bytes()
    starts = [int(value[6:-1]) for value in published.ranges_asked()]
    assert len(starts) == 2 and 0 < starts[0] < starts[1]


def test_a_killed_process_leaves_what_it_had_and_the_next_one_goes_on(published: Hub, home: Path, tiny_llama: Path):
    published.pause_s = 0.2
    code = f"from assistant.models import catalogue, hub; hub.pull(catalogue.find({REPO!r}))"
    process = subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"HF_ENDPOINT": published.url})
    part = part_of_weights(home)
    deadline = time.monotonic() + 60
    while not (part.is_file() and part.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.kill()
    process.wait()
    arrived, published.pause_s = part.stat().st_size, 0.0
    assert 0 < arrived < (tiny_llama / "model.safetensors").stat().st_size

    folder = pull(MODEL)

    assert published.ranges_asked() == [f"bytes={arrived}-"]
    assert (folder / "model.safetensors").read_bytes() == (tiny_llama / "model.safetensors").read_bytes()
    load_language_model(REPO)


def test_a_server_without_ranges_sends_the_file_again(published: Hub, tiny_llama: Path):
    published.ranges, published.cuts = False, [20_000]
    folder = pull(MODEL)
    assert (folder / "model.safetensors").read_bytes() == (tiny_llama / "model.safetensors").read_bytes()


def test_progress_grows_to_the_whole(published: Hub):
    seen: list[tuple[int, int]] = []
    folder = pull(MODEL, lambda here, total: seen.append((here, total)))
    whole = sum(path.stat().st_size for path in folder.rglob("*"))
    assert {total for _, total in seen} == {whole}
    assert [here for here, _ in seen] == sorted(here for here, _ in seen)
    assert seen[-1] == (whole, whole)


def test_fetching_twice_fetches_once(published: Hub):
    first = pull(MODEL)
    asked = published.files_asked()
    assert pull(MODEL) == first
    assert published.files_asked() == asked


def test_a_newer_commit_replaces_the_older(published: Hub):
    old = pull(MODEL)
    published.commit = "f" * 40
    new = pull(MODEL)
    assert new.name == "f" * 40 and new.is_dir() and not old.exists()
    assert stored(MODEL) == new


def test_a_passing_failure_of_the_server_is_tried_again(published: Hub):
    published.failures = [503, 429]
    assert (pull(MODEL) / "config.json").is_file()


def test_a_file_that_arrives_damaged_is_not_kept(published: Hub, home: Path):
    published.corrupt = True
    with pytest.raises(ModelError, match="arrived damaged"):
        pull(MODEL)
    assert not part_of_weights(home).exists()
    published.corrupt = False
    assert pull(MODEL).is_dir()


def test_an_unknown_model_is_said_to_be_unknown(hub: Hub):
    with pytest.raises(BadInput, match="has no model tester/nothing"):
        pull(find("tester/nothing"))


def test_a_gated_model_names_the_page_and_the_token(published: Hub):
    published.gated.add(REPO)
    with pytest.raises(ModelError, match=rf"gated.*{published.url}/{REPO}.*HF_TOKEN"):
        pull(MODEL)


def test_the_token_is_sent_with_every_request(published: Hub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_TOKEN", "hf_mine")
    pull(MODEL)
    assert set(published.tokens) == {"Bearer hf_mine"}


def test_a_model_of_pickles_alone_is_refused(hub: Hub):
    hub.repositories[REPO] = {"pytorch_model.bin": b"\x80", "config.json": b"{}"}
    with pytest.raises(BadInput, match="can run code"):
        pull(MODEL)
    assert hub.files_asked() == []


@pytest.mark.parametrize("path", ["../outside.json", "/etc/model.json", "a/../../b.json", "c:\\d.json"])
def test_a_listing_that_leads_out_of_the_folder_is_refused(path: str, published: Hub):
    published.repositories[REPO][path] = b"{}"
    with pytest.raises(ModelUnreachable, match="cannot be stored"):
        pull(MODEL)


def test_a_hub_that_cannot_be_reached_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelUnreachable, match=r"http://127\.0\.0\.1:9 cannot be reached.*HF_ENDPOINT") as caught:
        pull(MODEL)
    assert "\n" not in str(caught.value)


def test_a_connection_that_is_lost_for_good_keeps_what_arrived(published: Hub, home: Path):
    published.cuts = [20_000] + [0] * 20
    with pytest.raises(ModelUnreachable, match="What has arrived is kept"):
        pull(MODEL)
    assert part_of_weights(home).stat().st_size > 0


def test_a_server_that_is_no_hub_is_said_so(hub: Hub, monkeypatch: pytest.MonkeyPatch):
    hub.repositories[REPO], hub.commit = {}, "<html>"
    with pytest.raises(ModelUnreachable, match="does not speak as a model hub does"):
        pull(MODEL)


def test_a_disk_without_room_is_told_before_anything_is_fetched(published: Hub, monkeypatch: pytest.MonkeyPatch):
    full = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with pytest.raises(ModelError, match="too little room"):
        pull(MODEL)
    assert published.files_asked() == []


def test_two_processes_do_not_fetch_the_same_model_at_once(published: Hub, home: Path):
    folder = home / "cache" / "hub"
    folder.mkdir(parents=True)
    with hub_module.FileLock(folder / "tester--tiny-llama.lock"), pytest.raises(ModelError, match="another process"):
        pull(MODEL)


def test_what_is_not_on_the_hub_cannot_be_fetched(tmp_path: Path):
    with pytest.raises(BadInput, match="not on the model hub"):
        pull(Model("m", "language", InFolder(tmp_path)))


@pytest.mark.parametrize(
    ("number", "expected_error"), [(errno.ENOSPC, "too little room"), (errno.EACCES, "cannot be written")]
)
def test_a_disk_that_refuses_midway_is_told_in_one_line(
    number: int, expected_error: str, published: Hub, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number), "model.safetensors")

    monkeypatch.setattr(download, "fetch", refuse)
    with pytest.raises(ModelError, match=expected_error):
        pull(MODEL)


def test_a_server_that_sends_more_than_it_announced_is_cut_off(published: Hub, monkeypatch: pytest.MonkeyPatch):
    true_size = hub_module.repository._file

    def announced(sibling: object) -> hub_module.repository.RemoteFile:
        file = true_size(sibling)
        return replace(file, size=file.size // 2) if file.sha256 else file

    monkeypatch.setattr(hub_module.repository, "_file", announced)
    with pytest.raises(ModelError, match="arrived damaged"):
        pull(MODEL)


def test_a_model_that_another_program_fetched_is_used(
    tiny_llama: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    repository = tmp_path / "models--tester--tiny-llama"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(COMMIT)
    shutil.copytree(tiny_llama, repository / "snapshots" / COMMIT)
    assert stored(MODEL) == repository / "snapshots" / COMMIT
    (repository / "snapshots" / COMMIT / "model.safetensors").unlink()
    with pytest.raises(ModelMissing, match=f"assistant models pull {REPO}"):
        stored(MODEL)
