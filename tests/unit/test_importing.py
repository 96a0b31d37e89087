"""Plan files into rows: everything the file holds arrives, in its place."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import Enum

import pytest
from sqlmodel import Session, SQLModel, select

from handlers.documents.plan_reader import read_plan
from handlers.importing import import_plan
from models.governance import ReportingDuty
from models.people import Organisation, Person, Tie
from models.plan import (
    Event,
    Inspection,
    Judgement,
    Plan,
    PlanInspection,
    Recommendation,
    Resource,
    Response,
    Workstream,
    WorkstreamDependency,
)
from models.progress import BoardJudgement
from models.rules.dates import Precision
from models.vocabulary import Delivery, Impact, SignOff
from tests.plans import NOW, OVERLAYS, PLANS, START, everything, example, leaves, load, native

COUNTS = {
    "cambridgeshire-2009": {"inspection": 3, "judgement": 34, "recommendation": 12, "response": 18, "event": 8},
    "bathnes-2012": {"inspection": 4, "judgement": 20, "event": 14, "reporting line": 4, "reporting duty": 9},
    "central-bedfordshire-2012": {"workstream": 7, "board judgement": 8, "amendment rule": 2, "reporting duty": 8},
    "halton-2010": {"limiting rule": 7, "board": 4, "workstream": 4, "event": 5},
    "worcestershire-2017": {"recommendation": 14, "judgement": 6, "workstream": 8, "resource": 6},
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_arrives_whole_and_as_a_draft(session: Session, name: str) -> None:
    result = load(session, example(name))
    assert result.changed
    assert not result.altered
    assert not result.notices
    assert COUNTS[name].items() <= result.created.items()
    assert session.exec(select(Plan)).one().published_at is None


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_lost_on_the_way_to_the_tables(session: Session, name: str) -> None:
    load(session, example(name))
    kept = set(_kept(session))
    lost = [words for field, words in leaves(native(name)) if words not in kept and not _is_kept(field, words, kept)]
    assert not lost


def _kept(session: Session) -> Iterator[str]:
    for table in SQLModel.metadata.sorted_tables:
        for row in session.connection().execute(table.select()).mappings():
            for column, value in row.items():
                for _, words in leaves({column: value.value if isinstance(value, Enum) else value}):
                    yield words


def _is_kept(field: str, words: str, kept: set[str]) -> bool:
    """What a column holds in another form: a date, pence for pounds, yes for true, a reference for a name."""
    if field in ("date", "due", "by", "as_at", "end"):
        return f"{words}-01-01"[:10] in kept or f"{words}-30" in kept or f"{words}-31" in kept
    if field == "amount_gbp":
        return f"{words}00" in kept
    if field == "restricted" or words in ("true", "false"):
        return words.capitalize() in kept
    return field in ("format", "answered")


@pytest.mark.parametrize(
    "names", [[name] for name in PLANS] + [[name.removesuffix("-overlay"), name] for name in OVERLAYS]
)
def test_importing_again_changes_nothing(session: Session, names: list[str]) -> None:
    for name in names:
        load(session, example(name))
    before = everything(session)
    for name in names:
        again = load(session, example(name))
        assert not again.changed
        assert not again.lines
        assert not again.notices
    assert everything(session) == before


def test_the_councils_number_is_what_people_say(session: Session) -> None:
    load(session, START + "recommendations: [{number: 6, council_number: 1, text: t}]")
    row = session.exec(select(Recommendation)).one()
    assert (row.label, row.number, row.source_number, row.council_number) == ("1", 1, "6", "1")


def test_labels_and_numbers(session: Session) -> None:
    load(session, START + "recommendations: [{number: SG 4, text: t}, {number: 10, text: t}, {number: 4.2, text: t}]")
    rows = session.exec(select(Recommendation).order_by("position")).all()
    assert [(row.label_key, row.number) for row in rows] == [("sg4", 4), ("10", 10), ("4.2", None)]


def test_owners_are_kept_as_printed_and_partners_are_known(session: Session) -> None:
    load(session, example("cambridgeshire-2009"))
    ties = session.exec(select(Tie).order_by("id")).all()
    assert [(tie.printed, tie.organisation_id is not None) for tie in ties] == [
        ("Team Managers (monitoring)", False),
        ("Local Safeguarding Children Board", True),
        ("Independent Reviewing Officer Service", False),
        ("casework teams", False),
    ]


def test_a_partner_may_have_a_successor(session: Session) -> None:
    organisations = "{id: ccg, name: A group, succeeded_by: icb, succeeded_on: 2022-07-01}, {id: icb, name: A board}"
    load(session, f"{START}organisations: [{organisations}]")
    rows = {row.key: row for row in session.exec(select(Organisation))}
    assert (rows["ccg"].successor_id, rows["ccg"].succeeded_on) == (rows["icb"].id, date(2022, 7, 1))
    assert not load(session, f"{START}organisations: [{organisations}]").changed


def test_first_responses_carry_the_papers_date(session: Session) -> None:
    load(session, example("cambridgeshire-2009"))
    assert {row.dated_on for row in session.exec(select(Response))} == {date(2009, 11, 24)}


def test_what_has_no_table_is_kept_word_for_word(session: Session) -> None:
    load(session, example("central-bedfordshire-2012"))
    plan, inspection = session.exec(select(Plan)).one(), session.exec(select(Inspection)).one()
    assert plan.source["plan"]["next_plan"]["must"][1] == "be outcome driven"
    assert plan.source["consultation"] is None
    assert plan.source["anomalies"][4] == {
        "where": "para 4", "text": "indentified", "problem": "Typo", "handling": "Noted"
    }  # fmt: skip
    assert plan.source["paper"]["presented_to"] == "Central Bedfordshire Health and Wellbeing Board (shadow)"
    assert [band["date"] for band in inspection.source["time_limit_bands"]] == [
        "2012-04-10",
        "2012-07-10",
        "2012-10-10",
    ]


def test_the_three_axes_of_central_bedfordshire(session: Session) -> None:
    load(session, example("central-bedfordshire-2012"))
    rows = session.exec(select(BoardJudgement).order_by("position")).all()
    assert [row.position for row in rows] == [1, 1, 2, 3, 4, 5, 6, 7]
    assert all(row.delivery is None and row.delivery_words == "majority completed" for row in rows[:2])
    slipping = rows[2]
    assert (slipping.delivery, slipping.impact, slipping.sign_off) == (Delivery.OFF_TRACK, None, SignOff.RETURNED)
    assert slipping.impact_words == "deeper evidence of impact and improved outcomes not produced"
    assert slipping.read_by == "the makers of this example"
    assert rows[3].impact is Impact.NOT_ENOUGH_EVIDENCE
    assert all(row.board_id for row in rows[:4])


def test_a_phase_waits_for_another_and_streams_are_in_phases(session: Session) -> None:
    load(session, example("central-bedfordshire-2012"))
    streams = {row.name: row for row in session.exec(select(Workstream))}
    waits = session.exec(select(WorkstreamDependency)).one()
    assert (waits.workstream_id, waits.depends_on_id) == (streams["Phase 2"].id, streams["Phase 1"].id)
    assert Counter(row.parent_id for row in streams.values()) == {streams["Phase 1"].id: 4, None: 3}
    assert (streams["Phase 1"].due_on, streams["Phase 1"].due_precision) == (date(2012, 12, 1), Precision.MONTH)


def test_duties_are_a_row_for_each_recipient_and_date(session: Session) -> None:
    load(session, example("bathnes-2012"))
    rows = session.exec(select(ReportingDuty).order_by("position", "id")).all()
    assert [(row.position, row.recipient, row.number) for row in rows] == [
        (1, "LSCB", 1), (1, "Partnership Board for Health and Wellbeing", 1), (1, "Corporate Parenting Group", 1),
        (1, "In-Care Council", 1), (2, "Scrutiny panel", 1), (3, "LSCB", 1), (3, "LSCB", 2), (4, "LSCB", 1),
        (4, "LSCB", 2),
    ]  # fmt: skip
    assert all(row.recipient_board_id for row in rows)
    assert [row.by_on for row in rows[4:7]] == [date(2012, 7, 1), date(2012, 6, 1), date(2012, 9, 1)]


def test_words_for_dates_are_kept_as_written(session: Session) -> None:
    load(session, example("central-bedfordshire-2012"))
    rows = session.exec(select(ReportingDuty).where(ReportingDuty.by_text != None))  # noqa: E711  because it is SQL
    assert {row.by_text: row.by_precision for row in rows} == {
        "as they arise": Precision.ONGOING,
        "after the December 2012 review": Precision.AFTER,
        "before the end of 2012": Precision.DAY,
    }


def test_a_plan_answers_only_the_inspections_it_says(session: Session) -> None:
    load(session, example("bathnes-2012"))
    answered = {link.inspection_id for link in session.exec(select(PlanInspection))}
    inspections = session.exec(select(Inspection)).all()
    assert [row.key for row in inspections if row.id in answered] == ["slac-2012"]
    linked = {row.inspection_id for row in session.exec(select(Event)) if row.kind == "inspection"}
    assert linked == {row.id for row in inspections if row.key != "slac-2012"}


def test_judgements_without_a_grade_are_rows_without_one(session: Session) -> None:
    load(session, example("cambridgeshire-2009"))
    rows = session.exec(select(Judgement)).all()
    assert (len(rows), sum(row.grade is None for row in rows)) == (34, 5)


def test_money_is_kept_in_pence(session: Session) -> None:
    load(session, example("worcestershire-2017"))
    rows = session.exec(select(Resource).order_by("position")).all()
    assert [row.amount_pence for row in rows[:3]] == [300_000_000, 70_000_000, 80_000_000]
    assert [row.money.value if row.money else None for row in rows[3:]] == [None, "revenue", "capital"]


def test_people_of_a_plan_may_be_in_its_file(session: Session) -> None:
    people = (
        "people: [{email: Lead@Borsetshire.example, name: Lead, posts: [Lead], roles: [lead], manager: dcs@b.example}"
    )
    load(session, f"{START}{people}, {{email: dcs@b.example, name: DCS}}]")
    rows = {person.email: person for person in session.exec(select(Person))}
    assert rows["lead@borsetshire.example"].line_manager_id == rows["dcs@b.example"].id


def test_a_draft_is_not_touched_by_its_import(session: Session) -> None:
    draft = read_plan(example("cambridgeshire-2009"))
    session.info["audit_key"] = b"k" * 32
    before = repr(draft)
    import_plan(session, draft, now=NOW, by="operator")
    assert repr(draft) == before
