"""Laws of what people receive, over random plans, people, absences, zones and years: none early, twice or missing."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import DrawFn, composite, dates, integers, lists, none, one_of, sampled_from, tuples
from sqlmodel import Session, select

from handlers.dated import asking, reading
from handlers.reminding import matters, rows
from models.assurance import InspectionNotice, PreparationStep
from models.database import engine_for
from models.governance import Board, Meeting, ReportingDuty
from models.outbox import Ledger, Outbox
from models.people import Absence, Person, RoleGrant, Tie
from models.plan import Council, Inspection, Plan, PlanInspection, Recommendation
from models.reminders import Reminder
from models.rules.dates import Precision
from models.rules.deadlines import due_from
from models.rules.ladder import steps_between
from models.rules.preparation import EVERY, STANDS_DAYS, first_asked
from models.rules.working_days import add_working_days, is_working_day, working_days_between
from models.vocabulary import (
    Delivery,
    DueKind,
    InspectionKind,
    ItemKind,
    LedgerState,
    MessageKind,
    NumberBasis,
    OutboxState,
    Relation,
    Role,
    TimeLimit,
)
from scheduler.stepping import Stepper
from tests.databases import SqliteStore
from tests.ticks import Recorder
from tests.worlds import LONDON

DAYS = 110
ZONES = (None, "Europe/London", "America/New_York", "Asia/Tokyo", "Australia/Sydney")


@dataclass(frozen=True)
class Item:
    limit: TimeLimit
    owner: int
    delivery: Delivery
    agreed: int | None


@dataclass(frozen=True)
class Case:
    """A plan published on a day; when the clock starts and stops in it, in days; who is away from when for how long.

    A meeting is on a day, its papers due so many days before; a report is somebody's, due on a day. What statutory
    clocks run is by `framework`. An inspection is notified on a day, for somebody to see to steps so many working days
    after it.
    """

    published: date
    zones: tuple[str | None, ...]
    items: tuple[Item, ...]
    away: tuple[tuple[int, int, int], ...]
    outages: tuple[tuple[int, int], ...]
    meetings: tuple[tuple[int, int], ...]
    reports: tuple[tuple[int, int], ...]
    framework: str | None
    notified: int
    steps: tuple[tuple[int, int], ...]


@composite
def cases(draw: DrawFn) -> Case:
    people = draw(integers(2, 4))
    items = tuple(
        Item(
            draw(sampled_from(TimeLimit)), draw(integers(0, people - 1)),
            draw(sampled_from([Delivery.NOT_STARTED, Delivery.AT_RISK, Delivery.COMPLETED, Delivery.PAUSED])),
            draw(one_of(none(), integers(20, 200))),
        )
        for _ in range(draw(integers(1, 4)))
    )  # fmt: skip
    away = draw(lists(
        sampled_from([(who, start, length) for who in range(people) for start in (0, 20, 60) for length in (3, 15)]),
        max_size=3,
    ))  # fmt: skip
    outages = draw(lists(sampled_from([(10, 9), (40, 25), (80, 5)]), max_size=2, unique=True))
    zones = tuple(draw(sampled_from(ZONES)) for _ in range(people))
    meetings = draw(lists(tuples(integers(2, 130), integers(0, 12)), max_size=2, unique_by=lambda each: each[0]))
    reports = draw(lists(tuples(integers(0, people - 1), integers(1, 130)), max_size=2))
    published = draw(dates(date(2009, 1, 1), date(2034, 12, 31)))
    framework = draw(sampled_from([None, "SIF", "ILACS"]))
    steps = draw(lists(tuples(integers(0, people - 1), integers(0, 12)), max_size=3))
    return Case(
        published, zones, items, tuple(away), tuple(sorted(outages)), tuple(meetings), tuple(reports), framework,
        draw(integers(0, 70)), tuple(steps),
    )  # fmt: skip


def put(session: Session, case: Case) -> list[Recommendation]:
    opened = datetime.combine(case.published, time(8), LONDON)
    council = Council(key="c", name="C", short_name="C")
    inspection = Inspection(
        council_id=1, key="i", kind=InspectionKind.INSPECTION, name="I", published_on=case.published,
        framework=case.framework, received_on=case.published - timedelta(days=7),
    )  # fmt: skip
    people = [Person(email=f"p{n}@c.example", name=f"P{n}", time_zone=zone) for n, zone in enumerate(case.zones)]
    _add(session, council)
    plan = Plan(key="p", council_id=council.key_id, title="P", published_at=opened)
    _add(session, inspection, plan, *people)
    _add(session, PlanInspection(plan_id=plan.key_id, inspection_id=inspection.key_id))
    added = [_item(plan, inspection, case, n, item) for n, item in enumerate(case.items)]
    _add(session, *added)
    for row, item in zip(added, case.items, strict=True):
        owner = people[item.owner].key_id
        _add(session, Tie(plan_id=1, recommendation_id=row.id, relation=Relation.OWNER, person_id=owner))
    for who, start, length in case.away:
        first = case.published + timedelta(days=start)
        cover = people[(who + 1) % len(people)].key_id
        away = Absence(person_id=people[who].key_id, cover_id=cover, from_on=first, until_on=first + timedelta(length))
        _add(session, away)
    _put_dates(session, case, people)
    _put_steps(session, case, people)
    rows.rewrite(session, sorted(rows.rewrite_plan(session, plan.key_id, opened)), opened, LONDON)
    rows.rewrite_dates(session, plan.key_id, opened, LONDON)
    return added


def _put_dates(session: Session, case: Case, people: list[Person]) -> None:
    """A board with a secretary, the first of the people, its meetings, and reports to others."""
    opened = datetime.combine(case.published, time(8), LONDON)
    board = Board(plan_id=1, position=1, key="b", name="B", kind="board")
    _add(session, board)
    secretary = RoleGrant(
        person_id=people[0].key_id,
        plan_id=1,
        board_id=board.key_id,
        role=Role.SECRETARY,
        since=opened,
        granted_by="test",
    )
    _add(session, secretary)
    for n, (on, before) in enumerate(case.meetings):
        meets = case.published + timedelta(days=on)
        papers = meets - timedelta(days=before)
        _add(session, Meeting(
            board_id=board.key_id, position=n, date_on=meets, date_precision=Precision.DAY, papers_due_on=papers,
        ))  # fmt: skip
    for n, (who, on) in enumerate(case.reports):
        _add(session, ReportingDuty(
            plan_id=1, position=n, number=1, reporter=people[who].name, recipient="R", what=f"W{n}",
            by_on=case.published + timedelta(days=on), by_precision=Precision.DAY,
        ))  # fmt: skip
        _add(session, RoleGrant(
            person_id=people[who].key_id, plan_id=1, role=Role.VIEWER, since=opened, granted_by="test"
        ))  # fmt: skip


def _put_steps(session: Session, case: Case, people: list[Person]) -> None:
    """A call that was confirmed, and what it has each of them see to, first asked as the program has it."""
    told = case.published + timedelta(days=case.notified)
    then = datetime.combine(told, time(8), LONDON)
    notice = InspectionNotice(plan_id=1, notified_on=told, asked_at=then, asked_by="A", confirmed_at=then)
    _add(session, notice)
    for each in people if case.steps else ():
        _add(session, RoleGrant(person_id=each.key_id, plan_id=1, role=Role.VIEWER, since=then, granted_by="test"))
    for n, (who, days) in enumerate(case.steps):
        on = add_working_days(told, days)
        holder = people[who].key_id
        step = PreparationStep(notice_id=notice.key_id, position=n, on_day=on, what=f"S{n}", holder_id=holder)
        _add(session, step)
        _add(session, Reminder(
            plan_id=1, subject=f"preparation_step:{step.key_id}", kind=DueKind.PREPARATION, person_id=holder,
            due_on=first_asked(on, told), note=step.what, written_at=then,
        ))  # fmt: skip


def _add(session: Session, *found: object) -> None:
    session.add_all(found)
    session.flush()


def _item(plan: Plan, inspection: Inspection, case: Case, n: int, item: Item) -> Recommendation:
    due_on = due_from(case.published, item.limit)
    agreed = case.published + timedelta(days=item.agreed) if item.agreed and due_on else None
    return Recommendation(
        plan_id=plan.key_id, inspection_id=inspection.key_id, position=n, label=f"R{n}", label_key=f"r{n}",
        number_basis=NumberBasis.DOCUMENT, kind=ItemKind.RECOMMENDATION, source_text="Do it", time_limit=item.limit,
        due_on=due_on, agreed_on=agreed, delivery=item.delivery,
    )  # fmt: skip


def spans(case: Case) -> Iterator[tuple[datetime, datetime]]:
    """The stretches in which the clock ran."""
    start = datetime.combine(case.published, time(8), LONDON)
    now = start
    for day, length in case.outages:
        yield now, start + timedelta(days=day)
        now = start + timedelta(days=day + length)
    yield now, start + timedelta(days=DAYS)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


@settings(
    max_examples=7,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(case=cases())
def test_none_early_none_on_a_closed_day_none_twice_none_missing(
    sqlite_store: SqliteStore, folder: Path, case: Case
) -> None:
    with sqlite_store.migrated(folder) as url:
        engine = engine_for(url)
        with Session(engine) as session, session.begin():
            put(session, case)
        recorder = Recorder()
        for begins, ends in spans(case):
            Stepper(engine, LONDON, begins).run(recorder, ends)
        with closing(Session(engine)) as session:
            check(session, case, recorder)
        engine.dispose()


def check(session: Session, case: Case, recorder: Recorder) -> None:
    zones = {each.id: ZoneInfo(each.time_zone or "Europe/London") for each in session.exec(select(Person))}
    sent = [each for each in session.exec(select(Outbox)) if each.state is OutboxState.SENT]
    days = Counter[tuple[int, date]]()
    for message in sent:
        assert message.sent_at is not None
        local = message.sent_at.astimezone(zones[message.person_id])
        assert is_working_day(local.date())
        assert time(9) <= local.time() < time(17)
        if message.kind is MessageKind.DAILY:
            days[message.person_id or 0, local.date()] += 1
    assert max(days.values(), default=1) == 1
    assert sorted(recorder.keys) == sorted(message.dedupe_key for message in sent)
    entries = list(session.exec(select(Ledger)))
    for entry in entries:
        if entry.sent_at and entry.recipient_id:
            assert entry.sent_at.astimezone(zones[entry.recipient_id]).date() >= entry.due_on
        assert entry.state is not LedgerState.QUEUED
    _none_missing(session, case, entries)
    _no_date_missing(session, case, entries)
    _no_step_missing(session, case, entries)


def _no_step_missing(session: Session, case: Case, entries: list[Ledger]) -> None:
    """Each step was asked from its first day on, every second working day while the clock ran, and not for ever."""
    told = case.published + timedelta(days=case.notified)
    last = min(told + timedelta(days=STANDS_DAYS), case.published + timedelta(days=DAYS - 12))
    stopped = [case.published + timedelta(days=day + n) for day, length in case.outages for n in range(length + 1)]
    for step in session.exec(select(PreparationStep)):
        about = [each for each in entries if each.subject == f"preparation_step:{step.id}"]
        asked = sorted(each.due_on for each in about if each.state is LedgerState.SENT)
        begins = first_asked(step.on_day, told)
        assert all(is_working_day(each) and begins <= each <= told + timedelta(days=STANDS_DAYS + 5) for each in asked)
        assert not asked or asked[0] == begins
        assert asked or begins > last
        for day, following in zip([*asked], [*asked[1:], last], strict=True):
            until_own = working_days_between(day, step.on_day) if day < step.on_day else 0
            apart = working_days_between(day, following)
            assert apart <= max(EVERY, until_own) or any(day <= each <= following for each in stopped)


def _no_date_missing(session: Session, case: Case, entries: list[Ledger]) -> None:
    """Each day of each date was asked of somebody, stands in a later one, or was past when it could have been sent."""
    last = case.published + timedelta(days=DAYS - 12)
    for dated in reading.of_plan(session, 1):
        about = [each for each in entries if (each.subject, each.kind) == (dated.subject, dated.kind)]
        asked = {each.due_on for each in about if each.state is LedgerState.SENT}
        stood_in = {each.due_on for each in about if each.state is LedgerState.CAUGHT_UP}
        settled = {each.due_on for each in about if each.state is LedgerState.SUPPRESSED}
        wanted, day = [], case.published - timedelta(days=1)
        while (day := asking.next_day(dated, day, case.published)) is not None and day <= last:  # type: ignore[assignment]
            wanted.append(day)
        for each in wanted:
            caught_up = any(first <= each for first in stood_in) and any(each < one for one in asked)
            nobody = any(one.due_on == each and one.recipient == "nobody" and one.reason for one in about)
            assert each in asked or each in settled or caught_up or nobody, (
                dated.subject,
                dated.kind,
                each,
                sorted(asked),
            )
        assert all(is_working_day(each) for each in asked)
        assert not asked or dated.until is None or max(asked) <= dated.until


def _none_missing(session: Session, case: Case, entries: list[Ledger]) -> None:
    """Every step was asked of somebody, or stands in a later one; on the last days some may be still to come."""
    last = case.published + timedelta(days=DAYS - 12)
    now = datetime.combine(last, time(12), LONDON)
    for row in session.exec(select(Recommendation)):
        matter = matters.load(session, f"recommendation:{row.id}", now, LONDON)
        assert matter is not None
        climbed = [each for each in entries if each.subject == matter.subject and each.kind is DueKind.DEADLINE]
        if matter.stopped:
            assert climbed == []
            continue
        wanted = [step.day for step in steps_between(matter.asked, case.published, last, matter.ladders)]
        asked = {each.due_on for each in climbed if each.state is LedgerState.SENT}
        stood_in = {each.due_on for each in climbed if each.state is LedgerState.CAUGHT_UP}
        for day in wanted:
            first = max((each for each in stood_in if each <= day), default=None)
            caught_up = first is not None and any(first < each <= day + timedelta(days=40) for each in asked)
            nobody = any(each.due_on == day and each.recipient == "nobody" and each.reason for each in climbed)
            assert day in asked or caught_up or nobody, (matter.label, day, sorted(asked), sorted(stood_in))
        assert asked <= {
            step.day for step in steps_between(matter.asked, case.published, last + timedelta(20), matter.ladders)
        }
