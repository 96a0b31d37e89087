"""Importing again: nothing twice, nothing moved, nothing undone, and all of it or nothing."""

from datetime import date

import pytest
from sqlmodel import Session, select

from handlers.errors import UserError
from models.audit import AuditEntry
from models.plan import Event, Inspection, Plan, Recommendation
from models.rules.deadlines import Basis
from models.vocabulary import OpenTo, TimeLimit
from tests.plans import FIRST, NOW, START, everything, example, load, the


def test_an_import_that_changes_something_is_in_the_audit_once(session: Session) -> None:
    load(session, START + FIRST)
    load(session, START + FIRST)
    entry = session.exec(select(AuditEntry)).one()
    plan = session.exec(select(Plan)).one()
    assert (entry.event, entry.actor, entry.plan_id) == ("plan.imported", "operator", plan.id)


def test_a_dry_run_says_the_same_and_leaves_nothing(session: Session) -> None:
    before = everything(session)
    dry = load(session, START + FIRST, dry_run=True)
    assert everything(session) == before
    assert load(session, START + FIRST).lines == dry.lines
    assert "create recommendation 1" in dry.lines


def test_limits_are_counted_from_publication_and_stated_dates_beat_them(session: Session) -> None:
    load(session, START + FIRST)
    one, two = the(session, "1"), the(session, "2")
    assert (one.due_on, one.due_basis) == (date(2010, 4, 30), Basis.COMPUTED)
    assert (two.due_on, two.due_basis) == (date(2010, 6, 30), Basis.STATED)


def test_central_bedfordshire_starts_with_its_published_date(session: Session) -> None:
    load(session, example("central-bedfordshire-2012"))
    assert session.exec(select(Inspection)).one().published_on == date(2012, 4, 10)


def test_without_a_publication_date_no_date_is_made_up(session: Session) -> None:
    load(session, example("cambridgeshire-2009"))
    rows = session.exec(select(Recommendation)).all()
    assert {(row.due_on, row.due_basis) for row in rows} == {(None, Basis.NONE)}


def test_an_operator_fills_in_the_publication_date(session: Session) -> None:
    load(session, example("cambridgeshire-2009"))
    again = load(session, example("cambridgeshire-2009"), published=date(2009, 10, 30))
    assert again.changed
    assert the(session, "SG1").due_on == date(2010, 1, 30)
    assert the(session, "SG4").due_on == date(2010, 4, 30)
    main = session.exec(select(Inspection).where(Inspection.key == "slac-2009")).one()
    assert (main.published_on, main.published_assumed) == (date(2009, 10, 30), False)
    assert not load(session, example("cambridgeshire-2009")).changed


def test_receipt_stands_in_until_publication_is_known(session: Session) -> None:
    text = START.replace(", published: 2010-01-31", "") + FIRST
    load(session, text, received=date(2010, 1, 15))
    assert (the(session, "1").due_on, the(session, "1").due_basis) == (date(2010, 4, 15), Basis.STAND_IN)
    load(session, text, published=date(2010, 1, 31))
    assert (the(session, "1").due_on, the(session, "1").due_basis) == (date(2010, 4, 30), Basis.COMPUTED)


def test_an_operator_may_not_contradict_the_file(session: Session) -> None:
    with pytest.raises(UserError, match=r"published on 31 January 2010, and --published says 1 February 2010"):
        load(session, START, published=date(2010, 2, 1))
    session.rollback()
    assert load(session, START, published=date(2010, 1, 31)).changed


def test_an_operator_cannot_date_an_inspection_that_is_not_there(session: Session) -> None:
    text = START.partition("inspections:")[0]
    with pytest.raises(UserError, match="names no inspection"):
        load(session, text, published=date(2010, 2, 1))


def test_publishing_is_asked_for_and_happens_once(session: Session) -> None:
    load(session, START)
    published = load(session, START, publish=True)
    assert published.published
    assert published.lines == ["publish plan borsetshire-2024"]
    assert session.exec(select(Plan)).one().published_at == NOW
    assert not load(session, START, publish=True).changed


def test_a_later_file_changes_words_and_says_how(session: Session) -> None:
    load(session, START + FIRST)
    later = load(session, START + FIRST.replace("Listen to children", "Listen to children and act"))
    assert later.changes == ["changed 2: words from “Listen to children” to “Listen to children and act”"]
    assert (the(session, "2").source_text, the(session, "2").version) == ("Listen to children and act", 2)
    assert the(session, "1").version == 1


def test_a_later_file_never_moves_a_date(session: Session) -> None:
    load(session, START + FIRST)
    later = load(session, START.replace("2010-01-31", "2010-02-28") + FIRST.replace("2010-06-30", "2010-07-31"))
    assert not later.changed
    assert later.notices == [
        (
            "inspection slac was published on 31 January 2010 here and on 28 February 2010 in the file: not changed, "
            "because dates are counted from it; it needs a change request"
        ),
        (
            "recommendation 2 is due 30 June 2010, and 31 July 2010 in the file: the date is kept; it needs a change "
            "request"
        ),
    ]
    assert the(session, "2").due_on == date(2010, 6, 30)


def test_a_later_file_never_moves_a_limit_whose_date_is_kept(session: Session) -> None:
    load(session, START + FIRST)
    later = load(session, START + FIRST.replace("within_3_months", "within_6_months"))
    assert not later.changed
    assert later.notices == [
        (
            "recommendation 1 has the limit within 3 months, and within 6 months in the file: the limit is kept, because "
            "its date goes with it; another date needs a change request"
        )
    ]
    assert (the(session, "1").time_limit, the(session, "1").due_on) == (TimeLimit.WITHIN_3_MONTHS, date(2010, 4, 30))


def test_a_draft_with_no_date_yet_takes_the_limit_of_a_later_file(session: Session) -> None:
    undated = START.replace(", published: 2010-01-31", "")
    load(session, undated + FIRST)
    load(session, undated + FIRST.replace("within_3_months", "within_6_months"))
    assert the(session, "1").time_limit is TimeLimit.WITHIN_6_MONTHS
    load(session, undated + FIRST.replace("within_3_months", "within_6_months"), publish=True)
    kept = load(session, undated + FIRST)
    assert "the limit is kept" in kept.notices[0]
    assert the(session, "1").time_limit is TimeLimit.WITHIN_6_MONTHS


def test_what_a_later_file_leaves_out_is_kept_and_named(session: Session) -> None:
    load(session, START + FIRST)
    later = load(session, START)
    assert not later.changed
    assert "recommendation 2 is not in this file: it is kept as it is" in later.notices
    assert "event meeting, The board met, 1 March 2010 is not in this file: it is kept as it is" in later.notices


def test_an_entry_put_in_between_moves_the_others_and_changes_none(session: Session) -> None:
    load(session, START + FIRST)
    before = {row.what: row.id for row in session.exec(select(Event))}
    extra = "- {date: 2010-02-14, kind: briefing, what: Staff were briefed}\n- {date: 2010-03,"
    later = load(session, START + FIRST.replace("- {date: 2010-03,", extra))
    rows = session.exec(select(Event).order_by("position")).all()
    assert [row.what for row in rows] == ["Report published", "Staff were briefed", "The board met"]
    assert {row.what: row.id for row in rows} | before == {row.what: row.id for row in rows}
    assert later.lines == ["create event briefing, Staff were briefed, 14 February 2010"]


def test_a_reworded_entry_is_the_same_entry(session: Session) -> None:
    load(session, START + FIRST)
    before = [row.id for row in session.exec(select(Event).order_by("position"))]
    later = load(session, START + FIRST.replace("The board met", "The boards met"))
    assert later.lines == [
        "change event meeting, The boards met, 1 March 2010: what from The board met to The boards met"
    ]
    assert [row.id for row in session.exec(select(Event).order_by("position"))] == before


def test_an_entry_that_is_another_does_not_take_the_place_of_one(session: Session) -> None:
    load(session, START + FIRST)
    other = FIRST.replace("kind: publication, what: Report published", "kind: visit, what: An adviser came to stay")
    later = load(session, START + other)
    rows = session.exec(select(Event).order_by("position")).all()
    assert [row.what for row in rows] == ["An adviser came to stay", "The board met", "Report published"]
    assert (
        "event publication, Report published, 31 January 2010 is not in this file: it is kept as it is" in later.notices
    )


def test_a_refusal_halfway_leaves_nothing(session: Session) -> None:
    before = everything(session)
    text = START + "recommendations: [{number: 1, text: t, owners: [{person: nobody@borsetshire.example}]}]"
    with pytest.raises(UserError, match=r"the address nobody@borsetshire\.example, owner of 1\."):
        load(session, text)
    session.rollback()
    assert everything(session) == before


def test_a_plan_may_take_over_from_another(session: Session) -> None:
    load(session, START)
    text = START.replace("borsetshire-2024, ", "borsetshire-2025, succeeds: borsetshire-2024, ")
    load(session, text)
    plans = {plan.key: plan for plan in session.exec(select(Plan))}
    assert plans["borsetshire-2025"].succeeds_id == plans["borsetshire-2024"].id
    with pytest.raises(UserError, match="no plan borsetshire-1999"):
        load(session, text.replace("s: borsetshire-2024", "s: borsetshire-1999"))


def test_who_may_read_a_plan_is_not_changed_by_a_file(session: Session) -> None:
    load(session, START)
    result = load(session, START.replace("title:", "open_to: staff, title:"))
    assert session.exec(select(Plan)).one().open_to is OpenTo.MEMBERS
    assert result.notices == [
        "plan borsetshire-2024 is open to members here and to staff in the file: not changed; say it in chat"
    ]
