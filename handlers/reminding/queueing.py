"""What is due now becomes messages to send: each due row is decided for each person, once, and put down."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from handlers.dated.reading import KINDS
from handlers.reminding import dating, escalating, preparing, recipients, rows, together, weekly
from handlers.reminding.asking import Entry, Now, ask, nobody, put_down
from handlers.reminding.matters import Matter
from handlers.reminding.words import asked_already, caught_up, in_digest
from models.database import Statement, among, reader_of, table_of
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
_LADDERS = (DueKind.DEADLINE, DueKind.SILENCE)


def _due(*names: str) -> Any:
    wanted = columns(*(table_of(Reminder).c[name] for name in names)).where(
        rows.waiting(), col(Reminder.due_on) <= bindparam("last"), rows.of_live_plans()
    )
    return wanted.order_by(col(Reminder.due_on), col(Reminder.id))


def _due_now() -> Any:
    """What is being changed waits for the next pass."""
    return _due("id", "plan_id", "subject", "kind", "due_on").with_for_update(skip_locked=True, of=table_of(Reminder))


_DUE = Statement(lambda: _due("id", "subject", "person_id"))
_DUE_NOW = Statement(_due_now)
_SOME_DUE = Statement(lambda: _due_now().where(among(col(Reminder.id), "ids")))
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
    session: Session, at: datetime, zone: ZoneInfo, guard: Callable[[str], AbstractContextManager[object]],
    some: Sequence[int] | None = None,
) -> int:  # fmt: skip
    """Decide every row that is due at `at`, or `some` of them, and say how many were. One transaction keeps them.

    `guard` is entered around each row, and around those that are decided together, with words for what it is: so that
    one that cannot be decided need not stop the rest.
    """
    reader, about = reader_of(session), {"last": _last(at)}
    found = reader.all(_DUE_NOW, **about) if some is None else reader.all(_SOME_DUE, **about, ids=list(some))
    ladders = [row for row in found if row.kind in _LADDERS]
    climbed = _climbed_together(session, at, zone, ladders, guard) if ladders else set()
    others = [row.id for row in found if row.id not in climbed]
    now = Now(session, at, zone)
    for row in _in_turn(session, others):
        if row.state is DueState.PENDING:
            with guard(f"{row.kind.value} of {row.subject}"):
                _decide(now, row)
    session.flush()
    return len(found)


def _in_turn(session: Session, ids: Sequence[int]) -> Sequence[Reminder]:
    wanted = select(Reminder).where(col(Reminder.id).in_(ids)).order_by(col(Reminder.due_on), col(Reminder.id))
    return session.exec(wanted).all() if ids else ()


def _climbed_together(
    session: Session, at: datetime, zone: ZoneInfo, ladders: Sequence[Any],
    guard: Callable[[str], AbstractContextManager[object]],
) -> set[int]:  # fmt: skip
    """The ids of the ladders that were climbed: all of them, or none where one of them cannot be."""
    climbed: set[int] = set()
    with guard(f"one of {len(ladders)} ladders"):
        now = together.reading(session, at, zone, ladders)
        once = {(row.subject, row.kind): row for row in reversed(ladders)}
        late = [_climb(now, row) for row in reversed(once.values())]
        now.written()
        for each in late:
            _start(Now(session, at, zone), each)
        climbed.update(row.id for row in ladders)
    return climbed


def _last(at: datetime) -> date:
    return (at + AHEAD).date()


def _decide(now: Now, row: Reminder) -> None:
    match row.kind:
        case DueKind.DEADLINE | DueKind.SILENCE:
            _start(now, _climb(now, row))
        case DueKind.ESCALATION:
            escalating.escalate(now, row)
        case DueKind.DIGEST:
            weekly.tell(now, row, now.session.get_one(Plan, row.plan_id))
        case _ if row.kind in KINDS:
            dating.ask_about(now, row, AHEAD)
        case _:
            _chase(now, row)


def _climb(now: Now, row: Any) -> tuple[Matter, Entry] | None:
    """An item's ladder: all steps that were missed stand in one, for whoever answers for the item today.

    Returns what those above are to be told of unless it is answered.
    """
    matter = now.matter(row.subject)
    missed, following = _steps_due(now, matter, row) if matter else ([], None)
    if matter is None or not missed:
        on = rows.due(now.session, matter, row.kind) if matter else None
        now.put(row.plan_id, row.subject, row.kind, on)
        return None
    step = missed.pop()
    entry = Entry(row.plan_id, row.subject, row.kind, step.day, step.moment.value)
    done = [ask(now, entry, each, matter) for each in now.whom(row.subject, row.plan_id)] or [nobody(now, entry)]
    if not all(done):
        return None
    if missed:
        note = caught_up([each.day for each in missed], step.day)
        first = Entry(row.plan_id, row.subject, row.kind, missed[0].day, missed[0].moment.value)
        put_down(now, first, None, LedgerState.CAUGHT_UP, note)
    now.put(row.plan_id, row.subject, row.kind, following.day if following else None)
    return (matter, entry) if step.moment in (Moment.LATE, Moment.AT_ONCE) else None


def _start(now: Now, late: tuple[Matter, Entry] | None) -> None:
    if late is not None:
        escalating.start(now, *late)


def _steps_due(now: Now, matter: Matter, row: Any) -> tuple[list[Step], Step | None]:
    """The steps from the one that waits whose day has begun somewhere, and the one that follows them.

    Of those after today only what waits for its own day.
    """
    if matter.stopped:
        return [], None
    after = row.due_on - timedelta(days=1)
    climb = next_step if row.kind is DueKind.DEADLINE else next_silence
    found: list[Step] = []
    while (step := climb(matter.asked, after, matter.ladders)) and step.day <= _last(now.at):
        if step.day > now.today and found:
            break
        found.append(step)
        after = step.day
    return found, step


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
