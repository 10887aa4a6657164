"""The files in `deploy/`, run as they are but for names, ports and certificates."""

from __future__ import annotations

import os
import re
import shutil
import signal
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from companion.base.paths import ROOT
from companion.client.copy import Copy
from companion.client.event import EventClient
from companion.store.store import Store
from tests.support.event.served import ServedEvent
from tests.support.server import Server, free_port
from tests.support.until import until
from tests.support.valkey import Valkey

SMALL_FILE = 135_000
LARGE_FILE = 25_000_000


@dataclass
class Proxied:
    """An event on two web servers behind a proxy."""

    event: ServedEvent
    servers: tuple[Server, Server]
    base: str
    folder: Path
    streams: bool

    def client(self, cookie: str = "") -> EventClient:
        return EventClient(self.base, self.event.slug, cookie, timeout=30)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of localhost that signs itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("making a certificate needs openssl")
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(cert)]
    command += ["-subj", "/CN=localhost", "-days", "2", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(command, check=True, capture_output=True)
    return cert, key


def nginx(folder: Path, port: int, ports: list[int], cert: Path, key: Path) -> list[str]:
    """The command that runs nginx with our file."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        pytest.skip("nginx is not installed here")
    ours = (ROOT / "deploy" / "nginx.conf").read_text()
    server = "server 127.0.0.1:8000 max_fails=0;"
    assert server in ours
    ours = ours.replace(server, "\n".join(f"server 127.0.0.1:{each} max_fails=0;" for each in ports))
    ours = ours.replace("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;").replace("live.example.org;", "localhost;")
    ours = re.sub(r"(ssl_certificate +)\S+;", rf"\g<1>{cert};", ours)
    ours = re.sub(r"(ssl_certificate_key +)\S+;", rf"\g<1>{key};", ours)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = f"user {os.environ.get('USER', 'root')};" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/nginx.pid; events {{}}\nhttp {{\n{places}{ours}\n}}\n"
    )
    return [found, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")]


def caddy(folder: Path, port: int, ports: list[int], cert: Path, key: Path) -> list[str]:
    """The command that runs Caddy with our file."""
    found = shutil.which("caddy")
    if found is None:
        pytest.skip("caddy is not installed here")
    ours = (ROOT / "deploy" / "Caddyfile").read_text()
    assert "live.example.org {" in ours and "reverse_proxy 127.0.0.1:8000 {" in ours
    ours = ours.replace("live.example.org {", f"https://localhost:{port} {{\n\ttls {cert} {key}")
    ours = ours.replace("reverse_proxy 127.0.0.1:8000", "reverse_proxy " + " ".join(f"127.0.0.1:{p}" for p in ports))
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + ours)
    return [found, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def proxied(
    request: pytest.FixtureRequest, valkey: Valkey, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxied]:
    """Two servers, a proxy, and an event."""
    folder = Path(tmp_path_factory.mktemp("proxy"))
    folder.chmod(0o755)
    for above in folder.parents[:2]:
        above.chmod(0o755)  # nginx's workers may be another user's
    port = free_port()
    cert, key = certificate(folder)
    base = f"https://localhost:{port}"
    made: list[Server] = []
    process: subprocess.Popen[bytes] | None = None
    store = Store(valkey.url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(cert))
        try:
            for name in ("one", "two"):
                (folder / name).mkdir()
                made.append(Server(valkey.url, folder / name, PUBLIC_URL=base))
            command = request.param(folder, port, [server.port for server in made], cert, key)
            environ = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
            with (folder / "proxy.out").open("ab") as out:
                process = subprocess.Popen(command, env=environ, stdout=out, stderr=out)
            event = ServedEvent(made[0], store)
            found = Proxied(event, (made[0], made[1]), base, folder, streams=request.param is caddy)
            until(lambda: _answers(found), 30, lambda: (folder / "proxy.out").read_text())
            yield found
            event.close()
        finally:
            if process is not None:
                process.send_signal(signal.SIGTERM)
                process.wait(20)
            for server in made:
                server.stop()
            store.close()


def _answers(proxied: Proxied) -> bool:
    try:
        return proxied.client().request("GET", "/healthz").status == 200
    except (OSError, ssl.SSLError):
        return False


def organiser(proxied: Proxied) -> EventClient:
    client = proxied.client()
    secret = next(link["secret"] for link in proxied.event.links if link["role"] == "organiser")
    assert client.open_staff_link(secret).status == 200
    return client


def test_cookies_are_for_https_alone(proxied: Proxied) -> None:
    answer = proxied.client().request("GET", f"/e/{proxied.event.slug}/", headers={"Accept": "text/html"})
    assert answer.status == 200 and "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert proxied.client().request("GET", "/metrics").status == 404


def test_files_of_the_size_that_there_are_come_through(proxied: Proxied) -> None:
    client, event = organiser(proxied), proxied.event.slug
    people = "name;organisation\n" + "".join(f"Person {n} mit Namen;Verein {n}\n" for n in range(4200))
    assert len(people) > SMALL_FILE
    found = client.request("POST", f"/e/{event}/organise/people?name=people.csv", people.encode())
    assert found.status == 200 and found.json()["ok"], found
    programme = {"text": "Tagung\n" + "10:00-10:30 Vortrag\n" * (SMALL_FILE // 20)}
    assert client.request("POST", f"/e/{event}/organise/programme", programme).status in (200, 422)
    try:
        answer = client.request("POST", f"/e/{event}/answer/{'A' * 24}", bytes(LARGE_FILE))
    except OSError:
        # Nobody has this code, which is answered before all has come; Caddy passes on at once, nginx when it has it all.
        assert proxied.streams
    else:
        assert answer.status not in (413, 502) and b"nginx" not in answer.body, answer


def test_what_is_too_large_elsewhere_is_refused(proxied: Proxied) -> None:
    try:
        status = proxied.client().request("POST", f"/e/{proxied.event.slug}/do", bytes(SMALL_FILE)).status
    except OSError:
        assert proxied.streams
    else:
        assert status == 413


def test_all_three_roads_down_work(proxied: Proxied) -> None:
    client = proxied.client()
    assert client.join("onsite", proxied.event.code).status == 200
    socket = client.live("all")
    socket.ask(None)
    assert [socket.read()["t"] for _ in range(2)] == ["hello", "state"]
    began = time.monotonic()
    stream = client.stream("all")
    assert stream.read()["t"] == "hello" and stream.read()["t"] == "state"
    assert time.monotonic() - began < 5, "somebody holds the stream back"
    assert {message["t"] for message in client.poll("all")} >= {"hello", "state"}
    socket.close()
    stream.close()


def test_a_rolling_restart_of_two_servers_turns_nobody_away(proxied: Proxied) -> None:
    statuses: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        client = proxied.client()
        while not stop.is_set():
            try:
                statuses.append(client.request("GET", f"/e/{proxied.event.slug}/").status)
            except OSError:
                statuses.append(0)
            time.sleep(0.02)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for server in proxied.servers:
        server.signal(signal.SIGTERM)
        server.wait(20)
        server.start()
    stop.set()
    for thread in threads:
        thread.join(40)
    assert len(statuses) > 20 and set(statuses) == {200}


def test_no_log_keeps_an_address_of_a_visitor(proxied: Proxied) -> None:
    """Run last: a server was away above, which proxies like to write down with whom it concerned."""
    client = proxied.client(f"canary={'x' * 10}")
    client.request("GET", "/canary-path")
    proxied.servers[0].signal(signal.SIGTERM)
    proxied.servers[0].wait(20)
    for _ in range(4):
        client.request("GET", "/canary-path")
    proxied.servers[0].start()
    logs = [path for path in proxied.folder.rglob("*") if path.suffix in (".log", ".out") and path.is_file()]
    assert logs, "there is something that could hold it"
    for path in logs:
        text = path.read_text(errors="replace")
        assert "canary-path" not in text and '"client_ip"' not in text and "client: 127" not in text, path


def test_a_copy_reads_the_same_through_the_proxy(proxied: Proxied) -> None:
    ours = Copy().take_all(proxied.client().poll("all"))
    assert ours.get("event", proxied.event.slug)
