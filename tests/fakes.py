"""Stand-ins for the models, so that tests need no weights, and a dozen papers that nobody wrote."""

from __future__ import annotations

import hashlib
import math
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import numpy as np

from assistant.models.judge import Judged, Odds, Passage
from assistant.models.language_model import Message
from index.encoder import Vectors
from index.errors import ModelError
from index.paper import Paper
from index.reranker import Scores
from index.terms import terms

EVEN = math.log(0.5)

Reply = str | Exception | Callable[[str], str]


class FakeEncoder:
    """A hashed bag of stems as a unit vector: texts that share words are close. Remembers the texts it saw."""

    def __init__(self, fingerprint: str = "fake", dimension: int = 256) -> None:
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.adapter = ""
        self.documents: list[str] = []
        self.queries: list[str] = []

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        self.documents.extend(texts)
        return np.stack([self._vector(text) for text in texts])

    def encode_queries(self, texts: Sequence[str], *, adapted: bool = True) -> Vectors:
        self.queries.extend(texts)
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for stem in terms(text) or [""]:  # a text without words has a direction too
            digest = hashlib.blake2b(f"{self.fingerprint} {stem}".encode(), digest_size=8).digest()
            place = int.from_bytes(digest, "big")
            vector[place // 2 % self.dimension] += 1 if place % 2 else -1
        return vector / (np.linalg.norm(vector) or 1)


class FakeReranker:
    """Counts the words of the query that a text holds. Remembers the queries and texts it saw."""

    def __init__(self, name: str = "fake-reranker@1") -> None:
        self.name = name
        self.seen: list[tuple[str, tuple[str, ...]]] = []

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        self.seen.append((query, tuple(texts)))
        return np.array([len(set(terms(query)) & set(terms(text))) for text in texts], dtype=np.float32)


class FakeJudge:
    """Gives a sentence the log-odds of the first of its words that it knows, else those of `otherwise`.

    The words of `tells` tell the answer; without any it has read none.
    """

    fingerprint = "fake-judge@1"

    def __init__(self, known: Mapping[str, float], otherwise: float = -5.0, tells: Collection[str] = ()) -> None:
        self._known = known
        self._otherwise = otherwise
        self._tells = tells

    def judged(self, text: str, papers: Sequence[Passage]) -> list[Judged]:
        return [self._judged(paper) for paper in papers]

    def telling(self, question: str, paper: Passage, sentence: int) -> Odds:
        words = paper.sentences[sentence].split() if self._tells else []
        return np.array([9.0 if word in self._tells else -9.0 for word in words], dtype=np.float32)

    def _judged(self, paper: Passage) -> Judged:
        odds = [
            next((value for word, value in self._known.items() if word in sentence), self._otherwise)
            for sentence in paper.sentences
        ]
        told = np.array(odds, dtype=np.float32)
        return Judged(told, told)


class FakeLanguageModel:
    """Says what was enqueued, word by word, and remembers the prompts; says nothing when the queue is empty.

    A reply may be made from the prompt by a function, or be an exception, which is raised in its place.
    `chars_per_token` sets how prompts are counted.
    """

    name = "fake-model"
    engine = "fake"
    device = "cpu"
    taught = False

    def __init__(self, *replies: Reply, context_window: int = 2048, chars_per_token: float = 4.0) -> None:
        self.replies = list(replies)
        self.context_window = context_window
        self.chars_per_token = chars_per_token
        self.prompts: list[list[Message]] = []
        self.weighed: list[list[Message]] = []
        self.likely: dict[str, float] = {}
        self.others: list[str] = []
        self.pieces = 0  # given out so far
        self.closed = False  # whether the last stream was ended, by itself or from outside

    def enqueue(self, *replies: Reply) -> None:
        self.replies.extend(replies)

    def count_tokens(self, messages: Sequence[Message]) -> int:
        return int(sum(len(message.content) for message in messages) / self.chars_per_token) + 1

    def sampled(self, messages: Sequence[Message], max_tokens: int, count: int) -> list[str]:
        return self.others[:count]

    def log_likelihoods(self, prompts: Sequence[Sequence[Message]], text: str) -> list[float]:
        """The log-probability set for the first known word that a prompt holds, else that of an even chance."""
        self.weighed.extend(list(messages) for messages in prompts)
        return [
            next((value for word, value in self.likely.items() if word in messages[-1].content), EVEN)
            for messages in prompts
        ]

    def stream(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[str]:
        self.prompts.append(list(messages))
        self.closed = False
        try:
            if self.count_tokens(messages) > self.context_window:
                raise ModelError("The prompt is longer than the context window of fake-model.")
            reply = self.replies.pop(0) if self.replies else ""
            if isinstance(reply, Exception):
                raise reply
            if callable(reply):
                reply = reply(messages[-1].content)
            for n, word in enumerate(reply.split(" ")):
                if stop.is_set():
                    return
                self.pieces += 1
                yield word if n == 0 else f" {word}"
        finally:
            self.closed = True


_INVENTED = (
    (
        "arxiv:3101.00001",
        "QuiltFormer: Patchwork Attention for Long Rivers of Text",
        "Long documents are costly to read for attention models. We propose QuiltFormer, which cuts a document into "
        "patches and sews their summaries together. On the PondBench suite QuiltFormer reaches 71.4% accuracy, 3.2 "
        "points above the LoomNet baseline. It reads 48,000 tokens on one accelerator with 9 GB of memory. Code is "
        "available at https://example.org/quiltformer.",
        ("Ada Quill", "Björn Ek"), 2031, "Conference on Invented Systems",
    ),
    (
        "arxiv:3102.00002",
        "LoomNet: Weaving Convolutions Without Normalisation",
        "Normalisation layers couple the samples of a batch. LoomNet weaves two convolution branches so that no "
        "normalisation is needed. Trained on the HarborImages dataset for 90 epochs, LoomNet attains 83.6% top-1 "
        "accuracy with 24 million parameters. On the DriftScenes segmentation benchmark it scores 47.9 mIoU. "
        "Removing the second branch lowers the accuracy by 4.5 points.",
        ("Chidi Obi", "Ada Quill"), 2031, "Journal of Imaginary Vision",
    ),
    (
        "arxiv:3103.00003",
        "Tadpole: Tiny Detectors for Underwater Cameras",
        "Detecting fish on battery-powered cameras leaves little room for computation. Tadpole is a detector of 0.8 "
        "million parameters. It finds fish in the ReefWatch videos with 52.3 AP while drawing 1.5 W of power. "
        "Compared with the MinnowDet system it is 6.7 times faster. The detector does not need a graphics processor.",
        ("Dana Fisk",), 2030, "Workshop on Small Machines",
    ),
    (
        "doi:10.5555/inv.404",
        "A Survey of Graph Sampling for Molecule Models",
        "Graph networks for molecules sample neighbourhoods in many ways. This survey compares 37 sampling schemes "
        "under one protocol. Random walks win on sparse molecules, whereas full neighbourhoods win on dense ones. "
        "No scheme is best on all five datasets. We list open problems in the sampling of rare substructures.",
        ("Eva Molnár", "Farid Sahl", "Gil Tor"), 2029, "Annals of Fictional Chemistry",
    ),
    (
        "arxiv:3105.00005",
        "EchoGate: Recurrent Speech Enhancement in Noisy Kitchens",
        "Kitchens are noisy, and speech recorded there is hard to understand. EchoGate is a recurrent network with a "
        "gate that listens to the echo of the room. It improves the signal-to-noise ratio by 7.1 dB on the "
        "PanClatter recordings. Listeners preferred EchoGate over the SilenceNet filter in 64% of the trials. A "
        "version for phones keeps 92% of the gain.",
        ("Hana Ito", "Ivo Klein"), 2032, "Meeting on Imaginary Audio",
    ),
    (
        "arxiv:3106.00006",
        "Do Larger Translators Forget Rare Words?",
        "Translation models grow, and rare words seem to vanish from their output. We measure the recall of 1,200 rare "
        "words in eleven translators. Recall falls from 38% to 21% as the models grow from 60 million to 7 billion "
        "parameters. Sampling the training pairs by rarity restores the recall without harming BLEU.",
        ("Jun Park",), 2032, "Conference on Invented Systems",
    ),
    (
        "arxiv:3107.00007",
        "MossTree: Decision Forests That Grow While They Are Read",
        "Decision forests are trained once and then frozen. MossTree lets each tree grow while it answers queries. On "
        "the LedgerStream benchmark MossTree cuts the error rate from 12.4% to 8.9%. Its memory never exceeds 300 MB. "
        "The update of one leaf takes 0.4 milliseconds.",
        ("Kemi Lowe", "Chidi Obi"), 2028, "Journal of Imaginary Data",
    ),
    (
        "title:00000000000000a8",
        "Contrastive Pretraining for Satellite Clouds",
        "Satellite images of clouds carry no labels. We pretrain an encoder by contrasting the same cloud at two times "
        "of day. With 1% of the labels it matches a supervised encoder that uses all of them. The pretraining takes 18 "
        "hours on four accelerators.",
        ("Lena Mraz",), 2030, "",
    ),
    (
        "arxiv:3109.00009",
        "HopScotch: Routing Robots Through Crowded Warehouses",
        "Robots in warehouses block each other's way. HopScotch plans routes for 500 robots in 2.6 seconds. It "
        "completes 31% more deliveries than the greedy planner. Collisions were never observed in the simulated "
        "warehouse.",
        ("Mina Novak", "Hana Ito"), 2029, "Symposium on Made-up Robots",
    ),
    (
        "arxiv:3110.00010",
        "Sleepy Layers: Skipping Computation in Deep Networks at Inference",
        "Not every input needs every layer. Sleepy Layers skip the rest of the network once the prediction is stable. "
        "On HarborImages they save 43% of the computation and lose 0.3 points of accuracy. The gain is smaller for "
        "LoomNet, where only 12% is saved.",
        ("Omar Pires",), 2033, "Journal of Imaginary Vision",
    ),
    (
        "arxiv:3111.00011",
        "FableQA: A Benchmark of Questions About Stories That Do Not Exist",
        "Models answer questions about stories from memory rather than from the text. FableQA holds 9,600 questions "
        "about 240 stories written for it alone. The best model answers 58.7% of them, people answer 94%. Questions "
        "about negated events are the hardest.",
        ("Petra Roth", "Jun Park"), 2033, "Conference on Invented Systems",
    ),
    (
        "arxiv:3112.00012",
        "Weather in a Teacup: Downscaling Rain with Diffusion",
        "Global forecasts are too coarse for a single valley. We downscale rain from 25 km to 1 km with a diffusion "
        "model named TeaCast. TeaCast lowers the continuous ranked probability score by 17%. One forecast of 48 hours "
        "is drawn in 11 seconds.",
        ("Quinn Sato",), 2031, "Annals of Fictional Weather",
    ),
)  # fmt: skip


def invented_papers() -> list[Paper]:
    """Return a dozen papers about systems that do not exist."""
    return [
        Paper(identifier, title, abstract, authors, year, venue, f"https://example.org/{n}", source="invented.jsonl")
        for n, (identifier, title, abstract, authors, year, venue) in enumerate(_INVENTED)
    ]


def numbered_papers(count: int, start: int = 0) -> list[Paper]:
    """Return short papers that differ in a number and in one word of a hundred."""
    return [
        Paper(
            f"arxiv:4001.{n:05d}",
            f"Numbered Study {n} of topic{n % 100}",
            f"We study topic{n % 100} for the {n}th time. The measured value is {n}.5 units.",
            ("Numa Berg",),
            2000 + n % 40,
            f"Venue {n % 7}",
            source="numbered.jsonl",
        )
        for n in range(start, start + count)
    ]
