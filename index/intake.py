"""Papers on their way into the store: which are new, which are known, and which need a vector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.encoder import Encoder, Vectors
from index.errors import EncoderMismatch
from index.paper import Paper, merged, written
from index.passages import embedded
from index.store import Store
from index.writer import Writer


def take_in(papers: Sequence[Paper], store: Store, encoder: Encoder) -> Counter[str]:
    """Store papers in one transaction, vectors included; return how many were added, updated, unchanged.

    Raises EncoderMismatch.
    """
    papers = [written(paper) for paper in papers]
    vectors = _embedded(papers, store, encoder)
    counts: Counter[str] = Counter()
    texts: dict[int, str] = {}  # of the rows that need a vector
    with store.writing() as writer:
        agree(writer.meta("encoder"), encoder, store.file.parent)
        writer.set_encoder(encoder.fingerprint)
        for paper in papers:
            counts[_put(paper, store, writer, texts)] += 1
        late = [text for text in texts.values() if text not in vectors]  # two records of one paper among these
        if late:
            vectors.update(zip(late, embedded(late, encoder), strict=True))
        writer.put_vectors(texts.keys(), [vectors[text] for text in texts.values()])
    return counts


def agree(stored: str, encoder: Encoder, folder: Path) -> None:
    """Make sure that the vectors of a library come from this encoder. Raises EncoderMismatch."""
    if stored and stored != encoder.fingerprint:
        raise EncoderMismatch(
            f"The library {folder} was embedded by {stored}, not by {encoder.fingerprint}: re-embed it with "
            f"`assistant library rebuild --library {folder}`, or choose that model with `assistant models use`."
        )


def _embedded(papers: Sequence[Paper], store: Store, encoder: Encoder) -> dict[str, Vectors]:
    """Return the vectors of the texts that are new here, by text.

    This takes seconds, so it comes before the write lock, which is then held for milliseconds.
    """
    agree(store.stamp().encoder, encoder, store.file.parent)
    texts: dict[str, None] = {}
    for paper in papers:
        twin = store.twin(paper)
        text = merged(twin[1], paper).text if twin else paper.text
        if twin is None or text != twin[1].text:
            texts[text] = None
    return dict(zip(texts, embedded(list(texts), encoder), strict=True)) if texts else {}


def _put(paper: Paper, store: Store, writer: Writer, texts: dict[int, str]) -> str:
    """Store one paper, keep `texts` of the rows without a vector, and say what became of the record."""
    twin = store.twin(paper)
    if twin is None:
        texts[writer.insert(paper)] = paper.text
        return "added"
    row, old = twin
    new = merged(old, paper)
    changed = replace(new, source=old.source) != old
    fresh = writer.replace(row, old, new) if changed else row
    if fresh != row:
        texts.pop(row, None)
        texts[fresh] = new.text
    if paper.id != new.id:
        writer.name(fresh, paper.id)
    return "updated" if changed else "unchanged"
