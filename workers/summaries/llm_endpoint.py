"""An OpenAI-compatible endpoint: asked once, within a time, and whatever is not a plain answer is an error.

The operator names it; nothing that anybody wrote can lead to another address, since redirects are not followed.
"""

from __future__ import annotations

import logging
from typing import Final

import msgspec

from companion.base.fetch import FetchError, fetch
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
        self._url, self._key, self._patience_s = url.rstrip("/"), key, patience_s

    @classmethod
    def of(cls, settings: Settings) -> Endpoint | None:
        """The endpoint that the operator has set, if any."""
        if settings.llm_url is None:
            return None
        return cls(settings.llm_url, settings.llm_model, settings.llm_key)

    def ask(self, system: str, user: str) -> str:
        """The model's answer as text. Raises `EndpointError`."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        asked = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "response_format": {"type": "json_object"},
        }
        try:
            answer = msgspec.json.decode(self._post(msgspec.json.encode(asked)))
            text = answer["choices"][0]["message"]["content"]
        except (FetchError, msgspec.MsgspecError, LookupError, TypeError) as error:
            raise EndpointError(str(error) if isinstance(error, FetchError) else type(error).__name__) from None
        if not isinstance(text, str):
            raise EndpointError("no text")
        return text

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        answer = fetch(
            f"{self._url}/chat/completions",
            idle_s=self._patience_s,
            patience_s=self._patience_s,
            most_bytes=MOST_BYTES,
            headers=headers,
            body=body,
        )
        if answer.status != 200:
            raise EndpointError(f"status {answer.status}")
        return answer.content
