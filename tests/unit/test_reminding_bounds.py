"""What reminding must not do: blast on publishing, sleep too long, or fall silent where nobody can be asked."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.console.render import card_text
from tests.council import DIRECTOR, PARTICIPATION
from tests.databases import SqliteStore
from tests.ticks import Recorder, Reminded, at, step
from tests.worlds import Setting, World, buttons, opened

LSCB, OFFICER = "business.manager@lscb.example", "participation.officer@cambridgeshire.example"


@pytest.fixture
def world(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[World]:
    with opened(sqlite_store, tmp_path, Reminded()) as world:
        world.now = at("2010-04-15T18:00")
        yield world


def texts(sent: Recorder, email: str) -> list[str]:
    return [" ".join(card_text(each.card).split()) for each in sent.sent if each.email == email]


def test_publishing_tells_nobody_anything_and_then_comes_what_the_preview_of_the_draft_said(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with opened(sqlite_store, tmp_path, Setting(plans=(), drafts=Setting().plans)) as draft:
        said = re.search(r"(\d+) messages in the next 7 days", draft.says("", "preview 7"))
        assert said is not None
        assert not draft.ask("", "publish Cambridgeshire 2009").refused
        assert draft.rows("SELECT count(*) FROM outbox") == [(0,)]
        sent = [each for each in step(draft, "2010-04-14T09:00").sent if not each.key.startswith("details")]
        assert len(sent) == int(said[1])
        daily = [each.key for each in sent if each.key.startswith("daily")]
        assert len(daily) == len(set(daily)), "one a day for each"


def test_a_snooze_is_from_tomorrow_to_a_fortnight_and_never_past_a_date_to_come(world: World) -> None:
    for who, label, last in (
        (PARTICIPATION, "LAC4", 14),
        (OFFICER, "action 4.3", 8),
        (PARTICIPATION, "action 4.2", 0),
    ):
        for days in range(-2, 18):
            day = (world.now + timedelta(days=days)).date().isoformat()
            refused = world.rehearse(who, f"snooze {label} until {day}").refused
            assert refused is not (1 <= days <= last), (label, days)
    world.now = at("2010-04-30T10:00")
    said = world.ask(PARTICIPATION, "snooze LAC4")
    assert said.refused
    assert "LAC4 is due today, so it is not put off." in said.cards[0].title


def test_what_is_late_is_not_put_off_and_is_offered_what_helps_instead(world: World) -> None:
    assert "snooze" in " ".join(each.command for each in buttons(world.ask(PARTICIPATION, "why LAC4")))
    step(world, "2010-05-04T10:00")
    assert "snooze" not in " ".join(each.command for each in buttons(world.ask(PARTICIPATION, "why LAC4")))
    said = world.ask(PARTICIPATION, "snooze LAC4")
    assert said.refused
    assert said.cards[0].title.startswith("LAC4 is 4 days late, so it is not put off. Say where it stands")
    assert [each.label for each in buttons(said)] == ["Update it", "Ask for a new date"]
    assert world.rows("SELECT count(*) FROM snooze") == [(0,)]
    step(world, "2010-05-06T18:00")
    assert (DIRECTOR, "escalation", "sent") in asked_of(world, "LAC4")


def test_a_date_brought_forward_ends_a_snooze(world: World) -> None:
    assert not world.ask(PARTICIPATION, "snooze LAC4 until 29 April 2010").refused
    world.run("UPDATE recommendation SET due_on = '2010-04-21' WHERE label = 'LAC4'")
    step(world, "2010-04-30T18:00")
    assert (PARTICIPATION, "deadline", "sent") in asked_of(world, "LAC4", before="2010-04-27")


def asked_of(world: World, label: str, before: str = "2010-12-31") -> list[Sequence[Any]]:
    return world.rows(
        "SELECT p.email, l.kind, l.state FROM ledger l JOIN person p ON p.id = l.recipient_id JOIN recommendation r ON "
        f"l.subject = 'recommendation:' || r.id WHERE r.label = '{label}' AND l.due_on BETWEEN '2010-04-20' AND '{before}'"
    )


def test_a_snooze_is_ones_own(world: World) -> None:
    assert not world.ask(PARTICIPATION, "snooze SG4 until 29 April 2010").refused
    world.run(
        "INSERT INTO tie (plan_id, recommendation_id, relation, person_id, position) SELECT 1, r.id, 'owner', p.id, 9 "
        f"FROM recommendation r, person p WHERE r.label = 'SG4' AND p.email = '{DIRECTOR}'"
    )
    step(world, "2010-04-16T18:00")
    found = world.rows(
        "SELECT p.email, l.state FROM ledger l JOIN person p ON p.id = l.recipient_id JOIN recommendation r ON "
        "l.subject = 'recommendation:' || r.id WHERE r.label = 'SG4' AND l.due_on = '2010-04-16' AND l.kind = 'deadline'"
    )
    assert set(found) == {(PARTICIPATION, "snoozed"), (DIRECTOR, "sent")}


def test_a_partner_without_chat_is_asked_through_its_link_officer_and_then_through_who_runs_the_plan(
    world: World,
) -> None:
    assert any("SG7" in text for text in texts(step(world, "2010-04-16T18:00"), LSCB))
    world.run(f"UPDATE person SET active = false WHERE email = '{LSCB}'")
    step(world, "2010-04-23T18:00")
    found = world.rows(
        "SELECT p.email, l.because FROM ledger l JOIN person p ON p.id = l.recipient_id JOIN recommendation r ON "
        "l.subject = 'recommendation:' || r.id WHERE r.label = 'SG7' AND l.due_on = '2010-04-23' AND l.kind = 'deadline'"
    )
    assert found == [(DIRECTOR, "nobody_else")]


def test_where_nobody_at_all_can_be_asked_it_is_put_down_as_failed_and_the_next_step_comes(world: World) -> None:
    world.run("UPDATE person SET active = false")
    assert step(world, "2010-04-16T18:00").sent == []
    said = " ".join(world.says("", "why SG4").split())
    assert "nobody in the plan could be asked" in said
    assert "Next its date: Friday 23 April 2010" in said
    world.run("UPDATE person SET active = true")
    assert any("SG4" in text for text in texts(step(world, "2010-04-23T18:00"), PARTICIPATION))
