"""What is due now becomes messages to send: each due row is decided for each person, once, and put down."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from handlers.dated.reading import KINDS
from handlers.reminding import dating, escalating, matters, preparing, recipients, rows, weekly
from handlers.reminding.asking import Entry, Now, ask, nobody, put_down
from handlers.reminding.matters import Matter
from handlers.reminding.words import asked_already, caught_up, in_digest
from models.database import Statement, reader_of
from models.people import Tie
from models.plan import Plan
from models.reminders import Reminder
from models.rules.ladder import Moment, Step, next_silence, next_step
from models.rules.working_days import next_working_day, on_or_after
from models.vocabulary import DueKind, DueState, LedgerState, Relation

AHEAD = timedelta(hours=14)
"""No day begins anywhere earlier than this before it begins in Greenwich."""
AGAIN = timedelta(days=7)
_BOARD = (DueKind.SIGN_OFF_WAITING, DueKind.SIGN_OFF_DOUBTED)
"""What is asked of a board's chair, where nobody is named."""
_IN_DIGEST = (*_BOARD, DueKind.CHANGE_WAITING)
"""What a chair is asked once, and from then on each week in the digest."""
_ONCE = (DueKind.UNREACHED, DueKind.SNOOZED)
_DUE = Statement(
    lambda: columns(col(Reminder.id), col(Reminder.subject), col(Reminder.person_id)).where(
        rows.waiting(), col(Reminder.due_on) <= bindparam("last"), rows.of_live_plans()
    ).order_by(col(Reminder.due_on), col(Reminder.id))
)  # fmt: skip
_OWNERS = Statement(
    lambda: columns(
        case((col(Tie.action_id).is_not(None), "action"), else_="recommendation").label("kind"),
        func.coalesce(col(Tie.action_id), col(Tie.recommendation_id)).label("item"), col(Tie.person_id),
    ).where(
        col(Tie.relation) == Relation.OWNER, col(Tie.until_on).is_(None), col(Tie.person_id).is_not(None),
    ).order_by(col(Tie.position).desc(), col(Tie.id).desc())
)  # fmt: skip


def batches(session: Session, at: datetime, most: int) -> list[list[int]]:
    """The ids of all that is due at `at`, in batches of about `most` rows, each for a transaction of its own.

    An owner's rows stand in one batch, however many, so that what they are asked on a day goes in one message.
    """
    found = reader_of(session).all(_DUE, last=_last(at))
    if len(found) <= most:
        return [[row.id for row in found]] if found else []
    owners = {f"{each.kind}:{each.item}": each.person_id for each in reader_of(session).all(_OWNERS)}
    of_one: dict[int, list[int]] = {}
    for row in found:
        of_one.setdefault(row.person_id or owners.get(row.subject, 0), []).append(row.id)
    made: list[list[int]] = [[]]
    for ids in of_one.values():
        if len(made[-1]) >= most:
            made.append([])
        made[-1] += ids
    return made


def queue_due(
    session: Session, at: datetime, zone: ZoneInfo, guard: Callable[[Reminder], AbstractContextManager[object]],
    some: Sequence[int] | None = None,
) -> int:  # fmt: skip
    """Decide every row that is due at `at`, or `some` of them, and say how many were. One transaction keeps them.

    `guard` is entered around each row, so that one that cannot be decided need not stop the rest.
    """
    now = Now(session, at, zone)
    wanted = select(Reminder).where(
        rows.waiting(), Reminder.due_on <= _last(at), rows.of_live_plans()
    ).order_by(col(Reminder.due_on), col(Reminder.id))  # fmt: skip
    if some is not None:
        wanted = wanted.where(col(Reminder.id).in_(some))
    found = list(
        session.exec(wanted.with_for_update(skip_locked=True, of=Reminder))
    )  # what is being changed waits for the next
    matters.read_ahead(session, [row.subject for row in found])
    for row in found:
        if row.state is DueState.PENDING:
            with guard(row):
                _decide(now, row)
    session.flush()
    return len(found)


def _last(at: datetime) -> date:
    return (at + AHEAD).date()


def _decide(now: Now, row: Reminder) -> None:
    match row.kind:
        case DueKind.DEADLINE | DueKind.SILENCE:
            _climb(now, row)
        case DueKind.ESCALATION:
            escalating.escalate(now, row)
        case DueKind.DIGEST:
            weekly.tell(now, row, now.session.get_one(Plan, row.plan_id))
        case _ if row.kind in KINDS:
            dating.ask_about(now, row, AHEAD)
        case _:
            _chase(now, row)


def _climb(now: Now, row: Reminder) -> None:
    """An item's ladder: all steps that were missed stand in one, for whoever answers for the item today."""
    matter = matters.load(now.session, row.subject, now.at, now.zone)
    missed = _steps_due(now, matter, row) if matter else []
    if matter is None or not missed:
        on = rows.due(now.session, matter, row.kind) if matter else None
        rows.put(now.session, row.plan_id, row.subject, row.kind, on, now.at)
        return
    step = missed.pop()
    entry = Entry(row.plan_id, row.subject, row.kind, step.day, step.moment.value)
    asked = recipients.whom(now.session, row.subject, row.plan_id, now.today)
    done = [ask(now, entry, each, matter) for each in asked] or [nobody(now, entry)]
    if not all(done):
        return
    if missed:
        note = caught_up([each.day for each in missed], step.day)
        first = Entry(row.plan_id, row.subject, row.kind, missed[0].day, missed[0].moment.value)
        put_down(now, first, None, LedgerState.CAUGHT_UP, note)
    on = rows.due(now.session, matter, row.kind, after=step.day)
    rows.put(now.session, row.plan_id, row.subject, row.kind, on, now.at)
    if step.moment in (Moment.LATE, Moment.AT_ONCE):
        escalating.start(now, matter, entry)


def _steps_due(now: Now, matter: Matter, row: Reminder) -> list[Step]:
    """The steps from the one that waits whose day has begun somewhere; those after today only for its own day."""
    if matter.stopped:
        return []
    after = row.due_on - timedelta(days=1)
    climb = next_step if row.kind is DueKind.DEADLINE else next_silence
    found: list[Step] = []
    while (step := climb(matter.asked, after, matter.ladders)) and step.day <= (now.at + AHEAD).date():
        if step.day > now.today and found:
            break
        found.append(step)
        after = step.day
    return found


def _chase(now: Now, row: Reminder) -> None:
    """What waits for one person, or for a board: asked on its day and each week until it is settled."""
    on = on_or_after(row.due_on)
    if on > now.today:
        return
    if _is_over(now, row):
        row.state = DueState.DONE
        now.session.add(row)
        return
    entry = Entry(row.plan_id, row.subject, row.kind, row.due_on, None, row.note)
    if row.kind is DueKind.STILL_HOLDING and row.level == 0 and _asked_already(now, row):
        put_down(now, entry, None, LedgerState.SUPPRESSED, asked_already())
        row.state = DueState.DONE
        now.session.add(row)
        return
    asked = recipients.named(now.session, row.person_id, row.plan_id, now.today)
    if row.person_id is None and row.kind in _BOARD:
        asked = recipients.chairs(now.session, row.plan_id, now.today)[:1] or asked
    weekly = {each.person.id for each in recipients.chairs(now.session, row.plan_id, now.today)} if row.level else set()
    for each in asked:
        if each.person.id in weekly and row.kind in _IN_DIGEST:
            put_down(now, entry, each, LedgerState.SUPPRESSED, in_digest())
    if not all([ask(now, entry, each) for each in asked] or [nobody(now, entry)]):
        return
    again = _again(now, row)
    while (taken := _other(now, row, again)) is not None and taken.state is not DueState.PENDING:
        again = next_working_day(again)
    if taken is not None or row.kind in _ONCE:
        row.state = DueState.DONE
    else:
        row.due_on, row.level = again, row.level + 1
    now.session.add(row)
    now.session.flush()


def _asked_already(now: Now, row: Reminder) -> bool:
    """Whether the check before this one was asked and waits: one answer is for both."""
    wanted = select(Reminder.id).filter_by(subject=row.subject, kind=row.kind, state=DueState.PENDING)
    return now.session.exec(wanted.where(Reminder.level > 0)).first() is not None


def _other(now: Now, row: Reminder, on: date) -> Reminder | None:
    """Another row of the same subject and kind on a day: one that waits stands for both."""
    wanted = select(Reminder).filter_by(subject=row.subject, kind=row.kind, due_on=on)
    return now.session.exec(wanted.where(Reminder.id != row.id)).first()


def _is_over(now: Now, row: Reminder) -> bool:
    """Whether it was told once, which is enough, or is of an inspection long ago."""
    if row.kind is DueKind.PREPARATION:
        return preparing.is_past(now.session, row, now.today)
    return row.level > 0 and row.subject.startswith("harm_answer:")


def _again(now: Now, row: Reminder) -> date:
    """Weekly; but a step of a preparation has days of its own, and a notice waits for its second officer daily."""
    if row.kind is DueKind.PREPARATION:
        return preparing.again(now.session, row, now.today)
    if row.subject.startswith("inspection_notice:"):
        return next_working_day(now.today)
    return on_or_after(max(now.today, row.due_on) + AGAIN)
