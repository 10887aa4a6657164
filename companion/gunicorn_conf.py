"""How gunicorn serves Companion: `gunicorn -c python:companion.gunicorn_conf 'companion:create_app()'`.

Nothing that gevent patches may be imported here, since this module is loaded before the workers patch themselves; so
the hook fetches what it calls when it is called.
"""

from __future__ import annotations

import logging
import os
import resource
import sys
from typing import Any, Final

from companion.base.processes import no_core_dumps
from companion.base.settings import Settings, SettingsError
from companion.live.handover import Handover

try:
    _settings = Settings.from_env()
    _ = _settings.store_url  # that there is a store is better said here than by every worker
except SettingsError as error:
    sys.exit(str(error))

no_core_dumps()
_soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (_hard, _hard))

# A socket that the supervisor holds open, so that nobody is turned away while the processes behind it are replaced.
_listener = os.environ.get("COMPANION_LISTENER")
_ready = os.environ.get("COMPANION_READY")
_replaced = os.environ.get("COMPANION_REPLACED")
_handover = Handover(int(_replaced) if _replaced else None)
_address = f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
bind: Final = f"fd://{_listener}" if _listener else _address
workers: Final = _settings.workers
worker_class: Final = "companion.live.worker.Worker"
worker_connections: Final = 20_000
backlog: Final = 4096
keepalive: Final = 5
timeout: Final = 7  # whoever watches through a process that is frozen is to notice within ten seconds
graceful_timeout: Final = 5
# A worker that is renewed after some requests would drop thousands of connections for nothing.
max_requests: Final = 0
control_socket_disable: Final = True
# A proxy on this machine may say that the visitor came by https, but no header may say what was asked for.
forwarder_headers: Final = ""
worker_tmp_dir: Final = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # the heartbeat needs no disk
accesslog: Final = None
logconfig_dict: Final = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "companion.base.logs.JsonLines", "process": "web"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}


def on_reload(server: Any) -> None:
    """A HUP: all workers are about to be replaced."""
    _handover.begin()


def pre_fork(server: Any, worker: Any) -> None:
    """A worker is about to be started."""
    _handover.join(worker)


def post_worker_init(worker: Any) -> None:
    """A worker is ready to serve."""
    import gevent
    from gunicorn.arbiter import Arbiter

    from companion.base import logs
    from companion.core import language
    from companion.store.client import StoreDown
    from companion.store.safety import UnsafeStore, require_safe
    from companion.store.signs import keep_giving_signs
    from companion.web import metrics

    logs.tell_of_every_end()
    try:
        require_safe(worker.wsgi.extensions["companion"].store, _settings.store_may_lose)
    except UnsafeStore as error:
        logging.getLogger("companion.web").error("%s", error)
        sys.exit(Arbiter.WORKER_BOOT_ERROR)
    except StoreDown:
        pass  # it is asked before the first write
    metrics.start(worker.wsgi.extensions["companion"])
    services = worker.wsgi.extensions["companion"]
    keep_giving_signs(services.store, "web", services.settings.secret_key)
    # The model takes most of a second to load, and nobody's first question should wait for it.
    gevent.get_hub().threadpool.spawn(language.warm)
    _handover.ready(worker)
    if _ready:
        try:
            os.write(int(_ready), b".")
        except OSError:
            pass  # the supervisor has stopped listening: this worker came later
