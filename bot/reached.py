"""Whether this server can be reached from outside, as a platform that calls it must."""

from http import HTTPStatus
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.finding import Finding, note, right, wrong

_SECONDS = 10


async def reached(public_url: str) -> Finding:
    """Whether PUBLIC_URL answers, seen from here."""
    if not public_url:
        return note("PUBLIC_URL is not set, so it was not tried whether this server can be reached from outside.")
    host = urlsplit(public_url).hostname or "PUBLIC_URL"
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=_SECONDS)) as session,
            session.get(f"{public_url.rstrip('/')}/healthz") as answer,
        ):
            if answer.status == HTTPStatus.OK:
                return right(f"{host} answers at /healthz.")
            return wrong(f"{host} answers {answer.status} at /healthz, not 200. Is ofsted-bot serve behind it?")
    except (ClientError, TimeoutError, OSError, ValueError):
        return wrong(f"{host} does not answer at /healthz. Start ofsted-bot serve, and check PUBLIC_URL.")
