"""A database's address as Django wants it. It may name several servers, of which one takes writes.

`postgresql://user:password@one:5432,two:5432/stafett?target_session_attrs=read-write`: where the
first does not answer, or is a replica, the next is tried, as PostgreSQL's own programs do it.
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# A machine that vanishes says nothing: without these its connections wait for a quarter of an hour.
NOTICE = {
    "connect_timeout": "5",
    "keepalives_idle": "10",  # seconds of silence, then five seconds between three questions
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "25000",  # milliseconds until what was sent must be acknowledged
}


def as_django(address: str) -> dict[str, Any]:
    """An entry of `DATABASES`. What stands after the `?` is the driver's, but for `host`, which is
    the folder of a socket."""
    url = urlsplit(address)
    more = dict(parse_qsl(url.query))
    socket = more.pop("host", "")
    credentials, _, servers = url.netloc.rpartition("@")
    user, _, password = credentials.partition(":")
    pairs = [_host_and_port(each) for each in servers.split(",")]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": ",".join(host for host, _ in pairs) or socket,
        "PORT": ",".join(port for _, port in pairs),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode breaks prepared statements; `book.questions` sees to it.
        "OPTIONS": {"prepare_threshold": None, **NOTICE, **more},
    }


def _host_and_port(server: str) -> tuple[str, str]:
    """An address of IPv6 stands in brackets."""
    host, colon, port = server.rpartition(":")
    if not colon or "]" in port:
        host, port = server, ""
    return unquote(host.strip("[]")), port
