"""Every column that is said to be looked through for the words that go does lose them."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel

from handlers.redacting.reach import QUOTED
from models.assurance import LegalHold, Redaction
from models.drafts import Draft
from models.inbox import Inbox
from models.outbox import Ledger, Outbox
from models.reminders import Reminder
from models.vocabulary import DueKind, LedgerState, MessageKind, OutboxState, Platform
from tests.council import CHAIR, DIRECTOR, PARTICIPATION, VIEWER
from tests.databases import Store
from tests.worlds import KEY, Setting, World, opened

SLIPPED = "Words that slipped through, as somebody said of her school and of nobody else there"
SAID = f"somebody wrote “{SLIPPED}” of it"
PLAN, PERSON = 1, 1


def begin(world: World) -> None:
    assert not world.ask(DIRECTOR, f"settings data_protection_officer {VIEWER}").refused
    assert not world.ask(PARTICIPATION, f'update SG4 at risk "{SLIPPED}"').refused
    assert not world.ask(PARTICIPATION, 'change reword SG4 "Say it more plainly" reason="Clearer"').refused
    assert not world.ask(CHAIR, "sign-off reopen LAC1 reason=Lapsed").refused
    with Session(world.engine, info={"audit_key": KEY}) as session, session.begin():
        session.add_all(copies(world))
    quoted = json.dumps({"text": SAID})
    world.run(
        f"UPDATE plan_change SET was = '{quoted}'",
        f"UPDATE decision SET snapshot = '{quoted}' WHERE id = (SELECT max(id) FROM decision)",
    )


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True), begin) as world:
        yield world


def copies(world: World) -> list[SQLModel]:
    """A row of each table whose words nobody names."""
    now, told = world.now, json.dumps({"text": SAID})
    return [
        Draft(person_id=PERSON, at=now, expires_at=now + timedelta(days=1), words=SAID, files=SAID),
        Inbox(platform=Platform.SLACK, event_key="k1", received_at=now, payload=told, reply=told),
        LegalHold(plan_id=None, reason=SAID, set_at=now, set_by="Somebody", lifted_at=now, lifted_by="Somebody"),
        Ledger(
            plan_id=PLAN, subject="plan:1", kind=DueKind.REVIEW, due_on=date(2010, 4, 7), recipient="person:1",
            state=LedgerState.SENT, reason=SAID, note=SAID, at=now,
        ),
        Outbox(
            dedupe_key="d1", kind=MessageKind.DAILY, person_id=PERSON, state=OutboxState.SENT, written_at=now,
            next_at=now, card={"title": SAID},
        ),
        Redaction(plan_id=PLAN, subject="U1", reason=SAID, asked_at=now, asked_by="Somebody", confirmed_at=now),
        Reminder(
            plan_id=PLAN, subject="plan:1", kind=DueKind.REVIEW, due_on=date(2010, 4, 8), note=SAID, written_at=now,
        ),
    ]  # fmt: skip


def holding(world: World) -> set[str]:
    """The columns in which the words stand."""
    return {
        column
        for column in QUOTED
        for (held,) in world.rows("SELECT {1} FROM {0}".format(*column.split(".")))
        if SLIPPED in str(held)
    }


def test_every_copy_loses_the_words(world: World) -> None:
    assert holding(world) == QUOTED, "seed what is new, so that it is known to be reached"
    [(newest,)] = world.rows('SELECT max(id) FROM "update"')
    assert not world.ask(DIRECTOR, f'redact U{newest} reason="a name slipped through"').refused
    assert "removed for good" in world.says(VIEWER, "redact confirm R2")
    assert holding(world) == set()
