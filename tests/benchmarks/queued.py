"""A plan with many reminders, and with many messages that wait in the outbox: what the clock's benchmarks run on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, text
from sqlmodel import SQLModel

from models.database import engine_for, table_of
from models.outbox import Ledger, Outbox
from models.people import Identity, Person, RoleGrant
from models.reminders import Reminder
from models.tables import metadata
from models.vocabulary import DueKind, DueState, LedgerState, MessageKind, OutboxState, Platform, Role
from tests.benchmarks.made_plan import NOW, TODAY, Size
from tests.benchmarks.stores import sqlite_copy

DUE = 100
REMINDED = Size("reminded", 25, 4, 5)
"""A plan of a hundred actions."""
ON_TRACK = f"UPDATE action SET due_on = '{TODAY + timedelta(days=14)}', agreed_on = NULL, delivery = 'on_track'"
FIRST_PERSON, _EARLIER = 1_001, 30
assert REMINDED.all_actions == DUE
assert set(metadata.tables) >= {"reminder", "outbox", "ledger"}


@contextmanager
def reminded(folder: Path, reminders: int, due_on: date | None) -> Iterator[Engine]:
    """An SQLite database with so many reminders that wait; of the hundred actions' on `due_on`, the others' later."""
    engine = engine_for(sqlite_copy(REMINDED, folder))
    try:
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM reminder"))
            connection.execute(text(ON_TRACK))
            connection.execute(insert(table_of(Reminder)), list(_reminders(reminders, due_on)))
        yield engine
    finally:
        engine.dispose()


def _reminders(reminders: int, due_on: date | None) -> Iterator[dict[str, Any]]:
    for number in range(reminders):
        first = due_on is not None and number < DUE
        yield {
            "plan_id": 1, "subject": f"action:{number + 1}", "kind": DueKind.DEADLINE, "person_id": None,
            "due_on": due_on if first else TODAY + timedelta(days=2 + number % 300), "state": DueState.PENDING,
            "note": None, "level": 0, "written_at": NOW,
        }  # fmt: skip


def fill_outbox(engine: Engine, messages: int) -> None:
    """So many messages that may go now, each to somebody of their own, about one of the hundred actions."""
    rows: dict[type[SQLModel], list[dict[str, Any]]] = {Person: [], Identity: [], RoleGrant: [], Outbox: [], Ledger: []}
    for number in range(messages):
        for table, row in _message(number).items():
            rows[table].append(row)
    with engine.begin() as connection:
        connection.execute(text(ON_TRACK))
        for table, made in rows.items():
            connection.execute(insert(table_of(table)), made)


def requeue(engine: Engine) -> None:
    """Have every message wait again, as if none had gone."""
    with engine.begin() as connection:
        connection.execute(text(
            "UPDATE outbox SET state = 'queued', sent_at = NULL, attempts = 0, claimed_by = NULL, message_id = NULL,"
            " platform = NULL"
        ))  # fmt: skip
        connection.execute(text("UPDATE ledger SET state = 'queued', sent_at = NULL"))


def _message(number: int) -> dict[type[SQLModel], dict[str, Any]]:
    person, email = FIRST_PERSON + number, f"reader.{number}@ely.example"
    return {
        Person: {"id": person, "email": email, "name": f"Reader {number}", "active": True, "organisation_id": None},
        Identity: {
            "id": person, "person_id": person, "platform": Platform.SLACK, "external_id": f"U{number}", "linked_at": NOW,
            "guest": False, "home": False,
        },
        RoleGrant: {
            "id": person, "person_id": person, "plan_id": 1, "role": Role.VIEWER, "since": NOW - timedelta(days=_EARLIER),
            "granted_by": "Officer 1", "admitted": False,
        },
        Outbox: {
            "id": number + 1, "dedupe_key": f"daily:{person}:{TODAY}", "kind": MessageKind.DAILY, "person_id": person,
            "state": OutboxState.QUEUED, "written_at": NOW, "next_at": NOW, "attempts": 0, "may_repeat": False,
            "card": {},
        },
        Ledger: {
            "id": number + 1, "plan_id": 1, "subject": f"action:{number % DUE + 1}", "kind": DueKind.DEADLINE, "due_on": TODAY,
            "recipient": f"person:{person}", "recipient_id": person, "state": LedgerState.QUEUED, "moment": "before",
            "because": "owner", "outbox_id": number + 1, "at": NOW,
        },
    }  # fmt: skip
