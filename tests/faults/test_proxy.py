"""The proxy that stands for bad networks does what its modes say, in front of the real server."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from companion.client.errors import Closed, Refused
from companion.client.event import EventClient
from companion.client.http import HttpClient
from tests.faults.event import FaultEvent
from tests.faults.services import FaultyServices
from tests.support.kept import EventSource, LiveSocket
from tests.support.proxy import Mode, Proxy
from tests.support.until import until


@pytest.fixture
def proxy(event: FaultEvent) -> Iterator[Proxy]:
    with Proxy(event.server.port) as found:
        yield found


def through(proxy: Proxy) -> HttpClient:
    return HttpClient(f"http://127.0.0.1:{proxy.port}")


def healthy(proxy: Proxy) -> bool:
    return through(proxy).request("GET", "/healthz").status == 200


def live(event: FaultEvent, proxy: Proxy, timeout: float = 10) -> LiveSocket:
    return LiveSocket(through(proxy), f"/e/{event.slug}/live", timeout)


def test_several_requests_with_bodies_pass_on_one_connection(event: FaultEvent, proxy: Proxy) -> None:
    client = EventClient(f"http://127.0.0.1:{proxy.port}", event.slug, keep=True)
    for mode in ("onsite", "remote"):
        client.cookies.clear()  # somebody new
        answer = client.join(mode)
        assert answer.status == 200 and mode in answer.body.decode()
    client.close()
    assert proxy.requests == [f"POST /e/{event.slug}/join HTTP/1.1"] * 2


def test_a_websocket_passes(event: FaultEvent, proxy: Proxy) -> None:
    client = live(event, proxy)
    client.ask()
    assert [client.read()["t"], client.read()["t"]] == ["hello", "state"]
    client.close()


def test_websockets_can_be_refused_while_requests_pass(event: FaultEvent, proxy: Proxy) -> None:
    proxy.mode = Mode.REFUSE_WEBSOCKET
    with pytest.raises(Refused) as refused:
        live(event, proxy)
    assert refused.value.status == 403
    assert healthy(proxy)
    proxy.mode = Mode.PASS
    live(event, proxy).close()


def test_websockets_can_be_swallowed_while_requests_pass(event: FaultEvent, proxy: Proxy) -> None:
    proxy.mode = Mode.SWALLOW_WEBSOCKET
    with pytest.raises(TimeoutError):
        live(event, proxy, timeout=0.3)
    assert healthy(proxy)


def test_events_can_be_held_until_the_stream_ends(services: FaultyServices, event: FaultEvent, proxy: Proxy) -> None:
    proxy.mode = Mode.HOLD_EVENTS
    reader: list[EventSource] = []
    thread = threading.Thread(target=lambda: reader.append(EventSource(through(proxy), f"/e/{event.slug}/stream")))
    thread.start()
    assert healthy(proxy)
    thread.join(0.3)
    assert thread.is_alive(), "the head of the stream came through"
    services.hup()
    thread.join(10)
    assert [reader[0].read()["t"] for _ in range(3)] == ["hello", "state", "bye"]
    reader[0].close()


def test_a_cut_resets_every_connection(event: FaultEvent, proxy: Proxy) -> None:
    clients = [live(event, proxy) for _ in range(3)]
    assert proxy.cut() == 3
    for client in clients:
        with pytest.raises((Closed, ConnectionResetError)):
            client.read()
        client.close()
    assert healthy(proxy)


def test_a_black_hole_delays_and_loses_nothing(event: FaultEvent, proxy: Proxy) -> None:
    client = live(event, proxy)
    proxy.black_hole(0.5)
    began = time.monotonic()
    client.ask()
    assert client.read()["t"] == "hello" and time.monotonic() - began >= 0.45
    assert proxy.mode is Mode.PASS
    client.close()


def test_what_was_in_a_black_hole_can_be_cut(event: FaultEvent, proxy: Proxy) -> None:
    client = live(event, proxy)
    proxy.mode = Mode.BLACK_HOLE
    client.ask()
    proxy.cut()
    with pytest.raises((Closed, ConnectionResetError)):
        client.read()
    client.close()


def test_down_means_down_and_comes_back(proxy: Proxy) -> None:
    proxy.mode = Mode.DOWN
    with pytest.raises(OSError):
        healthy(proxy)
    proxy.mode = Mode.PASS
    assert until(lambda: healthy(proxy))


def test_a_server_that_is_away_is_a_reset() -> None:
    with Proxy(1) as proxy, pytest.raises(OSError):
        healthy(proxy)
