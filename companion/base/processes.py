"""Child processes that never outlive their parent: started in groups of their own, ended politely and then for sure."""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO, Final

PR_SET_PDEATHSIG: Final = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class StartError(Exception):
    """A process could not be started; the message is one sentence that says why."""


class FolderInUse(Exception):
    """Another process holds the data folder; the message says so in one sentence."""


def end_with_parent(with_signal: int = signal.SIGTERM) -> None:
    """Ask the kernel to send this process a signal when its parent dies, even by kill -9. Linux only, else nothing."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, with_signal)


def no_core_dumps() -> None:
    """See to it that a crash of this process, or of one that it starts, writes nothing of its memory to the disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def spawn(
    args: list[str],
    *,
    env: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
    stdin: int | None = subprocess.DEVNULL,
    keep: Iterable[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that a Ctrl-C in the terminal reaches only the parent, which decides.

    `output` takes stdout and stderr; `keep` names file descriptors that the child inherits. Raises `StartError`.
    """
    parent = os.getpid()

    def prepare() -> None:
        end_with_parent()
        no_core_dumps()
        if os.getppid() != parent:  # it died before the request above could be heard
            os._exit(1)

    try:
        return subprocess.Popen(
            args,
            env=None if env is None else dict(env),
            stdin=stdin,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=tuple(keep),
            preexec_fn=prepare,
        )
    except (OSError, subprocess.SubprocessError) as error:  # no memory, or too many processes
        raise StartError(f"{args[0]} could not be started ({error})") from None


def stop(process: subprocess.Popen[bytes], patience_s: float, again_s: float = 0) -> None:
    """Ask a child to end; after `patience_s` ask again for `again_s`; then kill it and what is left of its group."""
    for wait_s in (patience_s, again_s):
        if process.poll() is None and wait_s:
            process.terminate()
            try:
                process.wait(wait_s)
            except subprocess.TimeoutExpired:
                pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def hold(path: Path, patience_s: float = 5) -> int:
    """Take the lock file at `path`, write this process's id into it, and return the descriptor that holds the lock.

    The lock lives as long as any process has the descriptor open; a store that inherits it keeps a second one off its
    files. If the process that took it is gone, what it left behind gets `patience_s` to end. Raises `FolderInUse`.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + patience_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError:
            owner = os.pread(descriptor, 32, 0).decode(errors="replace").strip()
            if _alive(owner) or time.monotonic() > deadline:
                os.close(descriptor)
                raise FolderInUse(
                    f"Companion already runs on {path.parent} (process {owner or 'unknown'}):"
                    " stop it first, or choose another DATA_DIR."
                ) from None
            time.sleep(0.05)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return descriptor


def holder(path: Path) -> int | None:
    """The id of the process that holds the lock file at `path`, if any does."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return None
    except OSError:
        pid = os.pread(descriptor, 32, 0).decode(errors="replace").strip()
        return int(pid) if _alive(pid) else None
    finally:
        os.close(descriptor)


def wait_until(true: Callable[[], bool], timeout_s: float, pause_s: float = 0.02) -> bool:
    """Ask `true` again and again until it says so; False after `timeout_s`."""
    deadline = time.monotonic() + timeout_s
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause_s)
    return True


def _alive(pid: str) -> bool:
    if not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def burden() -> tuple[int, int] | None:
    """Memory of this process in bytes (resident), and how many files and connections it holds open; None but on Linux."""
    if _libc is None:
        return None
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize(), len(os.listdir("/proc/self/fd"))
