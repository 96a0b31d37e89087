"""Adding to the audit chain, and lawfully removing what an entry says."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Insert, Select, Update, bindparam, insert, select, text, update
from sqlmodel import Session

from models.audit.entries import REMOVED, AuditContent, AuditEntry, AuditHead
from models.audit.faults import FOUND
from models.audit.noted import noted
from models.audit.seals import NOTHING_YET, Entry, Head, canonical, digest_of, mac_of, seal_of
from models.database import Reader, Statement, Writer, table_of


class AuditBroken(Exception):
    """The end of the chain is not as it was left, or the key is another: nothing may be added to it."""


def record(  # noqa: PLR0913  because an entry has this many sides
    session: Session,
    *,
    at: datetime,
    actor: str,
    platform: str,
    event: str,
    subject: str,
    content: Mapping[str, object],
    plan_id: int | None = None,
    person_id: int | None = None,
) -> Entry:
    """Add an entry to the chain, in the session's transaction, sealed with `session.info["audit_key"]`.

    Change everything else first: the end of the chain is locked last, so that two changes cannot wait for
    each other. Raises AuditBroken if somebody tampered with that end, and LookupError without a key.
    """
    if event == REMOVED or event in FOUND:
        raise ValueError(f"only the audit itself records “{event}”")
    sides = {"at": at, "actor": actor, "person_id": person_id, "platform": platform, "event": event}
    return append(session, sides | {"subject": subject, "plan_id": plan_id}, content)


def remove_content(
    session: Session,
    audit_id: int,
    reason: str,
    *,
    at: datetime,
    actor: str,
    platform: str,
    person_id: int | None = None,
) -> Entry:
    """Remove what an entry says, salt and all, and record that; the chain still holds.

    Raises LookupError where there is no such entry, or nothing left to remove.
    """
    writer = Writer(session)
    entry = writer.one(_entry, id=audit_id)
    if entry is None or not writer.run(_remove, entry=audit_id, at=at, reason=reason):
        raise LookupError(f"there is nothing to remove at entry {audit_id}")
    sides = {"at": at, "actor": actor, "person_id": person_id, "platform": platform, "event": REMOVED}
    sides |= {"subject": f"audit:{audit_id}", "plan_id": entry.plan_id}
    return append(session, sides, {"reason": reason})


def append(session: Session, sides: dict[str, Any], content: Mapping[str, object]) -> Entry:
    """Give what happened its place in the chain and its seal, and store it."""
    key, writer = _key(session), Writer(session)
    before = _locked_head(session, writer, key)
    salt, written = secrets.token_hex(16), canonical(content)
    entry = Entry(id=before.count + 1, digest=digest_of(salt, written), **sides)
    after = Head(entry.id, mac_of(key, before.mac, entry))
    writer.run(_add_entry, **entry._asdict(), mac=after.mac)
    writer.run(_add_content, audit_id=entry.id, salt=salt, content=written)
    note = noted(session)
    note.at = entry.at
    note.ends.add(before)
    writer.run(_move, new_count=after.count, new_mac=after.mac, new_seal=seal_of(key, after))
    return entry


def head(reader: Reader) -> Head:
    """How the chain ends now. Its text goes into digests and papers, for `verify` to be held to later."""
    found = reader.one(_head)
    return Head(found.count, found.mac) if found else Head(0, NOTHING_YET)


def is_key(reader: Reader, key: bytes) -> bool:
    """Whether the chain was sealed with `key`: its end, or where that was changed its first entry, must say so."""
    end = reader.one(_head)
    if end is None or end.seal == seal_of(key, Head(end.count, end.mac)):
        return True
    first = reader.one(_first)
    return first is not None and first.mac == mac_of(key, NOTHING_YET, first)


def locked_end(writer: Writer) -> Head:
    """How the chain ends, and goes on ending until this transaction is over, unless it adds an entry itself."""
    found = writer.one(_head_to_move)
    return Head(found.count, found.mac) if found else Head(0, NOTHING_YET)


def _key(session: Session) -> bytes:
    key = session.info.get("audit_key")
    if not isinstance(key, bytes) or not key:
        raise LookupError('whoever opens a session that changes anything sets session.info["audit_key"]')
    return key


def _locked_head(session: Session, writer: Writer, key: bytes) -> Head:
    """The end of the chain, which nobody else may move before this transaction is over."""
    found = writer.one(_head_to_move)
    if found is None:
        seal = seal_of(key, Head(0, NOTHING_YET))
        session.connection().execute(text(_FIRST_HEAD), {"mac": NOTHING_YET, "seal": seal})
        found = writer.one(_head_to_move)
    before = Head(found.count, found.mac)
    if seal_of(key, before) != found.seal:
        raise AuditBroken("the end of the audit chain is not as it was left, or the key is not the one it had")
    return before


_FIRST_HEAD = "INSERT INTO audit_head (id, count, mac, seal) VALUES (1, 0, :mac, :seal) ON CONFLICT DO NOTHING"


@Statement
def _head() -> Select[tuple[int, str, str]]:
    end = table_of(AuditHead).c
    return select(end["count"], end["mac"], end["seal"])


@Statement
def _first() -> Select[Any]:
    return select(table_of(AuditEntry)).where(table_of(AuditEntry).c["id"] == 1)


@Statement
def _head_to_move() -> Select[tuple[int, str, str]]:
    end = table_of(AuditHead).c
    return select(end["count"], end["mac"], end["seal"]).with_for_update()


@Statement
def _move() -> Update:
    moved: dict[str, BindParameter[object]] = {
        "count": bindparam("new_count"),
        "mac": bindparam("new_mac"),
        "seal": bindparam("new_seal"),
    }
    return update(table_of(AuditHead)).values(moved)


@Statement
def _add_entry() -> Insert:
    return insert(table_of(AuditEntry))


@Statement
def _add_content() -> Insert:
    names = ("audit_id", "salt", "content")
    return insert(table_of(AuditContent)).values({name: bindparam(name) for name in names})


@Statement
def _entry() -> Select[tuple[int | None]]:
    entries = table_of(AuditEntry)
    return select(entries.c["plan_id"]).where(entries.c["id"] == bindparam("id"))


@Statement
def _remove() -> Update:
    contents = table_of(AuditContent)
    why: dict[str, BindParameter[object]] = {
        "removed_at": bindparam("at"),
        "removed_reason": bindparam("reason"),
    }
    still = contents.c["removed_at"].is_(None)
    return (
        update(contents)
        .where(contents.c["audit_id"] == bindparam("entry"), still)
        .values(salt=None, content=None, **why)
    )
