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
from hypothesis.strategies import DrawFn, composite, dates, integers, lists, none, one_of, sampled_from
from sqlmodel import Session, select

from handlers.reminding import matters, rows
from models.database import engine_for
from models.outbox import Ledger, Outbox
from models.people import Absence, Person, Tie
from models.plan import Council, Inspection, Plan, PlanInspection, Recommendation
from models.rules.deadlines import due_from
from models.rules.ladder import steps_between
from models.rules.working_days import is_working_day
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
    """A plan published on a day; when the clock starts and stops in it, in days; who is away from when for how long."""

    published: date
    zones: tuple[str | None, ...]
    items: tuple[Item, ...]
    away: tuple[tuple[int, int, int], ...]
    outages: tuple[tuple[int, int], ...]


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
    return Case(draw(dates(date(2009, 1, 1), date(2030, 1, 1))), zones, items, tuple(away), tuple(sorted(outages)))


def put(session: Session, case: Case) -> list[Recommendation]:
    opened = datetime.combine(case.published, time(8), LONDON)
    council = Council(key="c", name="C", short_name="C")
    inspection = Inspection(
        council_id=1, key="i", kind=InspectionKind.INSPECTION, name="I", published_on=case.published
    )
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
    rows.rewrite(session, sorted(rows.rewrite_plan(session, plan.key_id, opened)), opened, LONDON)
    return added


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
    max_examples=6,
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
