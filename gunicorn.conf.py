"""How gunicorn serves Stafett; `make run` and a municipality's own server use the same.

Synchronous workers with one kept database connection each: measured faster here than a pool.
"""

import os
import sys

wsgi_app = "stafett.wsgi"
bind = f"{os.environ.get('STAFETT_LISTEN', '127.0.0.1')}:{os.environ.get('STAFETT_PORT', '8000')}"
workers = int(os.environ.get("STAFETT_WEB_WORKERS", "2"))
worker_class = "sync"
timeout = 60
graceful_timeout = 10
# A slow disk must not look like a hanging worker.
memory = "/dev/shm"  # noqa: S108
worker_tmp_dir = memory if os.path.isdir(memory) else None
control_socket_disable = True
logger_class = "stafett.web.careful_log.GunicornLogger"
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(M)s ms"


def on_starting(server: object) -> None:
    """Say what is not safe before anything listens; `stafett.wsgi` asks again in each process."""
    try:
        import stafett.wsgi  # noqa: F401
    except Exception as error:
        if type(error).__name__ != "NotReady":
            raise
        sys.exit(str(error))
