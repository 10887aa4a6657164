"""The command line on a running server: import, links, and the sentences of failures."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from companion.base import network
from companion.base.paths import ROOT
from companion.base.settings import Settings, SettingsError, folder_mark
from companion.cli import main
from tests.support.up import Up
from tests.support.valkey import Valkey

PROGRAMME = ROOT / "events" / "levelup4.yaml"


class Shell:
    """Runs `companion` with a store and a data folder of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.env = os.environ | {"DATA_DIR": str(folder / "data"), "REDIS_URL": url, "HOST": "127.0.0.1", "LANG": "C"}
        self.env.pop("LC_ALL", None)

    def __call__(self, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "companion.cli", *args]
        return subprocess.run(command, env=self.env | env, capture_output=True, text=True, timeout=30)


@pytest.fixture
def shell(tmp_path: Path, valkey: Valkey) -> Shell:
    return Shell(tmp_path, valkey.url)


def test_import_tells_what_was_understood_and_links_show_the_way(shell: Shell) -> None:
    found = shell("import", str(PROGRAMME), "--event", "shell", "--json")
    assert found.returncode == 0, found.stderr
    understood = json.loads(found.stdout)
    assert understood["event"] == "shell" and understood["mode"] == "pointer" and understood["items"]

    again = shell("import", str(PROGRAMME), "--event", "shell")
    assert understood["code"] in again.stdout

    links = json.loads(shell("links", "shell", "--json", PORT="8123").stdout)
    assert {"organiser", "moderator"} <= {link["role"] for link in links}
    for link in links:
        assert set(link) == {"role", "room", "workshop", "label", "steward", "url", "secret", "id"}
        assert link["url"] == f"http://127.0.0.1:8123/s#{link['secret']}"
    plain = shell("links", "shell", PUBLIC_URL="https://live.example.org").stdout
    assert f"https://live.example.org/j/{understood['code']}" in plain
    assert "https://live.example.org/s#shell.moderator." in plain


def test_there_is_always_a_way_to_make_an_organisers_link(shell: Shell) -> None:
    shell("import", str(PROGRAMME), "--event", "locked")
    known = {link["id"] for link in json.loads(shell("links", "locked", "--json").stdout)}
    made = [json.loads(shell("links", "locked", "--new", "organiser", "--json").stdout) for _ in range(2)]
    assert [len(links) for links in made] == [1, 1] and {links[0]["role"] for links in made} == {"organiser"}
    assert len({links[0]["id"] for links in made} - known) == 2
    assert made[0][0]["url"] in shell("links", "locked").stdout
    plain = shell("links", "locked", "--new", "desk").stdout
    assert "desk" in plain and "scans only" not in plain, "a supervisor's, since it was asked for"
    assert "desk (scans only)" in shell("links", "locked").stdout
    assert shell("links", "locked", "--new", "king").returncode == 2


def test_a_dry_run_shows_what_would_be_and_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    schedule = ROOT / "tests/formats/programme/schedules" / "stadttag.xml"
    found = shell("import", str(schedule), "--event", "dry", "--dry-run")
    assert found.returncode == 0, found.stderr
    assert "New: Mittag (2026-06-05 12:00–13:00)" in found.stdout and "rounds" in found.stdout
    assert "New: Radio machen (2026-06-05 11:00–12:00, Raum B)" in found.stdout
    assert shell("export", "dry").returncode == 1
    assert "- Workshops that are held several times" in shell("import", str(schedule), "--event", "dry").stdout
    assert "Nothing is different." in shell("import", str(schedule), "--event", "dry", "--dry-run").stdout


def test_links_stay_the_same(shell: Shell) -> None:
    shell("import", str(PROGRAMME), "--event", "same")
    assert shell("links", "same", "--json").stdout == shell("links", "same", "--json").stdout


def test_a_programme_that_was_printed_changes_nothing_when_it_comes_in_again(shell: Shell, tmp_path: Path) -> None:
    shell("import", str(PROGRAMME), "--event", "printed")
    file = tmp_path / "again.yaml"
    file.write_text(shell("export", "printed", "--programme", "yaml").stdout)
    assert "Nothing is different." in shell("import", str(file), "--event", "printed", "--dry-run").stdout
    assert "| Fazit und Ausblick | Closing |" in shell("export", "printed", "--programme", "markdown").stdout


def test_export_has_what_everybody_could_see_and_nobodys_own(shell: Shell) -> None:
    shell("import", str(PROGRAMME), "--event", "whole")
    shell("links", "whole")
    found = json.loads(shell("export", "whole").stdout)
    kinds = {kind for kind, _, _ in found["rows"]}
    assert {"event", "session", "clock"} <= kinds
    assert kinds.isdisjoint({"own_question", "own_votes", "plan", "link", "opening", "before_image"})


def test_an_event_goes_into_a_file_and_comes_in_under_another_name(shell: Shell, tmp_path: Path) -> None:
    shell("import", str(PROGRAMME), "--event", "packed")
    shell("links", "packed")
    file = tmp_path / "packed.zip"
    out = shell("archive", "packed", str(file))
    assert out.returncode == 0 and "Not in it" in out.stdout and file.stat().st_mode & 0o077 == 0, out.stderr
    assert "is there already" in shell("archive", "packed", str(file)).stderr
    assert "already: packed" in shell("import", str(file)).stderr
    dry = json.loads(shell("import", str(file), "--as", "unpacked", "--dry-run", "--json").stdout)
    assert dry["event"] == "unpacked" and dry["new_code"] and shell("export", "unpacked").returncode == 1
    told = shell("import", str(file), "--as", "unpacked")
    assert told.returncode == 0 and "/s#unpacked." in told.stdout, told.stderr
    rows = [json.loads(shell("export", name).stdout)["rows"] for name in ("packed", "unpacked")]
    kinds = [sorted(kind for kind, _, _ in found if kind not in ("presence", "screen")) for found in rows]
    assert kinds[0] == kinds[1]
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(file.read_bytes()[:-40])
    assert "no archive" in shell("import", str(damaged), "--as", "damaged").stderr
    assert shell("export", "damaged").returncode == 1


@pytest.mark.parametrize(
    "args, env, words",
    [
        (("links", "nowhere"), {}, "event"),
        (("import", str(ROOT / "LICENSE")), {}, "LICENSE:"),
        (("up",), {"PORT": "0"}, "PORT"),
        (("links", "x"), {"REDIS_URL": ""}, "companion up"),
        (("links", "x"), {"REDIS_URL": "redis://127.0.0.1:1"}, "does not answer"),
    ],
)
def test_failures_are_sentences(shell: Shell, args: tuple[str, ...], env: dict[str, str], words: str) -> None:
    found = shell(*args, **env)
    assert found.returncode in (1, 2)
    assert words in found.stderr
    assert "Traceback" not in found.stderr and found.stdout == ""


def test_what_is_wrong_with_a_file_is_told_to_programs(shell: Shell, tmp_path: Path) -> None:
    shell("import", str(PROGRAMME), "--event", "wrong")
    file, nobody = tmp_path / "wrong.yaml", tmp_path / "nobody.csv"
    file.write_text("title: X\ndate: 2026-06-10\ntimezone: Mars/One\nlanguages: [de]\nsessions: []\n")
    nobody.write_text("Farbe;Form\nrot;rund\n")
    for told in (shell("import", str(file), "--json"), shell("people", "wrong", str(nobody), "--json")):
        assert told.returncode == 1 and not told.stderr
        problems = json.loads(told.stdout)["problems"]
        assert problems and all(set(problem) == {"line", "code", "message"} for problem in problems)
    assert shell("import", str(file)).stdout == "", "to people it is told in sentences"


def test_a_list_of_people_is_looked_at_and_taken_over(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,Organisation\nAylin Díaz,Netz\nBo Berg,\n")
    assert shell("import", str(PROGRAMME), "--event", "listed").returncode == 0
    seen = shell("people", "listed", str(file))
    assert (
        seen.returncode == 0 and seen.stdout.startswith("+ 2  ~ 0  = 0  ? 0") and "Nothing was changed" in seen.stdout
    )
    told = json.loads(shell("people", "listed", str(file), "--json").stdout)
    assert [(person["name"], person["org"], person["state"]) for person in told["people"]] == [
        ("Aylin Díaz", "Netz", "valid"),
        ("Bo Berg", "", "valid"),
    ]
    assert [note["code"] for note in told["notes"]] == ["no_codes"] and told["columns"][0]["field"] == "name"
    assert shell("people", "listed", str(file), "--apply").stdout.startswith("+ 2")
    assert shell("people", "listed", str(file)).stdout.startswith("+ 0  ~ 0  = 2")
    assert "Aylin" not in shell("export", "listed").stdout
    (tmp_path / "none.csv").write_text("a;b\n1;2\n")
    assert "names" in shell("people", "listed", str(tmp_path / "none.csv")).stderr
    file.write_text("Name;Chor;E-Mail\nAda Probe;Alt;ada@example.org\n")
    shown = shell("people", "listed", str(file)).stdout
    assert (
        "  Name → Name  (Ada Probe)" in shown and "E-Mail → private, not kept" in shown and "example.org" not in shown
    )
    told = json.loads(shell("people", "listed", str(file), "--column", "Chor=org", "--json").stdout)
    assert [(person["name"], person["org"]) for person in told["people"]] == [("Ada Probe", "Alt")]
    assert "There is no such column" in shell("people", "listed", str(file), "--column", "Verein=org").stderr


PROTOCOL: dict[str, Any] = {
    "slots": [
        {
            "id": "a1",
            "workshop": "a",
            "round": 1,
            "room": "1",
            "notes": [{"id": "n1", "kind": "insight", "text": "KI spart Zeit."}],
        },
        {
            "id": "b1",
            "workshop": "b",
            "notes": [{"id": "n2", "kind": "step", "text": "Write rules for AI.", "lang": "en"}],
        },
        {"id": "b2", "workshop": "b", "notes": []},
    ]
}


def test_a_protocol_is_summed_up_and_every_line_names_its_notes(tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    file.write_text(json.dumps(PROTOCOL))
    found = json.loads(CliRunner().invoke(main, ["summarise", str(file), "--json"]).stdout)
    assert [point["sources"] for point in found["plenary"]["points"]] == [["n1"]]
    assert [(step["text"], step["lang"]) for step in found["workshops"][1]["steps"]] == [("Write rules for AI.", "en")]
    assert found["plenary"]["missing"] == ["b2"] and found["plenary"]["themes"][0]["workshops"] == ["a", "b"]
    assert "KI spart Zeit.  [n1]" in CliRunner().invoke(main, ["summarise", str(file)]).stdout


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (b"{", "truncated"),
        (b'{"slots": [{"id": "a"}]}', "workshop"),
        (b'{"slots": [{"id": "a", "workshop": "w", "notes": [{"id": "n", "text": "x", "kind": "idea"}]}]}', "'idea'"),
        (b'{"slots": [{"id": "a", "workshop": "w", "notes": []}, {"id": "a", "workshop": "w", "notes": []}]}', "twice"),
    ],
)
def test_a_protocol_that_is_none_is_refused_in_one_line(tmp_path: Path, broken: bytes, said: str) -> None:
    file = tmp_path / "notes.json"
    file.write_bytes(broken)
    result = CliRunner().invoke(main, ["summarise", str(file)])
    assert result.exit_code == 1 and said in result.stderr and result.stderr.count("\n") == 1


def test_a_new_event_comes_with_the_link_to_organise_it(shell: Shell) -> None:
    made = shell(
        "new", "Runder Tisch", "--date", "2026-12-05", "--from", "18:00", "--until", "21:00", "--event", "tisch"
    )
    assert made.returncode == 0 and "/s#tisch." in made.stdout, made.stderr
    assert "organiser" in {link["role"] for link in json.loads(shell("links", "tisch", "--json").stdout)}
    again = shell("new", "Runder Tisch", "--date", "2026-12-05", "--event", "tisch")
    assert again.returncode == 1 and "name" in again.stderr


def test_the_operators_link_is_the_same_until_it_is_renewed(shell: Shell) -> None:
    first = shell("operator").stdout
    assert "/s#*." in first and shell("links").stdout == shell("operator").stdout == first
    renewed = shell("operator", "--renew").stdout
    assert renewed != first and shell("operator").stdout == renewed


def test_an_event_is_deleted_once_that_was_confirmed(shell: Shell) -> None:
    shell("new", "Runder Tisch", "--date", "2026-12-05", "--event", "doomed")
    assert shell("delete", "doomed").returncode == 1  # nobody answers
    assert shell("links", "doomed", "--json").returncode == 0
    assert shell("delete", "doomed", "--yes").returncode == 0
    assert shell("links", "doomed").returncode == 1
    assert shell("delete", "nirgends", "--yes").returncode == 1


@pytest.fixture
def running(started: list[Up], tmp_path: Path) -> Up:
    """A Companion with an event, on a port that is not the usual one."""
    up = Up(tmp_path / "data")
    started.append(up)
    up.wait_ready()
    assert on(up.data_dir, "import", str(PROGRAMME), "--event", "shell").returncode == 0
    return up


def on(folder: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A command on a data folder, with nothing else set."""
    plain = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "QUEUE_URL", "PORT", "HOST", "PUBLIC_URL")}
    command = [sys.executable, "-m", "companion.cli", *args]
    environ = plain | {"DATA_DIR": str(folder), "LANG": "C"} | env
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)


def test_links_find_the_port_of_the_companion_that_runs(running: Up) -> None:
    plain = on(running.data_dir, "links", "shell").stdout
    assert f"http://127.0.0.1:{running.port}/j/" in plain
    assert "http://127.0.0.1:8123/j/" in on(running.data_dir, "links", "shell", PORT="8123").stdout
    assert running.end() == 0
    assert not (running.data_dir / "listening").exists()


def test_a_copy_of_a_folder_in_use_never_writes_into_it(running: Up, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    # As `cp -a` would, but for the socket.
    shutil.copytree(running.data_dir, copy, symlinks=True, ignore=lambda _, names: [n for n in names if "sock" in n])
    store = running.store()
    before = store.events(), store.head("shell")
    for command in (["import", str(PROGRAMME), "--event", "oops"], ["links", "shell", "--new", "desk"], ["doctor"]):
        found = on(copy, *command)
        assert found.returncode != 0 and "is a copy of a folder in use" in found.stderr, found
        assert "Traceback" not in found.stderr
    assert (store.events(), store.head("shell")) == before
    store.close()
    linked = tmp_path / "linked"
    linked.symlink_to(running.data_dir)
    assert on(linked, "links", "shell").returncode == 0, "another way to the same folder is none"


def test_a_copy_is_known_where_the_store_has_a_port(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    one, two = (Settings.from_env({"DATA_DIR": str(tmp_path / name)}) for name in ("one", "two"))
    url = f"redis://:secret@127.0.0.1:1/0?client_name={folder_mark(one.data_dir)}"
    for settings in (one, two):
        settings.address_file.write_text(url + "\n")
    assert one.store_url == url
    with pytest.raises(SettingsError, match="is a copy"):
        _ = two.store_url


def test_an_address_is_found_in_a_network_without_a_way_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoRoute(socket.socket):
        def connect(self, _address: Any) -> None:
            raise OSError("Network is unreachable")

    monkeypatch.setattr(network.socket, "socket", NoRoute)
    monkeypatch.setattr(network, "_addresses", lambda: ["10.9.0.5"])
    assert network.lan_address() == "10.9.0.5"
    monkeypatch.setattr(network, "_addresses", lambda: [])
    assert network.lan_address() == "localhost"


def test_the_addresses_of_interfaces_are_those_that_others_reach() -> None:
    for address in network._addresses():
        assert not address.startswith(("127.", "169.254."))


def test_a_new_event_begins_with_a_programme_or_an_earlier_event(shell: Shell, tmp_path: Path) -> None:
    agenda = tmp_path / "agenda.txt"
    agenda.write_text("Runder Tisch\n5. Dezember 2031\n18:00 Begrüßung\n18:15–19:30 Diskussion: Ehrenamt\n")
    made = shell("new", "Runder Tisch", "--programme", str(agenda), "--event", "with-agenda")
    assert made.returncode == 0, made.stderr
    assert "18:15" in made.stdout and "Ehrenamt" in made.stdout and "/s#with-agenda." in made.stdout
    copied = shell("new", "Noch ein Tisch", "--copy", "with-agenda", "--date", "2032-01-09", "--event", "copied")
    assert copied.returncode == 0, copied.stderr
    assert "Ehrenamt" in copied.stdout and "/s#copied." in copied.stdout
    both = shell("new", "Beides", "--copy", "copied", "--programme", str(agenda), "--event", "both")
    assert both.returncode != 0 and "not both" in both.stderr
    missing = shell("new", "Keine Vorlage", "--copy", "nothing-of-this-name", "--event", "none")
    assert missing.returncode != 0 and missing.stderr.count("\n") == 1, "a sentence, not a trace"
    wrong = tmp_path / "agenda.exe"
    wrong.write_bytes(b"\x00\x01")
    assert shell("new", "Falsch", "--programme", str(wrong), "--event", "none").returncode != 0
