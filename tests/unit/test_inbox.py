"""The inbox itself: one row a delivery, taken once, and nothing left of what was said."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from bot.inbox import Busy, Delivery, Inbox, Repeated, claim, forget_old, keep
from handlers.request import Attachment, Request
from models.card import Card, Reply
from models.database import Reader, Writer

NOW = datetime(2010, 4, 7, 9, 0, tzinfo=UTC)
SAID = Request("slack", "U1", "C1", "update SG4", {"narrative": "Words."}, (Attachment("a.pdf", "slack:F1"),), "k1")
DELIVERY = Delivery(SAID, {"by": "command", "user": "U1"})
TOLD = Reply((Card("Recorded."),))


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    return Inbox(engine, "slack", lambda: NOW)


@pytest.fixture
def reader(engine: Engine) -> Iterator[Reader]:
    with closing(Reader(engine)) as reader:
        yield reader


def rows(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT state, payload, reply FROM inbox ORDER BY id"))]


def test_what_comes_twice_is_kept_once(inbox: Inbox, engine: Engine) -> None:
    assert inbox.arrive(DELIVERY, keeping=True)
    assert not inbox.arrive(DELIVERY, keeping=True)
    assert len(rows(engine)) == 1


def test_what_is_left_comes_back_as_it_was_said(inbox: Inbox, reader: Reader) -> None:
    inbox.arrive(DELIVERY, keeping=True)
    (left,) = inbox.left(reader, NOW)
    assert (left.request, left.route, left.reply) == (SAID, DELIVERY.route, None)
    assert inbox.left(reader, NOW - timedelta(seconds=1)) == []


def test_of_what_is_refused_only_the_key_is_kept(inbox: Inbox, engine: Engine, reader: Reader) -> None:
    assert inbox.arrive(DELIVERY, keeping=False)
    assert rows(engine) == [("refused", None, None)]
    assert inbox.left(reader, NOW) == []
    assert not inbox.arrive(DELIVERY, keeping=True)


def test_it_is_taken_once_and_a_change_that_fails_leaves_it(inbox: Inbox, engine: Engine, reader: Reader) -> None:
    inbox.arrive(DELIVERY, keeping=True)
    with Session(engine) as session:
        claim(Writer(session), SAID, NOW)
        session.rollback()
    assert [left.request for left in inbox.left(reader, NOW)] == [SAID]
    with Session(engine) as session, session.begin():
        claim(Writer(session), SAID, NOW)
        keep(Writer(session), SAID, TOLD)
    assert [(left.request, left.reply) for left in inbox.left(reader, NOW)] == [(None, TOLD)]
    with Session(engine) as session, pytest.raises(Repeated):
        claim(Writer(session), SAID, NOW)


def test_what_changed_something_keeps_its_own_answer(inbox: Inbox, engine: Engine, reader: Reader) -> None:
    inbox.arrive(DELIVERY, keeping=True)
    with Session(engine) as session, session.begin():
        claim(Writer(session), SAID, NOW)
        keep(Writer(session), SAID, TOLD)
    inbox.settle("k1", Reply((Card("Another."),)))
    assert [left.reply for left in inbox.left(reader, NOW)] == [TOLD]


def test_once_it_is_told_nothing_is_left_but_that_it_came(inbox: Inbox, engine: Engine) -> None:
    inbox.arrive(DELIVERY, keeping=True)
    inbox.settle("k1", TOLD)
    inbox.finish("k1")
    assert rows(engine) == [("answered", None, None)]


def test_keys_are_let_go_after_a_week_and_what_is_left_is_not(inbox: Inbox, engine: Engine) -> None:
    inbox.arrive(DELIVERY, keeping=True)
    inbox.arrive(Delivery(Request("slack", "U1", "C1", "x", id="k2"), {}), keeping=False)
    for later, kept in ((timedelta(days=6), 2), (timedelta(days=8), 1)):
        with Session(engine) as session, session.begin():
            forget_old(Writer(session), NOW + later)
        assert len(rows(engine)) == kept


def test_somebody_else_writing_for_too_long_is_not_the_same_as_having_come_before(inbox: Inbox, engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has one writer at a time")
    with engine.begin(), pytest.raises(Busy):
        inbox.arrive(DELIVERY, keeping=True)
