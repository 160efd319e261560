"""The models as a view: who answers, who else could on this computer, and how to get them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from assistant.models import catalogue, device, hub, memory, settings, weights
from assistant.models.model import Job, Model, OnHub
from assistant.ui import owner
from assistant.ui.act import act
from assistant.ui.keeping import AT_ONCE, QUIET
from assistant.ui.layout import html
from assistant.ui.markup import line, text
from assistant.ui.opening import Opening
from assistant.ui.turn import remark
from assistant.ui.worker import Worker
from assistant.workplace import deferred_reranker
from index.errors import ResearchError

_JOBS: dict[Job, tuple[str, str]] = {
    "language": ("Language models", "Write the answer from the sentences found. Without one, answers are quotes."),
    "reranker": ("Rerankers", "Read question and paper together and put the found papers in a better order; slower."),
    "embedding": (
        "Embedding models",
        "Find papers by meaning. A library stays with the one that read it: after a change it needs "
        "`assistant library rebuild`.",
    ),
}  # fmt: skip
_OTHER = "Another model: a hub id (org/name), a folder or GGUF file, or a server as http://HOST/v1#MODEL"


def laid_out_and_wired(opening: Opening, tab: gr.Tab) -> list[Any]:
    """Put the view on the page under construction; return the events after which another model may answer."""
    shown = html("models", acts=("use", "fetch"))
    report = html("fetched", html_template='<div aria-live="polite">${value}</div>')
    with gr.Row(elem_id="other"):
        name = gr.Textbox(label=_OTHER, max_lines=1, scale=4)
        button = gr.Button("Use", scale=0, min_width=90)
    worker = Worker("fetching models")

    def use(request: gr.Request, wanted: str) -> list[str]:
        try:
            owner.check(request)
            return [overview(), used(wanted, opening)]
        except ResearchError as error:
            return [overview(), remark(str(error))]

    def use_listed(request: gr.Request, event: gr.EventData) -> list[str]:
        return use(request, act(event._data).text)

    def fetch(request: gr.Request, event: gr.EventData) -> Iterator[list[Any]]:
        try:
            owner.check(request)
            for said in fetched(act(event._data).text, worker):
                yield [gr.skip(), said]
            yield [overview(), ""]
        except ResearchError as error:
            yield [overview(), remark(str(error))]

    tab.select(overview, None, [shown], **AT_ONCE)
    shown.fetch(fetch, None, [shown, report], concurrency_id="fetch", concurrency_limit=None, **QUIET)
    by_name = {"fn": use, "inputs": [name], "outputs": [shown, report]}
    return [
        shown.use(use_listed, None, [shown, report], **AT_ONCE),
        gr.on([button.click, name.submit], **by_name, **AT_ONCE),
    ]


def used(name: str, opening: Opening) -> str:
    """Let a model do its job from now on, and return in HTML what follows. Raises as `settings.use` does."""
    if name.strip() == settings.NO_RERANKER:
        settings.use_no_reranker()
        opening.library.reranker = None
        return "<p>Search does without a reranker from now on.</p>"
    model = settings.use(name)
    if model.job == "language":
        opening.reload()
    if model.job == "reranker":
        opening.library.reranker = deferred_reranker(name)
    after = {
        "language": "It is being loaded; until it is there, answers are as before.",
        "reranker": "It is loaded at the next question.",
        "embedding": "Run `assistant library rebuild` and start the page anew.",
    }
    return f"<p>{text(model.name)} is in use from now on. {line(after[model.job])}</p>"


def fetched(name: str, worker: Worker) -> Iterator[str]:
    """Yield in HTML how much of a model of the catalogue is here, until all of it is. Raises as `hub.pull` does."""
    model = next((one for one in catalogue.CATALOGUE if one.name == name), None)
    if model is None:
        return
    yield f"<p>Asking for {text(model.name)}</p>"

    def pull(tell: Callable[[tuple[int, int]], None]) -> object:
        return hub.pull(model, lambda here, total: tell((here, total)))

    for here, total in worker.steps(pull):
        part = f'<progress value="{here}" max="{total}" aria-label="Fetching {text(model.name)}"></progress>'
        yield f"<p>{text(model.name)}: {here / 1e6:,.0f} of {total / 1e6:,.0f} MB {part}</p>"


def overview() -> str:
    """Return advice for this computer and the models of the catalogue, by what they do, as HTML."""
    total = memory.total_mb()
    try:
        sections = "".join(_section(job, total) for job in _JOBS)
        return f'<p class="advice">{_advice(total)}</p>{sections}<p class="hint">{_kept()}</p>'
    except ResearchError as error:  # of settings that cannot be read
        return remark(str(error))


def _advice(total: int) -> str:
    gpu = device.gpu_possible()
    has = f"This computer has {f'{total / 1000:,.0f} GB of memory' if total else 'memory we cannot ask for'} and " + (
        "a GPU that may be used." if gpu else "no GPU that could be used."
    )
    best = memory.strongest(total, gpu=gpu)
    if best is None or best.name == settings.in_use("language"):
        return has
    how = (
        "It is here already: choose it below." if weights.are_here(best) else f"{best.size_mb / 1000:.1f} GB to fetch."
    )
    return f"{has} The strongest model that fits is <strong>{text(best.name)}</strong>. {how}"


def _section(job: Job, total: int) -> str:
    title, about = _JOBS[job]
    listed = [model for model in catalogue.CATALOGUE if model.job == job]
    used_name = settings.in_use(job)
    rows = "".join(_row(model, model.name == used_name, total) for model in listed)
    if used_name and used_name not in {model.name for model in listed}:
        rows = f"<tr class=used><td>{text(used_name)}</td>{'<td></td>' * 3}<td>In use</td></tr>{rows}"
    if job == "reranker" and used_name:
        rows += f"<tr><td>None</td>{'<td></td>' * 3}<td>{_button('use', settings.NO_RERANKER, 'Use')}</td></tr>"
    return (
        f"<section><h2>{title}</h2><p>{line(about)}</p><table><thead><tr><th>Name</th><th>To fetch</th><th>Memory</th>"
        f"<th>Licence</th><th>State</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _row(model: Model, in_use: bool, total: int) -> str:
    size, needs = (f"{mb / 1000:.1f} GB" if mb >= 1000 else f"{mb} MB" for mb in (model.size_mb, model.memory_mb))
    return (
        f"<tr{' class=used' if in_use else ''}><td>{text(model.name)}</td><td>{size}</td><td>{needs}</td>"
        f"<td>{text(model.licence)}</td><td>{_state(model, in_use, total)}</td></tr>"
    )


def _state(model: Model, in_use: bool, total: int) -> str:
    if in_use:
        return "In use" if weights.are_here(model) else f"In use, but not here. {_way(model)}"
    if weights.are_here(model):
        return _button("use", model.name, "Use")
    return _way(model) if memory.fits(model, total) else "Too large for this computer"


def _way(model: Model) -> str:
    """Return what brings the weights of a model here."""
    if isinstance(model.source, OnHub):
        return _button("fetch", model.name, "Fetch")
    return line(f"`{getattr(model.source, 'install', '')}`")


def _button(act_name: str, name: str, label: str) -> str:
    return f'<button type="button" data-{act_name}="{text(name)}" aria-label="{label} {text(name)}">{label}</button>'


def _kept() -> str:
    return line(
        f"The choice is kept in `{settings.settings_file()}`; ASSISTANT_MODEL, ASSISTANT_RERANKER and "
        "ASSISTANT_EMBEDDING_MODEL in the environment come before it. The same from a terminal: "
        "`assistant models list`, `pull`, `use`."
    )
