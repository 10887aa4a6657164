"""Settings are checked before anything starts, and a wrong one is refused with a sentence that helps."""

from __future__ import annotations

import concurrent.futures
import os
import stat
from pathlib import Path

import pytest

from companion.base.settings import Settings, SettingsError

SECRET = "x7Jq2mRf9TzLw4Vb8Nk3Hd6Pc1Gs5Ay0"


def settings(tmp_path: Path, **env: str) -> Settings:
    return Settings.from_env({"DATA_DIR": str(tmp_path / "data"), **env})


def test_defaults_need_no_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = Settings.from_env({})
    assert (made.host, made.port, made.redis_url, made.public_url) == ("0.0.0.0", 8000, None, None)
    assert made.data_dir == tmp_path / "data"
    assert 1 <= made.workers <= 4


def test_empty_variables_count_as_not_set(tmp_path: Path) -> None:
    made = settings(tmp_path, PORT="", REDIS_URL="", SECRET_KEY="", PUBLIC_URL="", WORKERS="", HOST="", QUEUE_URL="")
    assert (made.port, made.redis_url, made.public_url) == (8000, None, None)


def test_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    first, second = settings(tmp_path), settings(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    assert sorted(p.name for p in (tmp_path / "data").iterdir()) == ["secret_key"]


def test_processes_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        keys = {made.secret_key for made in pool.map(lambda _: settings(tmp_path), range(32))}
    assert len(keys) == 1


def test_open_secret_file_is_closed_to_others(tmp_path: Path) -> None:
    settings(tmp_path)
    file = tmp_path / "data" / "secret_key"
    file.chmod(0o644)
    settings(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_secret_does_not_show_in_a_repr(tmp_path: Path) -> None:
    assert SECRET not in repr(settings(tmp_path, SECRET_KEY=SECRET, METRICS_TOKEN=SECRET))


def test_damaged_secret_file_is_not_replaced_silently(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret_key").write_text("short\n")
    with pytest.raises(SettingsError, match="damaged"):
        settings(tmp_path)


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("PORT", "80a", "whole number"),
        ("PORT", "0", "from 1 to 65535"),
        ("PORT", "70000", "from 1 to 65535"),
        ("PORT", "-1", "whole number"),
        ("PORT", "٨٠٨٠", "whole number"),
        ("WORKERS", "0", "from 1 to 64"),
        ("HOST", "http://here", "address of this machine"),
        ("REDIS_URL", "http://example.org", "redis://"),
        ("REDIS_URL", "localhost:6379", "redis://"),
        ("REDIS_URL", "unix://", "unix://"),
        ("QUEUE_URL", "amqp://example.org", "QUEUE_URL"),
        ("SECRET_KEY", "changeme", "at least 32"),
        ("SECRET_KEY", "a" * 40, "random"),
        ("METRICS_TOKEN", "short", "at least 16"),
        ("METRICS_TOKEN", "with a blank in between", "random letters"),
        ("PUBLIC_URL", "live.example.org", "https://live.example.org"),
        ("PUBLIC_URL", "http://live.example.org", "use https"),
        ("PUBLIC_URL", "http://8.8.8.8", "use https"),
        ("PUBLIC_URL", "https://live.example.org/app", "only scheme"),
        ("PUBLIC_URL", "https://me:pw@live.example.org", "only scheme"),
    ],
)
def test_wrong_settings_are_refused_with_a_sentence(tmp_path: Path, name: str, value: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as refused:
        settings(tmp_path, **{name: value})
    assert "\n" not in str(refused.value) and str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "url, kept",
    [
        ("https://live.example.org/", "https://live.example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://192.168.1.20:8000/", "http://192.168.1.20:8000"),
        ("http://10.0.0.5", "http://10.0.0.5"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://venue.local", "http://venue.local"),
    ],
)
def test_public_address_may_be_https_or_local(tmp_path: Path, url: str, kept: str) -> None:
    assert settings(tmp_path, PUBLIC_URL=url).public_url == kept


def test_password_of_a_wrong_store_address_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        settings(tmp_path, REDIS_URL="http://:hunter2@example.org")
    assert "hunter2" not in str(refused.value)


def test_store_address_comes_from_the_setting_or_the_running_built_in_store(tmp_path: Path) -> None:
    assert settings(tmp_path, REDIS_URL="redis://db:6379/1").store_url == "redis://db:6379/1"
    built_in = settings(tmp_path)
    with pytest.raises(SettingsError, match="companion up"):
        _ = built_in.store_url
    built_in.address_file.write_text("unix:///run/x.sock\n")
    assert built_in.store_url == built_in.jobs_url == "unix:///run/x.sock"
    assert settings(tmp_path, QUEUE_URL="redis://jobs").jobs_url == "redis://jobs"


def test_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(SettingsError, match="choose a folder"):
        settings(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_data_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o500)
    with pytest.raises(SettingsError, match="choose a folder"):
        settings(tmp_path)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"SUMMARY_LLM_URL": "ollama", "SUMMARY_LLM_MODEL": "x"}, "no address"),
        ({"SUMMARY_LLM_URL": "http://user:pw@127.0.0.1/v1", "SUMMARY_LLM_MODEL": "x"}, "no address"),
        ({"SUMMARY_LLM_URL": "http://models.example.org/v1", "SUMMARY_LLM_MODEL": "x"}, "use https"),
        ({"SUMMARY_LLM_URL": "http://127.0.0.1:11434/v1"}, "SUMMARY_LLM_MODEL is not set"),
    ],
)
def test_an_endpoint_of_a_model_is_checked_before_anything_starts(
    tmp_path: Path, environ: dict[str, str], says: str
) -> None:
    with pytest.raises(SettingsError, match=says) as error:
        Settings.from_env({"DATA_DIR": str(tmp_path), **environ})
    assert "pw" not in str(error.value)


def test_an_endpoint_is_off_unless_it_is_set(tmp_path: Path) -> None:
    assert Settings.from_env({"DATA_DIR": str(tmp_path)}).llm_url is None
    environ = {
        "SUMMARY_LLM_URL": "http://127.0.0.1:11434/v1",
        "SUMMARY_LLM_MODEL": "tiny",
        "SUMMARY_LLM_KEY": "sk-canary",
    }
    found = Settings.from_env({"DATA_DIR": str(tmp_path), **environ})
    assert (found.llm_model, found.llm_key) == ("tiny", "sk-canary") and "canary" not in repr(found)
