"""WebDriver, the language in which all browsers are driven: over HTTP, or as Firefox speaks it without a driver."""

from __future__ import annotations

import json
import socket
from typing import Any, Final, Protocol

from companion.client.http import HttpClient

PATIENCE_S: Final = 60.0
ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"
"""The name by which the standard marks an element in an answer."""
ROADS: Final = {
    "Navigate": ("POST", "/url"),
    "Refresh": ("POST", "/refresh"),
    "GetCurrentURL": ("GET", "/url"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "ElementClear": ("POST", "/element/{id}/clear"),
    "ElementSendKeys": ("POST", "/element/{id}/value"),
    "ExecuteScript": ("POST", "/execute/sync"),
    "ExecuteAsyncScript": ("POST", "/execute/async"),
    "DeleteAllCookies": ("DELETE", "/cookie"),
    "GetWindowHandle": ("GET", "/window"),
    "GetWindowHandles": ("GET", "/window/handles"),
    "NewWindow": ("POST", "/window/new"),
    "SwitchToWindow": ("POST", "/window"),
    "SetWindowRect": ("POST", "/window/rect"),
    "CloseWindow": ("DELETE", "/window"),
    "TakeScreenshot": ("GET", "/screenshot"),
    "DeleteSession": ("DELETE", ""),
}
"""The commands that are used here, by the name that Firefox has for them, and where a driver has them."""


class WebDriverError(Exception):
    """The browser's refusal; `code` is the standard's word for it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Driver(Protocol):
    """A session with a browser."""

    def do(self, command: str, **args: Any) -> Any:
        """What the browser answers to a command. Raises `WebDriverError`."""
        ...

    def close(self) -> None:
        """End the session."""
        ...


class HttpDriver:
    """A session through a driver that listens on a port."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._http = HttpClient(f"http://127.0.0.1:{port}", timeout=PATIENCE_S)
        self._path = "/session"
        made = self._ask("POST", "", {"capabilities": {"alwaysMatch": capabilities}})
        self._path = f"/session/{made['sessionId']}"

    def do(self, command: str, **args: Any) -> Any:
        """What the browser answers to a command."""
        method, path = ROADS[command]
        return self._ask(method, path.format(**args), args if method == "POST" else None)

    def close(self) -> None:
        """End the session, and with it the browser."""
        self.do("DeleteSession")

    def _ask(self, method: str, path: str, body: Any) -> Any:
        answer = self._http.request(method, self._path + path, body)
        value = json.loads(answer.body)["value"]
        if answer.status != 200:
            raise WebDriverError(value["error"], value["message"])
        return value


class Marionette:
    """A session with a Firefox that listens on a port: each message is JSON with its length before it."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        self._answers = self._socket.makefile("rb")
        self._read()  # it says what it is
        self._asked = 0
        self.do("NewSession", capabilities={"alwaysMatch": {}})

    def do(self, command: str, **args: Any) -> Any:
        """What the browser answers to a command."""
        self._asked += 1
        body = json.dumps([0, self._asked, f"WebDriver:{command}", args]).encode()
        self._socket.sendall(b"%d:%b" % (len(body), body))
        _, _, error, found = self._read()
        if error:
            raise WebDriverError(error["error"], error["message"])
        return found["value"] if isinstance(found, dict) and found.keys() == {"value"} else found

    def close(self) -> None:
        """End the session."""
        self.do("DeleteSession")
        self._answers.close()
        self._socket.close()

    def _read(self) -> Any:
        length = b""
        while (digit := self._answers.read(1)) != b":":
            if not digit:
                raise ConnectionResetError("Firefox has gone")
            length += digit
        return json.loads(self._answers.read(int(length)))
