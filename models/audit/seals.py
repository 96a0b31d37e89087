"""How an entry, its content and the end of the chain are sealed. Pure: nothing here knows a database."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, Self

from typing_extensions import override

NOTHING_YET = "0" * 64  # what stands in for the entry before the first
_SHORT = 16  # digits of a seal in a printed head: 64 bits, which nobody can aim at without the key
_HEX = frozenset("0123456789abcdef")


class Entry(NamedTuple):
    """One thing that happened, in its place in the chain, ready to be sealed."""

    id: int
    at: datetime
    actor: str
    person_id: int | None
    platform: str
    event: str
    subject: str
    plan_id: int | None
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """How long the chain is and how it ends. Its text, as 128-3f9a1c5e7b2d4f60, is what people keep."""

    count: int
    mac: str

    @override
    def __str__(self) -> str:
        return f"{self.count}-{self.mac[:_SHORT]}"

    @classmethod
    def parse(cls, written: str) -> Self:
        """The head that was printed as `written`. Raises ValueError for anything else."""
        count, _, mac = written.strip().lower().partition("-")
        if not (count.isascii() and count.isdigit() and len(mac) >= _SHORT and _HEX.issuperset(mac)):
            raise ValueError(f"a head is written as in 128-3f9a1c5e7b2d4f60, not {written}")
        return cls(int(count), mac)


def canonical(content: Mapping[str, object]) -> str:
    """`content` as JSON in the one way it is stored. Raises TypeError or ValueError for what JSON has not."""
    return _json(content, _plain, allow_nan=False)


def moment(at: datetime | str) -> str:
    """A time in the one way it is sealed, which is also how SQLite stores it."""
    if isinstance(at, datetime):
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return at


def digest_of(salt: str, content: str) -> str:
    """What an entry keeps of its content. The salt, removed with it, stops anyone from guessing at it later."""
    return hashlib.sha256(f"{salt}\n{content}".encode(errors="surrogateescape")).hexdigest()


def mac_of(key: bytes, previous: str, entry: Any) -> str:
    """The seal of `entry`, or of a stored row of it, after the one sealed `previous`."""
    place = (entry.id, moment(entry.at), entry.actor, entry.person_id, entry.platform)
    return _sealed(key, "entry", previous, *place, entry.event, entry.subject, entry.plan_id, entry.digest)


def seal_of(key: bytes, head: Head) -> str:
    """The seal of the end of the chain."""
    return _sealed(key, "head", head.count, head.mac)


def row_mac_of(key: bytes, subject: str, stored: Mapping[str, object]) -> str:
    """The seal of a row as the database holds it: of its values by their names, so that a column may come to be.

    What is NULL is left out, and so a column that is added later, and NULL in each row, changes no seal. Whatever else
    may stand there has a seal too, a number that is not finite and text that is not UTF-8: none may stop who writes.
    """
    return _sealed(key, "row", subject, _json({name: held for name, held in stored.items() if held is not None}, _held))


def rows_seal_of(key: bytes, head: Head, total: str) -> str:
    """The seal of all rows together, at the end the chain had."""
    return _sealed(key, "rows", head.count, head.mac, total)


def added(total: str, *, more: Iterable[str] = (), less: Iterable[str] = ()) -> str:
    """The sum of seals, from which none can be left out: each is a number that nobody without the key can choose."""
    changed = _number(total) + sum(map(_number, more)) - sum(map(_number, less))
    return f"{changed % 2**256:064x}"


def _number(mac: str) -> int:
    """What a seal adds to the sum. One that somebody wrote over may be no number, and must not stop who writes next."""
    try:
        return int(mac, 16)
    except (ValueError, TypeError):
        return 0


def _sealed(key: bytes, *parts: object) -> str:
    return hmac.digest(key, _json(parts, repr).encode(), "sha256").hex()


def _json(value: object, default: Callable[[object], str], *, allow_nan: bool = True) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=allow_nan, default=default)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be recorded")


def _held(value: object) -> str:
    return moment(value) if isinstance(value, datetime) else str(value)
