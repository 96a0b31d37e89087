"""Where a link really goes: both its words and its address may be anybody's."""

import re
from urllib.parse import urlsplit

from bot.text import one_line
from models.card import Link

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+\.?\Z")
_UNSAFE = re.compile(r"[\s\x00-\x20\"<>\\^`{|}\x7f-\U0010ffff]")


def host_of(url: str) -> str:
    """The host of an address that may be linked to: plain http or https, without a user in it; else nothing."""
    if _UNSAFE.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    plainly = parts.scheme in {"http", "https"} and "@" not in parts.netloc
    return host if plainly and _HOST.match(host) else ""


def in_words(link: Link) -> str:
    """The link as its text and where it goes."""
    text, host = one_line(link.text), host_of(link.url)
    return text if link.text in {link.url, host} else f"{text} ({host or one_line(link.url)})"
