"""Overlays: illustration laid over a real plan, marked, and never in the way of what people did since."""

from collections import Counter
from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from sqlmodel import Session, col, select

from handlers.errors import UserError
from models.governance import Meeting
from models.people import RoleGrant
from models.plan import Council, Inspection, Plan, PlanAction, Recommendation, RecommendationJudgement
from models.progress import Evidence, EvidenceRecommendation, Update
from models.reminders import Reminder
from models.vocabulary import Delivery, DueKind, Impact, Role, SignOff
from tests.plans import FIRST, NOW, START, example, load, the


@pytest.fixture
def cambridgeshire(session: Session) -> Session:
    load(session, example("cambridgeshire-2009"))
    load(session, example("cambridgeshire-2009-overlay"))
    return session


def test_an_overlay_marks_the_plan_and_assumes_its_date(cambridgeshire: Session) -> None:
    plan = cambridgeshire.exec(select(Plan)).one()
    main = cambridgeshire.exec(select(Inspection).where(Inspection.key == "slac-2009")).one()
    assert plan.illustration == "Illustration: not this council's real progress"
    assert plan.published_at is None
    assert (main.published_on, main.published_assumed) == (date(2009, 10, 30), True)
    assert cambridgeshire.exec(select(Council)).one().email_domains == ["cambridgeshire.example"]
    due = Counter(row.due_on for row in cambridgeshire.exec(select(Recommendation)))
    assert due == {date(2010, 1, 30): 5, date(2010, 4, 30): 7}


def test_the_overlay_makes_the_week_of_7_april_2010(cambridgeshire: Session) -> None:
    rows = {row.label: row for row in cambridgeshire.exec(select(Recommendation))}
    assert Counter(row.delivery.value for row in rows.values()) == {
        "completed": 5, "on_track": 4, "at_risk": 2, "off_track": 1
    }  # fmt: skip
    assert [label for label, row in rows.items() if row.sign_off is SignOff.SIGNED_OFF] == ["LAC1"]
    assert [label for label, row in rows.items() if row.delivery is Delivery.OFF_TRACK] == ["SG2"]
    sg4 = rows["SG4"]
    latest = cambridgeshire.get(Update, sg4.latest_update_id)
    assert latest is not None
    assert latest.narrative == "Survey drafted with the Children in Care Council; waiting for IT."
    assert (latest.by_name, latest.at.date()) == ("Head of Participation", date(2010, 3, 30))
    assert (sg4.delivery, sg4.impact) == (Delivery.AT_RISK, Impact.NONE_STATED)
    silent = rows["LAC4"].latest_update_at
    assert silent is not None
    assert silent.date() == date(2010, 3, 12)
    assert all(update.at < NOW for update in cambridgeshire.exec(select(Update)))


def test_the_actions_under_sg4(cambridgeshire: Session) -> None:
    rows = cambridgeshire.exec(
        select(PlanAction).where(col(PlanAction.label).in_(["4.1", "4.2", "4.3"])).order_by("position")
    ).all()
    assert [(row.label, row.due_on, row.delivery.value) for row in rows] == [
        ("4.1", date(2010, 1, 29), "completed"),
        ("4.2", date(2010, 3, 26), "at_risk"),
        ("4.3", date(2010, 4, 23), "on_track"),
    ]
    assert rows[1].text == "Feedback survey of parents"


def test_the_evidence_for_sg4_is_process_and_the_voice_of_children(cambridgeshire: Session) -> None:
    rows = cambridgeshire.exec(
        select(Evidence).join(EvidenceRecommendation).where(
            EvidenceRecommendation.recommendation_id == the(cambridgeshire, "SG4").id
        )
    )  # fmt: skip
    assert [(row.kind.value, row.state.value) for row in rows] == [
        ("process", "accepted"),
        ("voice_of_child", "accepted"),
    ]


def test_the_boards_next_meeting_and_its_people(cambridgeshire: Session) -> None:
    meetings = {row.date_on: row.papers_due_on for row in cambridgeshire.exec(select(Meeting))}
    assert meetings[date(2010, 4, 20)] == date(2010, 4, 12)
    roles = Counter(grant.role for grant in cambridgeshire.exec(select(RoleGrant)))
    assert roles == Counter(set(Role) - {Role.OWNER})
    admin = cambridgeshire.exec(select(RoleGrant).where(RoleGrant.role == Role.ADMIN)).one()
    assert admin.plan_id is None
    assert len(cambridgeshire.exec(select(RecommendationJudgement)).all()) == 2


def test_an_overlay_does_not_undo_what_people_did_since(cambridgeshire: Session) -> None:
    sg1, sg4 = the(cambridgeshire, "SG1"), the(cambridgeshire, "SG4")
    sg1.sign_off, sg4.delivery = SignOff.SIGNED_OFF, Delivery.ON_TRACK
    chair = cambridgeshire.exec(select(RoleGrant).where(RoleGrant.role == Role.CHAIR)).one()
    chair.until = NOW
    cambridgeshire.commit()
    again = load(cambridgeshire, example("cambridgeshire-2009-overlay"))
    assert not again.changed
    assert again.notices == [
        (
            "recommendation SG1: sign off is signed off here and requested in the file: where it stands with its board "
            "is kept; that is decided in chat"
        )
    ]
    assert (the(cambridgeshire, "SG1").sign_off, the(cambridgeshire, "SG4").delivery) == (
        SignOff.SIGNED_OFF,
        Delivery.ON_TRACK,
    )


def test_the_real_publication_date_takes_an_assumed_ones_place(cambridgeshire: Session) -> None:
    result = load(cambridgeshire, example("cambridgeshire-2009"), published=date(2009, 11, 2))
    main = cambridgeshire.exec(select(Inspection).where(Inspection.key == "slac-2009")).one()
    assert (main.published_on, main.published_assumed) == (date(2009, 11, 2), False)
    assert the(cambridgeshire, "SG1").due_on == date(2010, 2, 2)
    assert "changed SG1: date from 30 January 2010 to 2 February 2010" in result.changes
    assert not [notice for notice in result.notices if "is due" in notice]
    assert not load(cambridgeshire, example("cambridgeshire-2009")).changed
    assert not load(cambridgeshire, example("cambridgeshire-2009-overlay")).changed
    assert the(cambridgeshire, "SG1").due_on == date(2010, 2, 2)


def test_an_assumed_date_does_not_take_a_known_ones_place(session: Session) -> None:
    load(session, example("cambridgeshire-2009"), published=date(2009, 11, 2))
    result = load(session, example("cambridgeshire-2009-overlay"))
    assert "inspection slac-2009 has a publication date already: it is kept" in result.notices
    assert the(session, "SG1").due_on == date(2010, 2, 2)


def test_an_overlay_needs_its_plan(session: Session) -> None:
    with pytest.raises(UserError, match="no plan cambridgeshire-2009 here yet"):
        load(session, example("cambridgeshire-2009-overlay"))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("updates: [{of: 99, at: 2010-04-01 10:00, by: a@b.example}]", "nothing called 99"),
        ("outcomes: [{of: 99, impact: emerging}]", "no recommendation 99"),
        ("updates: [{of: 1, at: 2010-04-01 10:00, by: a@b.example}]", "nobody here with the address"),
        ("owners: [{of: 1, owners: [{organisation: police}]}]", "no organisation police"),
        ("judgements: [{of: 1, judgements: [{area: a, by: b, on: 2010-01-01}]}]", "No one judgement is called a"),
        ("assumed: [{inspection: ilacs, published: 2010-01-01}]", "answers no inspection ilacs"),
    ],
)
def test_an_overlay_may_only_speak_of_what_is_there(session: Session, lines: str, message: str) -> None:
    load(session, START + FIRST)
    text = f"format: 1\noverlay: borsetshire-2024\nillustration: Illustration\n{lines}"
    with pytest.raises(UserError, match=message):
        load(session, text)


def test_a_word_on_an_action_is_its_recommendations_latest_as_in_chat(cambridgeshire: Session) -> None:
    told = (
        "updates: [{of: 2.1, at: 2010-04-06 10:00, by: head.of.area.teams@cambridgeshire.example, narrative: Agreed}]"
    )
    load(cambridgeshire, f"format: 1\noverlay: cambridgeshire-2009\nillustration: x\n{told}\n".encode())
    sg2 = the(cambridgeshire, "SG2")
    latest = cambridgeshire.get(Update, sg2.latest_update_id)
    assert latest is not None
    action = cambridgeshire.exec(select(PlanAction).where(PlanAction.label == "2.1")).one()
    assert (latest.narrative, latest.action_id) == ("Agreed", action.id)
    assert sg2.latest_update_at == latest.at
    assert sg2.delivery is Delivery.OFF_TRACK


def checks(session: Session) -> list[tuple[date, str]]:
    """When each signed-off item is to be looked at again."""
    rows = session.exec(select(Reminder).where(Reminder.kind == DueKind.STILL_HOLDING).order_by(col(Reminder.due_on)))
    return [(row.due_on, row.note or "") for row in rows]


def test_what_came_signed_off_is_checked_three_and_six_months_after(cambridgeshire: Session) -> None:
    wanted = [(date(2010, 5, 16), "Does LAC1 still hold?"), (date(2010, 8, 16), "Does LAC1 still hold?")]
    assert checks(cambridgeshire) == wanted
    load(cambridgeshire, example("cambridgeshire-2009-overlay"))
    assert checks(cambridgeshire) == wanted


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ("", [NOW.date() + relativedelta(months=3), NOW.date() + relativedelta(months=6)]),
        (", on: 2009-01-05", [date(2009, 4, 5), date(2009, 7, 5)]),
    ],
)
def test_the_checks_count_from_the_day_of_the_file_or_the_import_and_are_owed_when_past(
    session: Session, on: str, days: list[date]
) -> None:
    load(session, example("cambridgeshire-2009"))
    overlay = example("cambridgeshire-2009-overlay").decode()
    load(session, overlay.replace(", on: 2010-02-16", on).encode())
    assert [day for day, _ in checks(session)] == days
