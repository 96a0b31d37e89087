"""What is due now becomes messages to send: each due row is decided for each person, once, and put down."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from handlers.reminding import matters, recipients, rows
from handlers.reminding.matters import Matter
from handlers.reminding.recipients import Because, Recipient
from handlers.reminding.words import answered, caught_up, nobody, snoozed
from models.outbox import Ledger, Outbox, Snooze
from models.plan import Plan
from models.reminders import Reminder
from models.rules.hours import is_open, zone_of
from models.rules.ladder import JUST_ANSWERED, Moment, Step, next_digest, next_silence, next_step
from models.rules.working_days import add_working_days, on_or_after, working_days_between
from models.vocabulary import DueKind, DueState, LedgerState, MessageKind, OutboxState, Relation, Role

AHEAD = timedelta(hours=14)
"""No day begins anywhere earlier than this before it begins in Greenwich."""
AGAIN = timedelta(days=7)
TO_MANAGER, TO_NEXT = 2, 5
"""Working days from an unanswered late reminder to the manager, and then to the leads and to the chair."""
_ONCE = (DueKind.UNREACHED, DueKind.SNOOZED)
_LAST_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Now:
    """One pass: the session, the moment, and the council's time zone."""

    session: Session
    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day in the council's time zone."""
        return self.at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is asked: of which plan, about what, why, for which day."""

    plan_id: int
    subject: str
    kind: DueKind
    due_on: date
    moment: str | None = None
    note: str | None = None


def queue_due(
    session: Session, at: datetime, zone: ZoneInfo, guard: Callable[[Reminder], AbstractContextManager[object]]
) -> int:
    """Decide every row that is due at `at`, and say how many were. The caller's transaction keeps it, or none.

    `guard` is entered around each row, so that one that cannot be decided need not stop the rest.
    """
    now = Now(session, at, zone)
    wanted = select(Reminder).where(
        Reminder.state == DueState.PENDING, Reminder.due_on <= (at + AHEAD).date()
    ).order_by(col(Reminder.due_on), col(Reminder.id))  # fmt: skip
    found = list(session.exec(wanted))
    for row in found:
        if row.state is DueState.PENDING:
            with guard(row):
                _decide(now, row)
    session.flush()
    return len(found)


def _decide(now: Now, row: Reminder) -> None:
    plan = now.session.get_one(Plan, row.plan_id)
    if plan.published_at is None:
        return
    match row.kind:
        case DueKind.DEADLINE | DueKind.SILENCE:
            _climb(now, row)
        case DueKind.ESCALATION:
            _escalate(now, row)
        case DueKind.DIGEST:
            _digest(now, row, plan)
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
    done = [_ask(now, entry, each, matter) for each in asked] or [_nobody(now, entry)]
    if not all(done):
        return
    if missed:
        note = caught_up([each.day for each in missed], step.day)
        first = Entry(row.plan_id, row.subject, row.kind, missed[0].day, missed[0].moment.value)
        _put_down(now, first, None, LedgerState.CAUGHT_UP, note)
    on = rows.due(now.session, matter, row.kind, after=step.day)
    rows.put(now.session, row.plan_id, row.subject, row.kind, on, now.at)
    if step.moment in (Moment.LATE, Moment.AT_ONCE):
        _start_escalating(now, matter, entry)


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


def _ask(now: Now, entry: Entry, to: Recipient, matter: Matter | None = None) -> bool:
    """Put one request to one person down, and say whether it is dealt with; if not, a later pass does it."""
    local = now.at.astimezone(zone_of(to.person.time_zone, now.zone)).date()
    if _there(now, entry, f"person:{to.person.key_id}"):
        return True
    if local < entry.due_on:
        return False
    if matter and matter.word and entry.kind is DueKind.DEADLINE and _just_answered(matter.word.on, entry.due_on):
        _put_down(now, entry, to, LedgerState.SUPPRESSED, answered(matter.word.on))
        return True
    if (until := _snoozed(now, entry, to, local)) is not None:
        _put_down(now, entry, to, LedgerState.SNOOZED, snoozed(until))
        return True
    if not is_open(now.at, zone_of(to.person.time_zone, now.zone)):
        return False
    message = _daily(now, to, local)
    if message is None:
        return False
    _put_down(now, entry, to, LedgerState.QUEUED, None, message)
    return True


def _just_answered(answered_on: date, due_on: date) -> bool:
    return answered_on >= due_on or working_days_between(answered_on, due_on) <= JUST_ANSWERED


def _snoozed(now: Now, entry: Entry, to: Recipient, local: date) -> date | None:
    wanted = select(Snooze).filter_by(subject=entry.subject, person_id=to.person.key_id)
    found = now.session.exec(wanted).first()
    return found.until_on if found and found.until_on > local else None


def _daily(now: Now, to: Recipient, local: date) -> Outbox | None:
    """The one message of this person's day, while it has not gone; None when it has."""
    waiting = select(Outbox).filter_by(
        person_id=to.person.key_id, kind=MessageKind.DAILY, state=OutboxState.QUEUED
    ).with_for_update()  # fmt: skip
    if (found := now.session.exec(waiting).first()) is not None:
        return found
    return _message(now, f"daily:{to.person.key_id}:{local.isoformat()}", MessageKind.DAILY, to, None)


def _message(now: Now, key: str, kind: MessageKind, to: Recipient, plan_id: int | None) -> Outbox | None:
    if now.session.exec(select(Outbox.id).where(Outbox.dedupe_key == key)).first() is not None:
        return None
    added = Outbox(
        dedupe_key=key, kind=kind, person_id=to.person.key_id, plan_id=plan_id, written_at=now.at, next_at=now.at
    )
    now.session.add(added)
    now.session.flush()
    return added


def _there(now: Now, entry: Entry, recipient: str) -> Ledger | None:
    wanted = select(Ledger).filter_by(
        subject=entry.subject, kind=entry.kind, due_on=entry.due_on, recipient=recipient
    )  # fmt: skip
    return now.session.exec(wanted).first()


def _put_down(
    now: Now, entry: Entry, to: Recipient | None, state: LedgerState, reason: str | None, message: Outbox | None = None
) -> None:
    recipient = f"person:{to.person.key_id}" if to else "nobody"
    if _there(now, entry, recipient):
        return
    now.session.add(
        Ledger(
            plan_id=entry.plan_id, subject=entry.subject, kind=entry.kind, due_on=entry.due_on, recipient=recipient,
            recipient_id=to.person.key_id if to else None, state=state, reason=reason, moment=entry.moment,
            note=entry.note, because=to.because.value if to else None,
            outbox_id=message.key_id if message else None, at=now.at,
        )
    )  # fmt: skip
    now.session.flush()


def _nobody(now: Now, entry: Entry) -> bool:
    _put_down(now, entry, None, LedgerState.FAILED, nobody())
    return True


def _start_escalating(now: Now, matter: Matter, entry: Entry) -> None:
    """If a late reminder goes unanswered, the manager is told, then who runs the plan, then the chair."""
    asked = select(Ledger).filter_by(subject=entry.subject, kind=entry.kind, due_on=entry.due_on)
    told = any(each.state is LedgerState.QUEUED for each in now.session.exec(asked))
    if told and not matter.asked.delivered and not _escalated_since(now, matter):
        on = add_working_days(now.today, TO_MANAGER)
        rows.put(now.session, matter.plan_id, matter.subject, DueKind.ESCALATION, on, now.at, level=1)


def _escalated_since(now: Now, matter: Matter) -> bool:
    """Whether others have been told, or are to be, since the last word: nobody is told twice of one silence."""
    if rows.pending(now.session, matter.subject, DueKind.ESCALATION):
        return True
    told = select(Ledger).filter_by(subject=matter.subject, kind=DueKind.ESCALATION)
    return any(matter.word is None or each.at > matter.word.at for each in now.session.exec(told))


def _escalate(now: Now, row: Reminder) -> None:
    matter = matters.load(now.session, row.subject, now.at, now.zone)
    if matter is None or matter.stopped or (matter.word and matter.word.at >= row.written_at):
        row.state = DueState.CANCELLED
        now.session.add(row)
        return
    entry = Entry(row.plan_id, row.subject, row.kind, row.due_on, f"level {row.level}", row.note)
    if not all([_ask(now, entry, each) for each in _above(now, row)] or [_nobody(now, entry)]):
        return
    if row.level >= _LAST_LEVEL:
        row.state = DueState.DONE
    else:
        row.due_on, row.level = add_working_days(max(now.today, row.due_on), TO_NEXT), row.level + 1
    now.session.add(row)
    now.session.flush()


def _above(now: Now, row: Reminder) -> list[Recipient]:
    """Who is told at this step: managers, then leads, then the chair; each step goes on where there is nobody."""
    owners = recipients.people_tied(now.session, row.subject, Relation.OWNER)
    if row.level == 1:
        managers = recipients.managers_of(now.session, owners)
        here = [recipients.here(now.session, each, now.today, Because.MANAGER) for each in managers]
        if found := [each for each in here if each]:
            return found
    role, because = (Role.CHAIR, Because.CHAIR) if row.level >= _LAST_LEVEL else (Role.LEAD, Because.LEAD)
    found = recipients.office(now.session, row.plan_id, now.today, role)[:1]
    found = found or recipients.office(now.session, row.plan_id, now.today)[:1]
    return [Recipient(each.person, because) for each in found]


def _chase(now: Now, row: Reminder) -> None:
    """What waits for one person, or for a board: asked on its day and each week until it is settled."""
    on = on_or_after(row.due_on)
    if on > now.today:
        return
    entry = Entry(row.plan_id, row.subject, row.kind, row.due_on, None, row.note)
    asked = recipients.named(now.session, row.person_id, row.plan_id, now.today)
    if row.person_id is None and row.kind is DueKind.SIGN_OFF_WAITING:
        asked = recipients.chairs(now.session, row.plan_id, now.today)[:1] or asked
    if not all([_ask(now, entry, each) for each in asked] or [_nobody(now, entry)]):
        return
    again = on_or_after(max(now.today, row.due_on) + AGAIN)
    taken = select(Reminder).filter_by(subject=row.subject, kind=row.kind, due_on=again)
    if now.session.exec(taken).first() is not None or row.kind in _ONCE:
        row.state = DueState.DONE
    else:
        row.due_on = again
    now.session.add(row)
    now.session.flush()


def _digest(now: Now, row: Reminder, plan: Plan) -> None:
    """The week, to each chair of the plan; a week that was missed is told in the next."""
    if row.due_on > now.today:
        return
    weekday = plan.settings.get("digest_day")
    due_on = following = row.due_on
    while following <= now.today:
        due_on, following = following, next_digest(following, weekday)
    entry = Entry(row.plan_id, row.subject, row.kind, due_on)
    done = []
    for to in recipients.chairs(now.session, row.plan_id, now.today):
        if _there(now, entry, f"person:{to.person.key_id}"):
            done.append(True)
        elif is_open(now.at, zone_of(to.person.time_zone, now.zone)):
            key = f"digest:{row.plan_id}:{to.person.key_id}:{due_on.isoformat()}"
            message = _message(now, key, MessageKind.DIGEST, to, row.plan_id)
            _put_down(now, entry, to, LedgerState.QUEUED, None, message)
            done.append(True)
        else:
            done.append(False)
    if all(done or [_nobody(now, entry)]):
        rows.put(now.session, row.plan_id, row.subject, DueKind.DIGEST, following, now.at)
