"""`status` and the lists tell the truth in the rarer cases: no date, a month for a date, a board's word, a successor."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from handlers import access
from models.card import Card, Facts, Tone, plain
from models.governance import Board
from models.plan import Recommendation
from models.progress import BoardJudgement, Evidence, EvidenceRecommendation
from models.rules.dates import Precision
from models.vocabulary import Bearing, Delivery, EvidenceKind, EvidenceState
from tests.databases import Store
from tests.worlds import LONDON, OPERATOR, Setting, World, buttons, opened, request

OWNER = "head.of.participation@cambridgeshire.example"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def card(world: World, said: str) -> Card:
    reply = world.ask(OPERATOR, said)
    assert not reply.refused, reply
    return reply.cards[0]


def lead(world: World, said: str = "status SG4") -> str:
    """The first line below the title: the colour's word and why."""
    return _lines(card(world, said))[0]


def _lines(shown: Card) -> list[str]:
    return [plain(block.spans) for block in shown.blocks if hasattr(block, "spans")]


def facts(shown: Card) -> dict[str, str]:
    """What a card says under each of its labels."""
    return {label: plain(value) for block in shown.blocks if isinstance(block, Facts) for label, value in block.rows}


def put(world: World, label: str, **columns: str) -> None:
    """Set columns of a recommendation behind the bot's back."""
    said = ", ".join(f"{name} = {value}" for name, value in columns.items())
    world.run(f"UPDATE recommendation SET {said} WHERE label = '{label}'")


def test_a_card_says_what_is_not_there_yet(world: World) -> None:
    world.run(
        "UPDATE tie SET until_on = '2010-01-01'",
        "UPDATE recommendation SET due_on = NULL, due_precision = NULL, due_basis = 'none', time_limit = 'none_stated', "
        "latest_update_id = NULL, latest_update_at = NULL WHERE label = 'LAC5'",
        "DELETE FROM response",
    )
    shown = card(world, "status LAC5")
    assert "No date: the report set no time limit and the council has not set a date." in _lines(shown)[1]
    told = facts(shown)
    assert told["Owner"] == "nobody yet; an administrator names one in the plan file"
    assert told["Actions"].startswith("none yet")
    assert told["Latest"] == "no update yet in 159 days"
    assert told["Evidence"] == "none accepted yet"


def test_a_limit_without_a_publication_date_is_said_to_wait_for_it(world: World) -> None:
    put(world, "SG4", due_on="NULL", due_precision="NULL", due_basis="'none'")
    said = _lines(card(world, "status SG4"))[1]
    assert "the limit is 6 months from publication, and the publication date is not known" in said


def test_the_first_response_is_shown_until_somebody_gives_a_word(world: World) -> None:
    put(world, "SG4", latest_update_id="NULL", latest_update_at="NULL")
    assert facts(card(world, "status SG4"))["Latest"].startswith(
        "No update yet. The council's first response, 24 November 2009: “The approach to gathering"
    )
    world.ask(OWNER, 'update SG4 at risk "Here is one."')
    assert facts(card(world, "status SG4"))["Latest"].startswith("“Here is one.” Head of Participation")


def test_an_agreed_date_stands_beside_the_original_and_lateness_counts_from_the_original(world: World) -> None:
    put(world, "SG2", agreed_on="'2010-05-28'", agreed_precision="'day'", extensions="1")
    said = _lines(card(world, "status SG2"))[1]
    assert "Due Saturday 30 January 2010" in said
    assert "67 days late" in said
    assert "Agreed date now Friday 28 May 2010 (1 extension); the original stands" in said


@pytest.mark.parametrize(
    ("on", "precision", "text", "end", "shown"),
    [
        ("2010-04-01", "month", None, None, "April 2010"),
        ("2010-04-01", "meeting", "Programme Board, April 2010", None, "Programme Board, April 2010"),
        ("2010-04-03", "after", "after the review of 3 April 2010", None, "after the review of 3 April 2010"),
        ("2010-04-03", "range", None, "2010-04-12", "3 to 12 April 2010"),
        ("2010-04-05", "day", None, None, "5 April 2010"),
        (None, "ongoing", "as they arise", None, "as they arise"),
    ],
)
def test_a_date_is_shown_as_exactly_as_it_is_known_and_counted_from_its_first_day(
    on: str | None, precision: str, text: str | None, end: str | None, shown: str, world: World
) -> None:
    values = [f"'{value}'" if value else "NULL" for value in (on, precision, text, end)]
    for table, label in (("recommendation", "LAC4"), ("action", "4.3")):
        names = ("due_on", "due_precision", "due_text", "due_end")
        world.run(
            f"UPDATE {table} SET {', '.join(f'{name} = {value}' for name, value in zip(names, values, strict=True))} "
            f"WHERE label = '{label}'"
        )
    late = (7 - int(on[-2:])) if on else 0
    counted = f"{late} day{'s' if late != 1 else ''} late" if on else None
    for said, label in (
        ("status all", "LAC4"),
        ("mine", "LAC4"),
        ("status actions", "4.3"),
        ("status SG4 actions", "4.3"),
    ):
        reply = world.ask(OWNER, said)
        lines = [facts(each)[label] for each in reply.cards if label in facts(each)]
        lines += [facts(each)[label] for each in world.ask(OWNER, f"{said} page 2").cards if label in facts(each)]
        assert f"due {shown}" in lines[0], said
        assert counted is None or counted in lines[0]
    for said in ("status LAC4", "status action 4.3"):
        due = _lines(card(world, said))[1]
        assert due.startswith(f"Due {shown.replace('5 April', 'Monday 5 April')}"), said
        assert counted is None or counted in due
    if counted:
        assert f"action 4.3 is {counted}" in " ".join(_lines(card(world, "status SG4"))) or "4.2" in lead(world)


def judged(world: World, label: str, delivery: Delivery, on: date | None, words: str = "in its own words") -> None:
    """A board's word on a recommendation."""
    with Session(world.engine) as session:
        item = session.exec(select(Recommendation).where(Recommendation.label == label)).one()
        board = session.exec(select(Board).where(Board.key == "improvement-steering-group")).one()
        place = len(session.exec(select(BoardJudgement)).all()) + 1
        session.add(
            BoardJudgement(
                plan_id=item.plan_id, position=place, recommendation_id=item.id, board_id=board.id, scope="it",
                as_at_on=on, as_at_precision=Precision.DAY if on else None, delivery=delivery, delivery_words=words,
            )
        )  # fmt: skip
        session.commit()


def test_the_worse_of_the_owners_and_the_boards_word_heads_every_card(world: World) -> None:
    judged(world, "LAC5", Delivery.OFF_TRACK, date(2010, 3, 16), "largely off track")
    shown = card(world, "status LAC5")
    assert _lines(shown)[0].startswith("RED: the Improvement Steering Group judged it off track")
    assert shown.tone is Tone.RED
    assert "largely off track" in facts(shown)["Board"]
    assert facts(shown)["Delivery"] == "on track · Impact: none stated · Sign-off: not requested"
    assert "RED" in facts(card(world, "status all"))["LAC5"]
    assert "2 red" in _lines(card(world, "status"))[0]


def test_a_boards_better_word_changes_nothing_but_is_shown(world: World) -> None:
    judged(world, "SG2", Delivery.ON_TRACK, date(2010, 3, 16), "on its way")
    assert lead(world, "status SG2").startswith("RED")
    assert "on its way" in facts(card(world, "status SG2"))["Board"]


def test_the_latest_word_of_a_board_counts_and_one_without_a_day_is_the_oldest(world: World) -> None:
    judged(world, "LAC5", Delivery.OFF_TRACK, None, "long ago")
    judged(world, "LAC5", Delivery.OFF_TRACK, date(2010, 2, 16), "in February")
    judged(world, "LAC5", Delivery.ON_TRACK, date(2010, 3, 16), "in March")
    assert "in March" in facts(card(world, "status LAC5"))["Board"]
    assert lead(world, "status LAC5").startswith("AMBER")
    assert "AMBER" in facts(card(world, "status all"))["LAC5"]


def test_a_lifted_word_is_not_shown(world: World) -> None:
    judged(world, "LAC5", Delivery.OFF_TRACK, date(2010, 3, 16))
    assert lead(world, "status LAC5").startswith("RED")
    with Session(world.engine) as session:
        (said,) = session.exec(select(BoardJudgement)).all()
        said.lifted_at = world.now
        session.commit()
    assert lead(world, "status LAC5").startswith("AMBER")
    assert "Board" not in facts(card(world, "status LAC5"))


FOR, AGAINST, MIXED = Bearing.FOR, Bearing.AGAINST, Bearing.MIXED
ACCEPTED, OFFERED, RETURNED = EvidenceState.ACCEPTED, EvidenceState.OFFERED, EvidenceState.RETURNED
AUDIT, DATA, PROCESS = EvidenceKind.AUDIT, EvidenceKind.OUTCOME_DATA, EvidenceKind.PROCESS


@pytest.mark.parametrize(
    ("pieces", "said", "proved"),
    [
        ([(AUDIT, FOR, ACCEPTED, False)], "1: 1 audit. No outcome data yet", True),
        ([(DATA, FOR, ACCEPTED, False)], "1: 1 outcome data. No audit yet", True),
        ([(PROCESS, FOR, ACCEPTED, False)], "1: 1 process. No outcome data or audit yet", False),
        ([(AUDIT, FOR, OFFERED, False)], "none accepted yet; 1 waiting to be accepted", False),
        ([(AUDIT, FOR, RETURNED, False)], "none accepted yet", False),
        (
            [(AUDIT, FOR, ACCEPTED, False), (AUDIT, AGAINST, ACCEPTED, False)],
            "1 piece that speaks against or mixed, not answered; 2 accepted: 1 against: audit, 1 audit",
            False,
        ),
        ([(AUDIT, FOR, ACCEPTED, False), (AUDIT, AGAINST, ACCEPTED, True)], "2: 1 against: audit, 1 audit", True),
        (
            [(AUDIT, MIXED, ACCEPTED, False)],
            "1 piece that speaks against or mixed, not answered; 1 accepted: 1 mixed: audit",
            False,
        ),
        ([(AUDIT, AGAINST, ACCEPTED, True)], "1: 1 against: audit", False),
    ],
)
def test_evidence_is_counted_by_kind_what_is_against_first(
    pieces: list[tuple[EvidenceKind, Bearing, EvidenceState, bool]],
    said: str,
    proved: bool,  # noqa: FBT001  because it is one answer of a table
    world: World,
) -> None:
    with Session(world.engine) as session:
        item = session.exec(select(Recommendation).where(Recommendation.label == "SG6")).one()
        for kind, bearing, state, answered in pieces:
            piece = Evidence(
                plan_id=item.plan_id, at=world.now, by_name="Somebody", kind=kind, title="A piece", bearing=bearing,
                answered=answered, state=state,
            )  # fmt: skip
            session.add(piece)
            session.flush()
            session.add(EvidenceRecommendation(recommendation_id=item.key_id, evidence_id=piece.key_id))
        session.commit()
    assert facts(card(world, "status SG6"))["Evidence"].startswith(said)
    assert lead(world, "status SG6").startswith("GREEN" if proved else "AMBER: reported completed")
    listed = " ".join(facts(card(world, f"status all page {page}")).get("SG6", "") for page in (1, 2))
    assert ("GREEN" in listed) is proved


def test_a_successor_answers_and_the_old_name_is_kept(world: World) -> None:
    world.run(
        "INSERT INTO organisation (key, name, kind, source) VALUES ('partnership', 'Safeguarding Partnership', 'partner', '{}')",
        "UPDATE organisation SET succeeded_on = '2010-04-07', "
        "successor_id = (SELECT id FROM organisation WHERE key = 'partnership') WHERE key = 'lscb'",
    )
    assert facts(card(world, "status 7.1"))["Owner"] == (
        "Safeguarding Partnership (was Local Safeguarding Children Board) (partner)"
    )
    world.wait(days=-1)
    assert facts(card(world, "status 7.1"))["Owner"] == "Local Safeguarding Children Board (partner)"


def test_a_plan_may_call_its_colours_otherwise(world: World) -> None:
    key = ", ".join(
        f'"{standing}": {{"colour": "{colour}", "word": "{word}"}}'
        for standing, colour, word in (
            ("signed_off", "blue", "Closed"), ("awaiting_sign_off", "green", "With the board"),
            ("overdue", "red", "Late"), ("off_track", "red", "Off course"), ("at_risk", "amber", "Watch"),
            ("not_enough_evidence", "grey", "Unknown"), ("completed_unproved", "amber", "To be shown"),
            ("on_track", "green", "On course"), ("not_started", "green", "To come"), ("paused", "grey", "Resting"),
        )
    )  # fmt: skip
    world.run(f'UPDATE plan SET settings = \'{{"colour_key": {{{key}}}, "silence_days": 60}}\'')
    assert lead(world, "status SG2").startswith("LATE: 67 days past its limit")
    shown = " ".join(_lines(card(world, "status")))
    assert "1 late" in shown
    assert "1 closed" in shown
    assert "Late: past its limit undelivered. Off course: off track. Watch: at risk" in shown


def test_a_signed_off_item_is_late_no_more_and_in_no_list_of_what_is_late(world: World) -> None:
    assert "late" not in " ".join(_lines(card(world, "status LAC1")))
    assert "LAC1" not in facts(card(world, "overdue"))
    put(world, "LAC1", sign_off="'reopened'")
    assert "LAC1" in facts(card(world, "overdue"))


def test_overdue_is_two_lists_and_what_an_action_undoes_is_not_delivered(world: World) -> None:
    world.ask("head.of.quality@cambridgeshire.example", 'update 3.1 off track "Two teams have stopped."')
    lines = _lines(card(world, "overdue"))
    assert lines[0] == "Not delivered: 2"
    assert lines[1] == "Delivered, not signed off: 2"
    assert "RED" in facts(card(world, "overdue"))["SG3"]


def test_what_falls_due_leaves_out_what_is_finished(world: World) -> None:
    put(world, "SG5", sign_off="'signed_off'", delivery="'completed'")
    world.ask(OPERATOR, 'update 4.3 completed "Reported."')
    told = facts(card(world, "due 30 days"))
    assert "SG4" in told
    assert "SG5" not in told
    assert "4.3" not in told


def test_a_long_list_is_paged_and_says_so(world: World) -> None:
    for number in range(30):
        world.run(
            "INSERT INTO action (plan_id, position, label, label_key, text, due_on, due_precision, delivery, extensions, "
            f"restricted, source, version) SELECT id, {100 + number}, 'X{number}', 'x{number}', 'Extra {number}', "
            f"'2010-03-{number + 1:02}', 'day', 'not_started', 0, false, '{{}}', 1 FROM plan"
        )
    for said, total in (("status actions", 37), ("overdue actions", 32)):
        seen: list[str] = []
        for page in (1, 2, 3, 4):
            shown = card(world, f"{said} page {page}")
            rows = facts(shown)
            assert len(rows) == (10 if page < 4 else total - 30)
            seen += rows
            labels = [button.label for button in buttons(world.ask(OPERATOR, f"{said} page {page}"))]
            assert ("Next" in labels, "Previous" in labels) == (page < 4, page > 1)
        assert len(set(seen)) == total
    assert "There is no page 9" in world.says(OPERATOR, "overdue actions page 9") or "No" in world.says(
        OPERATOR, "overdue actions page 9"
    )


def test_a_plan_of_one_counts_in_the_singular(store: Store, tmp_path: Path) -> None:
    now = datetime(2020, 4, 7, 9, 0, tzinfo=LONDON)
    with opened(store, tmp_path, Setting(("secretshire-2020",), (), now)) as world:
        world.run("DELETE FROM tie", "UPDATE recommendation SET restricted = true WHERE label <> '4'")
        world.ask(OPERATOR, "publish to staff")
        said = world.says("somebody@secretshire.example", "status all")
        assert "1 recommendation, the most serious first" in said
        assert "You can see 1 recommendation in Secretshire 2020, and 9 isn't one of them." in " ".join(
            world.says("somebody@secretshire.example", "status 9").split()
        )


@pytest.mark.parametrize("plan", ["bathnes-2012", "central-bedfordshire-2012", "halton-2010"])
@pytest.mark.parametrize("said", ["status", "status all", "status more", "overdue", "due", "readiness"])
def test_a_plan_without_recommendations_never_counts_them(plan: str, said: str, store: Store, tmp_path: Path) -> None:
    now = datetime(2012, 11, 20, 9, 0, tzinfo=LONDON)
    with opened(store, tmp_path, Setting((plan,), (), now)) as world:
        told = world.says(OPERATOR, said)
        assert "0 of 0" not in told
        assert "of 0" not in told
        assert "0 recommendations" not in told or said == "due"


@pytest.mark.parametrize("covered", [False, True])
def test_a_card_lets_those_report_who_may(world: World, *, covered: bool) -> None:
    """By themselves, by a post they hold, for their organisation, or for somebody whom they cover; while it is theirs."""
    if covered:
        world.run(
            "INSERT INTO absence (person_id, cover_id, from_on, until_on) SELECT p.id, (SELECT MIN(c.id) FROM person c "
            "WHERE c.id > p.id), '2010-04-01', '2010-04-30' FROM person p WHERE p.id < (SELECT MAX(m.id) FROM person m)"
        )
    may = {
        (email, label)
        for (email,) in world.rows("SELECT email FROM person WHERE email IS NOT NULL")
        for (label,) in world.rows("SELECT label FROM recommendation WHERE sign_off <> 'requested'")
        if any(button.label == "Post an update" for button in buttons(world.ask(email, f"status {label}")))
    }
    assert may == set(_who_may_update(world))
    assert {email for email, _ in may} != {email for (email,) in world.rows("SELECT email FROM person")}


def _who_may_update(world: World) -> Iterator[tuple[str, str]]:
    for (email,) in world.rows("SELECT email FROM person WHERE email IS NOT NULL"):
        ctx = world.bot._context(request(email, ""), world.bot._reader)
        for view, _ in access.plans(ctx):
            for number, label in world.rows("SELECT id, label FROM recommendation WHERE sign_off <> 'requested'"):
                found = access.find(ctx, view, label)
                if [each.id for each in found] == [number] and access.may_update(ctx, view, "recommendation", number):
                    yield email, label
