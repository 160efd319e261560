"""A file fetched over HTTP that goes on where it stopped, even after the process was killed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from assistant.models.reason import reason
from index.errors import ModelError, ModelUnreachable

_PART = ".part"
_ATTEMPTS = 5  # in a row that bring no byte
_PAUSE_S = 1.0  # before the second attempt; each further pause is one longer
_PASSING = (408, 429, 500, 502, 503, 504)


class Refused(Exception):
    """The server will not give the file, whatever the number of attempts; `status` is its HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def fetch(client: httpx.Client, url: str, path: Path, size: int, sha256: str, progress: Callable[[int], None]) -> None:
    """Write the file at `url` to `path`, unless it is there; `progress` hears how many bytes have arrived.

    Raises ModelUnreachable where the connection fails for good, ModelError where the file arrives damaged,
    Refused where the server denies it.
    """
    if not path.is_file():
        part = path.with_name(path.name + _PART)
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch()
        _complete(client, url, part, size, progress)
        _check(part, url, size, sha256)
        part.replace(path)
    progress(size)


def _complete(client: httpx.Client, url: str, part: Path, size: int, progress: Callable[[int], None]) -> None:
    """Append to the part until it has its size."""
    attempt = 0
    while (here := part.stat().st_size) < size:
        problem = "the connection ended early"
        try:
            _append(client, url, part, here, size, progress)
        except httpx.TransportError as error:
            problem = reason(error)
        attempt = 0 if part.stat().st_size > here else attempt + 1
        if attempt >= _ATTEMPTS:
            raise ModelUnreachable(
                f"{url} cannot be reached ({problem}). What has arrived is kept: run it again later."
            )
        time.sleep(_PAUSE_S * attempt)


def _append(client: httpx.Client, url: str, part: Path, here: int, size: int, progress: Callable[[int], None]) -> None:
    # Identity: a compressed body could not be continued, nor its size be compared.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={here}-"} if here else {})
    with client.stream("GET", url, headers=headers) as response:
        if response.status_code in _PASSING:
            raise httpx.ReadError(f"status {response.status_code}")
        if response.status_code not in (200, 206):
            raise Refused(response.status_code)
        goes_on = response.status_code == 206
        with part.open("ab" if goes_on else "wb") as file:  # a server without ranges begins again
            for chunk in response.iter_bytes():  # as it arrives: a chunk that is gathered is lost with the connection
                file.write(chunk)
                progress(file.tell())
                if file.tell() > size:  # more than was announced: `_check` refuses it, the disk stays free
                    return


def _check(part: Path, url: str, size: int, sha256: str) -> None:
    """Delete the part and raise ModelError unless it is what the server announced."""
    whole = part.stat().st_size == size
    if whole and sha256:
        with part.open("rb") as file:
            whole = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    if not whole:
        part.unlink()
        raise ModelError(f"{url} arrived damaged and was deleted. Run it again.")
