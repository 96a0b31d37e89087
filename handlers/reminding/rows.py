"""Reminder rows: the next due moment of each subject and kind, rewritten in the transaction that changes a fact."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, event, func, insert, or_, update
from sqlalchemy import select as columns
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from handlers.dated import asking, reading
from handlers.reminding.matters import Matter, load, load_all, subjects_of, superseded
from models.database import Statement, reader_of, table_of
from models.governance import Board, Meeting, ReportingDuty
from models.outbox import Ledger
from models.plan import Inspection, Plan, PlanAction, PlanInspection, Recommendation
from models.reminders import Reminder
from models.rules.ladder import next_digest, next_silence, next_step
from models.vocabulary import DueKind, DueState, SignOff

_HANDLED = Statement(
    lambda: columns(func.max(Ledger.due_on).label("last")).where(
        col(Ledger.subject) == bindparam("subject"), col(Ledger.kind) == bindparam("kind")
    )
)
_NEXT = Statement(
    lambda: columns(func.min(Reminder.due_on).label("first")).where(
        col(Reminder.subject) == bindparam("subject"), col(Reminder.kind) == bindparam("kind"),
        col(Reminder.state) == DueState.PENDING,
    )
)  # fmt: skip
_CHANGED = ("due_on", "state", "written_at", "note", "level", "person_id")
WAITING = Statement(
    lambda: columns(col(Reminder.id)).where(
        col(Reminder.subject) == bindparam("subject"), col(Reminder.kind) == bindparam("kind"),
        col(Reminder.state) == DueState.PENDING,
    ).order_by(col(Reminder.due_on))
)  # fmt: skip
_WAITING_OR_ON = Statement(
    lambda: columns(col(Reminder.id), *(table_of(Reminder).c[name] for name in _CHANGED)).where(
        col(Reminder.subject) == bindparam("subject"), col(Reminder.kind) == bindparam("kind"),
        or_(col(Reminder.state) == DueState.PENDING, col(Reminder.due_on) == bindparam("on")),
    ).order_by(col(Reminder.due_on)).with_for_update()
)  # fmt: skip
_CHANGE = Statement(
    lambda: update(table_of(Reminder)).where(col(Reminder.id) == bindparam("row")).values(
        {name: bindparam(f"new_{name}") for name in _CHANGED}
    )
)  # fmt: skip
ADD = Statement(
    lambda: insert(table_of(Reminder)).values(
        {name: bindparam(name) for name in ("plan_id", "subject", "kind", "due_on", "written_at", *_CHANGED[3:])}
        | {"state": DueState.PENDING}
    )
)
SIGNED = (DueKind.STILL_HOLDING, DueKind.CHAIR_REPORT, DueKind.SIGN_OFF_WAITING, DueKind.SIGN_OFF_DOUBTED)
"""What is still asked of what was signed off in a plan that a later one succeeds: it stays in the earlier one."""
_TOGETHER = 500
_DATED = ("meeting", "reporting_duty", "clock")
_TOUCHED = "reminding_touched"
_DATES_OF = "reminding_dates_of"


def watch(session: Session) -> None:
    """Notice which items and plans this session changes, so that `rewrite_touched` finds them."""
    touched: set[str] = session.info.setdefault(_TOUCHED, set())
    dates: list[Any] = session.info.setdefault(_DATES_OF, [])

    def flushed(session: Any, _context: object) -> None:
        changed = (*session.new, *session.dirty, *session.deleted)
        dates.extend(row for row in changed if isinstance(row, Meeting | ReportingDuty | Inspection | PlanInspection))
        for row in (*session.new, *session.dirty):
            if isinstance(row, Recommendation | PlanAction | Plan):
                touched.add(f"{row.__tablename__}:{row.id}")
            if isinstance(row, Plan) and row.succeeds_id is not None:
                touched.add(f"plan:{row.succeeds_id}")

    event.listen(session, "after_flush", flushed)


def rewrite_touched(session: Session, now: datetime, tz: Any) -> None:
    """Rewrite the rows of all that was changed. The last thing before a commit."""
    session.flush()
    touched: set[str] = session.info.get(_TOUCHED, set())
    plans = {int(subject.partition(":")[2]) for subject in touched if subject.startswith("plan:")}
    for plan_id in sorted(plans):
        touched |= rewrite_plan(session, plan_id, now)
    rewrite(session, sorted(subject for subject in touched if not subject.startswith("plan:")), now, tz)
    changed: list[Any] = session.info.get(_DATES_OF, [])
    for plan_id in sorted(plans | set(_plans_of(session, changed))):
        rewrite_dates(session, plan_id, now, tz)
    touched.clear()
    changed.clear()


def _plans_of(session: Session, rows: Iterable[Any]) -> Iterator[int]:
    """The plans whose dates these rows are."""
    for row in rows:
        if isinstance(row, Inspection):
            answered = select(PlanInspection.plan_id).where(PlanInspection.inspection_id == row.id)
            yield from session.exec(answered)
        elif isinstance(row, Meeting):
            yield session.get_one(Board, row.board_id).plan_id
        else:
            yield int(row.plan_id)


def rewrite_dates(session: Session, plan_id: int, now: datetime, tz: Any) -> None:
    """Put down when each date of a plan that is no item's is next asked about: meetings, papers, reports, clocks."""
    plan = session.get_one(Plan, plan_id)
    if plan.published_at is None:
        return
    closed = plan.ended_on is not None or superseded(session, plan)
    begins = asking.since(session, plan, now, tz)
    found = {} if closed else {(each.subject, each.kind): each for each in reading.of_plan(session, plan_id)}
    waiting = select(Reminder).where(
        Reminder.plan_id == plan_id, col(Reminder.kind).in_(reading.KINDS), Reminder.state == DueState.PENDING
    )
    for row in session.exec(waiting).all():
        if (row.subject, row.kind) not in found:
            put(session, plan_id, row.subject, row.kind, None, now)
    named = {each.subject for each in found.values() if each.name}
    climbing = select(Reminder).filter_by(plan_id=plan_id, kind=DueKind.ESCALATION, state=DueState.PENDING)
    for row in session.exec(climbing).all():
        if row.subject.partition(":")[0] in _DATED and row.subject not in named:
            row.state = DueState.CANCELLED
            session.add(row)
    for each in found.values():
        done = _asked_up_to(session, each.subject, each.kind) or begins - timedelta(days=1)
        put(session, plan_id, each.subject, each.kind, asking.next_day(each, done, begins), now)


def rewrite_plan(session: Session, plan_id: int, now: datetime) -> set[str]:
    """Rewrite a plan's own row, and name its items when it is open to its readers."""
    plan = session.get_one(Plan, plan_id)
    if plan.published_at is None:
        return set()
    after = handled(session, f"plan:{plan_id}", DueKind.DIGEST) or _yesterday(session, plan)
    closed = plan.ended_on is not None or superseded(session, plan)
    on = None if closed else next_digest(after, plan.settings.get("digest_day"))
    put(session, plan_id, f"plan:{plan_id}", DueKind.DIGEST, on, now)
    return set(subjects_of(session, plan_id))


def _yesterday(session: Session, plan: Plan) -> date:
    first = next(iter(subjects_of(session, plan.key_id)), None)
    matter = load(session, first, plan.published_at, plan.published_at.tzinfo) if first and plan.published_at else None
    opened = plan.published_at.date() if plan.published_at else date.max
    return (matter.asked.since if matter else opened) - timedelta(days=1)


def rewrite(session: Session, subjects: Iterable[str], now: datetime, tz: Any) -> None:
    """Put down when each of these items is next asked about, from the facts as they are now."""
    wanted = list(subjects)
    for start in range(0, len(wanted), _TOGETHER):
        some = wanted[start : start + _TOGETHER]
        found = load_all(session, some, now, tz)
        for subject in some:
            if subject in found:
                rewrite_one(session, found[subject], now)


def rewrite_one(session: Session, matter: Matter, now: datetime) -> None:
    """The next step of the ladder, the next of silence, and nothing more to escalate once there is an answer."""
    for kind in (DueKind.DEADLINE, DueKind.SILENCE):
        put(session, matter.plan_id, matter.subject, kind, due(session, matter, kind), now)
    for row in pending(session, matter.subject, DueKind.ESCALATION):
        if matter.stopped or (matter.word and matter.word.at >= row.written_at):
            row.state = DueState.CANCELLED
            session.add(row)
    _ask_the_board(session, matter, now)


def due(session: Session, matter: Matter, kind: DueKind, after: date | None = None) -> date | None:
    """The first day after `after`, else after those already dealt with, on which an item is asked about for this."""
    if matter.stopped:
        return None
    climb = next_step if kind is DueKind.DEADLINE else next_silence
    done = after or _asked_up_to(session, matter.subject, kind) or matter.asked.since - timedelta(days=1)
    step = climb(matter.asked, done, matter.ladders)
    return step.day if step else None


def _asked_up_to(session: Session, subject: str, kind: DueKind) -> date | None:
    """The last due day of this kind that was asked of everybody, or dealt with otherwise."""
    done = handled(session, subject, kind)
    if done is None:
        return None
    waits = reader_of(session).one(_NEXT, subject=subject, kind=kind).first
    asked_of_some = waits is not None and waits <= done
    return waits - timedelta(days=1) if asked_of_some else done


def handled(session: Session, subject: str, kind: DueKind) -> date | None:
    """The last due day of this kind that was dealt with, sent or not."""
    found: date | None = reader_of(session).one(_HANDLED, subject=subject, kind=kind).last
    return found


def of_live_plans() -> Any:
    """Which rows may be due: a draft, or a plan that is closed, reminds nobody; but what was signed off is checked.

    Asked of each row, since SQLite would else read all rows of every live plan to find those that are due.
    """
    later, last = table_of(Plan).alias(), table_of(Plan).alias()
    goes_on = or_(later.c.ended_on.is_(None), columns(last.c.id).where(last.c.succeeds_id == later.c.id).exists())
    carried_on = columns(later.c.id).where(
        later.c.succeeds_id == col(Plan.id), later.c.published_at.is_not(None), goes_on
    )
    signed = and_(col(Reminder.kind).in_(SIGNED), carried_on.exists())
    live = select(Plan.id).where(col(Plan.published_at).is_not(None), or_(col(Plan.ended_on).is_(None), signed))
    return live.where(col(Plan.id) == Reminder.plan_id).exists()


def waiting() -> Any:
    """Which rows wait, in the very words of the index of those that do: else SQLite passes it over."""
    return col(Reminder.state) == bindparam(None, DueState.PENDING, literal_execute=True)


def pending(session: Session, subject: str, kind: DueKind) -> list[Reminder]:
    """The rows that wait."""
    found = reader_of(session).all(WAITING, subject=subject, kind=kind)
    return [session.get_one(Reminder, row.id) for row in found]


def put(
    session: Session, plan_id: int, subject: str, kind: DueKind, on: date | None, now: datetime, **more: Any
) -> None:
    """Have the one row of this kind wait for a day, or none when there is no such day."""
    found = reader_of(session).all(_WAITING_OR_ON, subject=subject, kind=kind, on=on)
    changes, is_new = moved(found, on, now, **more)
    for row, values in changes:
        _change(session, row, values)
    if is_new:
        reader_of(session).run(ADD, **added(plan_id, subject, kind, on, now, **more))


def moved(
    found: Sequence[Any], on: date | None, now: datetime, **more: Any
) -> tuple[list[tuple[Any, dict[str, Any]]], bool]:
    """How the rows that wait, or are of day `on`, are to change, and whether there is to be a new one."""
    keep = next((row for row in found if row.due_on == on), found[0] if on and found else None)
    changes: list[tuple[Any, dict[str, Any]]] = [
        (row, {"state": DueState.CANCELLED}) for row in found if row is not keep
    ]
    if on is None or keep is None:
        return changes, on is not None
    if keep.due_on != on or keep.state is not DueState.PENDING or more:
        changes.append((keep, {"due_on": on, "state": DueState.PENDING, "written_at": now, **more}))
    return changes, False


def added(plan_id: int, subject: str, kind: DueKind, on: date | None, now: datetime, **more: Any) -> dict[str, Any]:
    """What `ADD` writes."""
    about = {"plan_id": plan_id, "subject": subject, "kind": kind, "due_on": on, "written_at": now}
    return about | {"person_id": None, "note": None, "level": 0} | more


def _change(session: Session, row: Any, values: dict[str, Any]) -> None:
    kept = {f"new_{name}": values.get(name, getattr(row, name)) for name in _CHANGED}
    reader_of(session).run(_CHANGE, row=row.id, **kept)
    hold(session, row.id, values)


def hold(session: Session, row_id: int, values: Mapping[str, Any]) -> None:
    """Put what is written to a row beside `session` into the object that it may have of it."""
    held = session.identity_map.get((Reminder, (row_id,), None))
    if held is not None:
        for name, value in values.items():
            set_committed_value(held, name, value)


def _ask_the_board(session: Session, matter: Matter, now: datetime) -> None:
    """A request for sign-off that came with a file has no row yet that asks the board."""
    row = session.get(Recommendation, matter.id) if matter.kind == "recommendation" else None
    plan = session.get_one(Plan, matter.plan_id)
    if row is None or row.sign_off is not SignOff.REQUESTED or row.withdrawn_on or plan.published_at is None:
        return
    if plan.ended_on is not None or superseded(session, plan):
        return
    if not pending(session, matter.subject, DueKind.SIGN_OFF_WAITING):
        asked = row.latest_update_at.date() if row.latest_update_at else matter.asked.since
        note = f"{matter.label} waits for the board's decision on sign-off"
        put(session, matter.plan_id, matter.subject, DueKind.SIGN_OFF_WAITING, asked, now, note=note)
