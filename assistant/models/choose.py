"""The one place that chooses model, engine and device. Importing it loads nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.models import catalogue, device, settings, weights
from assistant.models.device import Device
from assistant.models.encoders import layout
from assistant.models.language_model import LanguageModel
from assistant.models.model import InFolder, Job, Model, OnServer, Thresholds
from index.errors import BadInput, ModelMissing, ResearchError

if TYPE_CHECKING:
    from assistant.models.judge import Judge
    from index.encoder import Encoder  # brings numpy, a tenth of a second that `assistant --help` has no use for
    from index.reranker import Reranker

Engine = Literal["openvino", "transformers"]

_GPU_EXTRA = ("gguf", "accelerate")  # what transformers needs to unpack a GGUF file
_KINDS: dict[Job, str] = {"embedding": "an embedding model", "language": "a language model", "reranker": "a reranker"}


def load_encoder(name: str | None = None) -> Encoder:
    """Return the embedding model `name`, or the one in use.

    OpenVINO runs it on a CPU where it can; sentence-transformers runs the others, and all on a GPU. Raises
    BadInput for a name that fits no embedding model, ModelMissing where its weights are not on this computer,
    ModelError where they cannot be run.
    """
    model = _model(name, "embedding")
    folder = weights.locate(model)
    if weights.told(folder) == "reranker":  # its states would pass for vectors, and mean nothing
        raise _other_job(model, "embedding")
    embedding = model.embedding or layout.embedding(folder)
    if embedding and layout.is_bert(folder) and find_spec("openvino") and not device.gpu_possible():
        from assistant.models.encoders.openvino import OpenVinoEncoder

        return OpenVinoEncoder(model, folder, embedding)
    from assistant.models.encoders.sentence_transformers import SentenceTransformersEncoder

    return SentenceTransformersEncoder(model, folder, embedding, device.choose(device.hardware()))


def load_language_model(name: str | None = None, engine: Engine | None = None) -> LanguageModel:
    """Return the language model `name`, or the one in use, run by `engine`, or by the one that suits.

    A server runs its own. On a CPU OpenVINO runs GGUF files and its own format; transformers runs the others, and
    on a GPU GGUF files too where the extra `gpu` is installed. Raises BadInput for a name that fits no language
    model and for an engine that cannot run it, ModelMissing where its weights are not on this computer, ModelError
    where they cannot be run.
    """
    return _chosen(name, engine)()


def language_model_ahead(name: str | None = None) -> Future[LanguageModel]:
    """Return what `load_language_model` gives or raises, begun in a thread: it takes a core for two seconds.

    Where the name is wrong or weights are missing that is known at once. The process does not end before the thread.
    """
    try:
        load = _chosen(name)
    except ResearchError as error:
        failed: Future[LanguageModel] = Future()
        failed.set_exception(error)
        return failed
    beside = ThreadPoolExecutor(1)
    loading = beside.submit(load)
    beside.shutdown(wait=False)
    return loading


def _chosen(name: str | None, engine: Engine | None = None) -> Callable[[], LanguageModel]:
    """Return what loads the language model by the engine that runs it, which is imported."""
    model = _model(name, "language")
    if isinstance(model.source, OnServer):
        if engine:
            raise BadInput(f"{model.name} is run by its server: leave out the engine.")
        from assistant.models.engines.openai import OpenAiLanguageModel

        return partial(OpenAiLanguageModel, model.source)
    path = weights.locate(model)
    if weights.told(path) == "reranker":  # it would be given a head of random numbers
        raise _other_job(model, "language")
    place = device.choose(device.hardware())
    if (engine or _suited(path, place)) == "openvino":
        if not weights.for_openvino(path):
            raise BadInput(f"OpenVINO runs GGUF files and its own format, {model.name} is neither: use transformers.")
        from assistant.models.engines.openvino import OpenVinoLanguageModel

        return partial(OpenVinoLanguageModel, model, path)
    from assistant.models.engines.transformers import TransformersLanguageModel

    return partial(TransformersLanguageModel, model, path, place)


def _suited(path: Path, place: Device) -> Engine:
    """Return the engine that runs these weights best in this place."""
    on_gpu = place.name != "cpu" and path.suffix == ".gguf" and all(map(find_spec, _GPU_EXTRA))
    return "openvino" if weights.for_openvino(path) and find_spec("openvino_genai") and not on_gpu else "transformers"


def load_reranker(name: str | None = None) -> Reranker | None:
    """Return the reranker `name`, or the one in use; None where that is none, or `name` is "none".

    Raises BadInput for a name that fits no reranker, ModelMissing where its weights are not on this computer,
    ModelError where they cannot be run.
    """
    if name == settings.NO_RERANKER or not (name or settings.in_use("reranker")):
        return None
    model = _model(name, "reranker")
    folder = weights.locate(model)
    if weights.told(folder) != "reranker":  # it would be given a head of random numbers
        raise _other_job(model, "reranker")
    from assistant.models.rerankers.cross_encoder import CrossEncoderReranker

    return CrossEncoderReranker(model, folder, device.choose(device.hardware()))


def identity(name: str | None = None) -> tuple[str, str]:
    """Return the name that loads the language model `name`, or the one in use, again, and the revision of its weights.

    The revision is "" where a server runs it. Raises as `load_language_model` does.
    """
    model = _model(name, "language")
    if isinstance(model.source, OnServer):
        return f"{model.source.url}#{model.source.model}", ""
    again = str(model.source.path) if isinstance(model.source, InFolder) else model.name
    # Weights of a known SHA-256 were compared with it when they were loaded: to read them again takes a second.
    return again, model.sha256[:12] or weights.revision(model, weights.locate(model))


def load_judge() -> Judge | None:
    """Return the judge that the program ships, or None on a computer that cannot run it: answers then are as before."""
    try:
        folder = weights.locate(catalogue.find(catalogue.DEFAULTS["embedding"], "embedding"))
    except ModelMissing:
        return None
    if not find_spec("openvino"):
        return None
    from assistant.models.judges.openvino import OpenVinoJudge

    return OpenVinoJudge(folder)


def thresholds(name: str | None = None) -> Thresholds | None:
    """Return the thresholds of the encoder `name`, or the one in use: the judge's alone where it is uncalibrated."""
    embedding = _model(name, "embedding").embedding
    if embedding and embedding.thresholds:
        return embedding.thresholds
    judges = catalogue.find(catalogue.DEFAULTS["embedding"], "embedding").embedding
    return replace(judges.thresholds, no_match=None) if judges and judges.thresholds else None


def _model(name: str | None, job: Job) -> Model:
    model = catalogue.find(name or settings.in_use(job), job)
    if model.job != job or (job != "language" and isinstance(model.source, OnServer)):
        raise _other_job(model, job)
    return model


def _other_job(model: Model, job: Job) -> BadInput:
    return BadInput(f"{model.name} is not {_KINDS[job]}. See `assistant models list`.")
