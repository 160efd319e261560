"""Language models behind an OpenAI-compatible server: llama.cpp, vLLM, Ollama, LM Studio and hosted ones.

Spoken through httpx: the client libraries take seconds to import, and use one route of it as well.
Protocol: https://platform.openai.com/docs/api-reference/chat/streaming
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Generator, Iterator, Sequence
from typing import Any

import httpx

from assistant.models.language_model import Message
from assistant.models.model import OnServer
from assistant.models.special import defused_by_looks
from assistant.models.thinking import without_thinking
from index.errors import ModelError, ModelUnreachable

_KEY = "ASSISTANT_API_KEY"
_WINDOW = 8192  # servers do not say theirs; the smallest in common use
_CHARACTERS_A_TOKEN = 3  # low for English, so that a prompt is rather taken for longer than it is
_TOKENS_A_MESSAGE = 8
_TIMEOUT = httpx.Timeout(10.0, read=120.0)  # seconds; a cold server loads its model before it answers


class OpenAiLanguageModel:
    """A language model of a server; the key, where it needs one, is in ASSISTANT_API_KEY."""

    engine = "openai"
    device = "remote"
    taught = False
    context_window = _WINDOW

    def __init__(self, server: OnServer) -> None:
        self.name = server.model
        self._url = server.url

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Return an estimate, on the high side: servers do not count for us."""
        return sum(len(m.content) // _CHARACTERS_A_TOKEN + _TOKENS_A_MESSAGE for m in messages)

    def stream(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[str]:
        """Yield the text as it arrives; `stop`, or closing the stream, hangs up, which ends the computation there.

        Raises ModelUnreachable where the server does not answer, ModelError where it refuses or talks nonsense.
        """
        return without_thinking(self._pieces(messages, max_tokens, stop))

    def sampled(self, messages: Sequence[Message], max_tokens: int, count: int) -> list[str]:
        """Raise ModelError: what a server draws differs from one time to the next."""
        raise ModelError(f"The server {self._url} writes one text alone.")

    def log_likelihoods(self, prompts: Sequence[Sequence[Message]], text: str) -> list[float]:
        """Raise ModelError: the protocol tells them of what the model writes, not of what it might have written."""
        raise ModelError(f"The server {self._url} does not tell how likely a text is.")

    def _pieces(
        self, messages: Sequence[Message], max_tokens: int, stop: threading.Event
    ) -> Generator[str, None, None]:
        body = {
            "model": self.name,
            "messages": [{"role": m.role, "content": defused_by_looks(m.content)} for m in messages],
            "max_tokens": max_tokens,
            "temperature": 0,
            "stream": True,
        }
        key = os.environ.get(_KEY)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        route = f"{self._url}/chat/completions"
        try:
            with httpx.stream("POST", route, json=body, headers=headers, timeout=_TIMEOUT) as response:
                self._check(response)
                for line in response.iter_lines():
                    if stop.is_set():
                        return
                    if text := self._text(line):
                        yield text
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise ModelUnreachable(
                f"The server {self._url} does not answer ({error}). Start it, or see `assistant models list`."
            ) from error

    def _check(self, response: httpx.Response) -> None:
        match response.status_code:
            case 200:
                return
            case 401 | 403:
                raise ModelError(f"The server {self._url} refuses the key. Put the right one into {_KEY}.")
            case 404:
                raise ModelError(f"The server {self._url} knows no model {self.name!r}, or is not OpenAI-compatible.")
        response.read()
        raise ModelError(f"The server {self._url} answers {response.status_code}: {response.text.strip()[:200]!r}.")

    def _text(self, line: str) -> str:
        """Return the text of one server-sent event, "" for those that carry none."""
        field, _, data = line.partition(":")
        if field != "data" or data.strip() == "[DONE]":
            return ""
        try:
            event: Any = json.loads(data)
            if "error" in event:
                raise ModelError(f"The server {self._url} stopped with an error: {str(event['error'])[:200]}")
            choices = event["choices"]
            return str(choices[0].get("delta", {}).get("content") or "") if choices else ""
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise ModelError(
                f"The server {self._url} sent what is no OpenAI-compatible stream: {data[:80]!r}."
            ) from error
