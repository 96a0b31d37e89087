"""`/metrics`: numbers about the server for whoever watches it, to this machine alone or to whoever has the token."""

import hmac
from collections.abc import Iterable
from itertools import groupby

from aiohttp import web

from scheduler.measuring import Measure

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
REFUSED = "Ask from this machine itself, or set METRICS_TOKEN on the server and send it as a bearer token.\n"


def may_read(request: web.Request, token: str) -> bool:
    """Whether a request has the token or, where none is set, comes from this machine and through no proxy."""
    if token:
        given = request.headers.get("Authorization", "").encode()
        return hmac.compare_digest(given, f"Bearer {token}".encode())
    return request.remote in _LOOPBACK and not any(name in request.headers for name in _FORWARDED)


def as_text(measures: Iterable[Measure]) -> str:
    """Prometheus' text form, which other watchers read too."""
    lines = []
    for (name, about), each in groupby(measures, key=lambda found: (found.name, found.about)):
        lines += [f"# HELP {name} {about}", f"# TYPE {name} {_kind(name)}"]
        lines += [f"{name}{_labels(found)} {found.value:g}" for found in each]
    return "\n".join(lines) + "\n"


def _kind(name: str) -> str:
    return "counter" if name.endswith("_total") else "gauge"


def _labels(found: Measure) -> str:
    return f'{{state="{found.state}"}}' if found.state else ""
