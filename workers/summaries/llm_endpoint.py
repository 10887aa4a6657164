"""An OpenAI-compatible endpoint: asked once, within a time, and whatever is not a plain answer is an error.

The operator names it; nothing that anybody wrote can lead to another address, since redirects are not followed.
"""

from __future__ import annotations

import http.client
import logging
import time
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from companion.base.settings import Settings

log = logging.getLogger(__name__)
PATIENCE_S: Final = 20.0
MOST_BYTES: Final = 256 * 1024


class EndpointError(Exception):
    """The endpoint gave no answer that can be used. The message names no text."""


class Endpoint:
    """The model `model` at `url` (such as `http://127.0.0.1:11434/v1`), asked with `key` if there is one."""

    def __init__(self, url: str, model: str, key: str | None = None, patience_s: float = PATIENCE_S) -> None:
        self.model = model
        self._url, self._key, self._patience_s = urlsplit(url.rstrip("/")), key, patience_s

    @classmethod
    def of(cls, settings: Settings) -> Endpoint | None:
        """The endpoint that the operator has set, if any."""
        if settings.llm_url is None:
            return None
        return cls(settings.llm_url, settings.llm_model, settings.llm_key)

    def ask(self, system: str, user: str) -> str:
        """The model's answer as text. Raises `EndpointError`."""
        deadline = time.monotonic() + self._patience_s
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        asked = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "response_format": {"type": "json_object"},
        }
        try:
            answer = msgspec.json.decode(self._post(msgspec.json.encode(asked), deadline))
            text = answer["choices"][0]["message"]["content"]
        except (OSError, http.client.HTTPException, msgspec.MsgspecError, LookupError, TypeError) as error:
            raise EndpointError(type(error).__name__) from None
        if not isinstance(text, str):
            raise EndpointError("no text")
        return text

    def _post(self, body: bytes, deadline: float) -> bytes:
        secure = self._url.scheme == "https"
        kind: Any = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self._url.hostname, self._url.port, timeout=self._patience_s)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            connection.request("POST", f"{self._url.path}/chat/completions", body, headers)
            response = connection.getresponse()
            if response.status != 200:
                raise EndpointError(f"status {response.status}")
            return self._read(connection, response, deadline)
        finally:
            connection.close()

    def _read(self, connection: Any, response: Any, deadline: float) -> bytes:
        data = b""
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if connection.sock is not None:  # none where the whole answer has come already
                connection.sock.settimeout(left)
            piece = response.read1(65536)
            if not piece:
                return data
            data += piece
            if len(data) > MOST_BYTES:
                raise EndpointError("too long")
