"""Dates that stood on a guess follow the real one, and history keeps both; asked as people ask."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.importing import load
from handlers.documents.plan_reader import read_file
from tests.databases import Store
from tests.plans import FIRST, START, example
from tests.worlds import KEY, OPERATOR, Setting, World, opened

REAL = date(2009, 11, 2)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as made:
        yield made


def imported(world: World, content: bytes | str, **given: Any) -> list[str]:
    """What an import says it changes."""
    with Session(world.engine, info={"audit_key": KEY}) as session:
        result = load(session, read_file(content), now=world.now, publish=True, **given)
        session.commit()
    return result.lines


def flat(world: World, text: str) -> str:
    return " ".join(world.says(OPERATOR, text).split())


def test_what_was_counted_from_an_assumed_date_follows_the_real_one(world: World) -> None:
    imported(world, example("cambridgeshire-2009"), published=REAL)
    assert "Due Tuesday 2 February 2010 (3 months from publication), 64 days late" in flat(world, "status SG1")
    assert "Due Sunday 2 May 2010 (6 months from publication), in 25 days" in flat(world, "status SG4")


def test_history_keeps_both_dates_and_who_brought_the_new_one(world: World) -> None:
    imported(world, example("cambridgeshire-2009"), published=REAL)
    assert (
        "7 April 2010 SG1 is due 2 February 2010, counted again from publication on 2 November 2009; before, it was "
        "30 January 2010, counted from an assumed publication date, 30 October 2009. Local operator, on the console"
    ) in flat(world, "history SG1")
    assert not imported(world, example("cambridgeshire-2009"), published=REAL)
    assert flat(world, "history SG1").count("counted again") == 1
    assert world.audit_problems() == []


def test_a_stated_date_stays_when_the_real_publication_date_comes(world: World) -> None:
    world.run("UPDATE recommendation SET due_on = '2010-03-19', due_basis = 'stated' WHERE label = 'SG1'")
    imported(world, example("cambridgeshire-2009"), published=REAL)
    assert "Due Friday 19 March 2010 (as stated; the report's limit is 3 months" in flat(world, "status SG1")
    assert "counted again" not in flat(world, "history SG1")


def test_an_agreed_date_stays_beside_the_original_that_is_counted_again(world: World) -> None:
    agreed = "agreed_on = '2010-06-11', agreed_precision = 'day', extensions = 1"
    world.run(f"UPDATE recommendation SET {agreed} WHERE label = 'SG4'")
    imported(world, example("cambridgeshire-2009"), published=REAL)
    told = flat(world, "status SG4")
    assert "Due Sunday 2 May 2010" in told
    assert "Agreed date now Friday 11 June 2010 (1 extension); the original stands" in told
    assert "30 October 2009; the agreed date, 11 June 2010, stays." in flat(world, "history SG4")


def test_what_was_counted_from_receipt_follows_publication(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting(plans=())) as world:
        text = START.replace(", published: 2010-01-31", "") + FIRST
        imported(world, text, received=date(2010, 1, 15))
        imported(world, text, published=date(2010, 1, 31))
        told = flat(world, "history rec 1")
        assert "1 is due 30 April 2010, counted again from publication on 31 January 2010; before, it was" in told
        assert "no earlier than 15 April 2010, counted from receipt of the draft." in told


def test_reminders_follow_the_date_that_was_counted_again(world: World) -> None:
    due = "SELECT due_on FROM reminder WHERE subject = 'recommendation:4' AND kind = 'deadline' AND state = 'pending'"
    before = world.rows(due)
    imported(world, example("cambridgeshire-2009"), published=date(2009, 12, 18))
    [(now,)] = world.rows(due)
    assert str(now) > str(before[0][0])
