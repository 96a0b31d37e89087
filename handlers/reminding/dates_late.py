"""Papers, a report or a statutory clock that nobody says is done climbs as an item does: manager, leads, chair.

Who was asked is told first, and again weekly; each step has its grace, and nobody is told at two of them.
"""

from collections.abc import Sequence

from sqlmodel import col, select

from handlers.dated import asking, reading
from handlers.dated.reading import Dated
from handlers.reminding import recipients, rows
from handlers.reminding.asking import Entry, Now, ask
from handlers.reminding.recipients import Because, Recipient
from models.outbox import Ledger
from models.reminders import Reminder
from models.rules.working_days import add_working_days
from models.vocabulary import DueKind, DueState, LedgerState, Role

TO_MANAGER, TO_NEXT = 2, 5
"""Working days from an unanswered late reminder to the manager, and then to the leads and to the chair."""
LAST_LEVEL = 3


def start(now: Now, dated: Dated, entry: Entry) -> None:
    """Once somebody was asked for it after its date, those above are told unless it is done by then."""
    if not dated.name or entry.due_on <= dated.due_on or rows.pending(now.session, entry.subject, DueKind.ESCALATION):
        return
    asked = select(Ledger).filter_by(subject=entry.subject, kind=entry.kind, due_on=entry.due_on)
    told = any(each.state is LedgerState.QUEUED for each in now.session.exec(asked))
    if told and not any(each.due_on > dated.due_on for each in _told(now, entry.subject)):
        on = add_working_days(now.today, TO_MANAGER)
        rows.put(now.session, entry.plan_id, entry.subject, DueKind.ESCALATION, on, now.at, level=1, note=dated.what)


def escalate(now: Now, row: Reminder) -> None:
    """Tell who is next of what is still not done; a level that would tell nobody new gives way to the one above."""
    dated = reading.find_late(now.session, row.plan_id, row.subject)
    if dated is None or now.today <= dated.due_on or (dated.until is not None and dated.until < now.today):
        row.state = DueState.CANCELLED
        now.session.add(row)
        return
    entry = Entry(row.plan_id, row.subject, row.kind, row.due_on, f"level {row.level}", row.note)
    while not (found := _above(now, row, dated)) and row.level < LAST_LEVEL:
        row.level += 1
    done = [ask(now, entry, each) for each in found]
    if not all(done):
        return
    if row.level >= LAST_LEVEL:
        row.state = DueState.DONE
    else:
        row.due_on, row.level = add_working_days(max(now.today, row.due_on), TO_NEXT), row.level + 1
    now.session.add(row)
    now.session.flush()


def _above(now: Now, row: Reminder, dated: Dated) -> list[Recipient]:
    """Who is told at this step and has not been asked or told of it on another day."""
    if row.level == 1:
        managers = recipients.managers_of(now.session, asking.named(now.session, row.plan_id, dated, now.at))
        here = [recipients.here(now.session, each, now.today, Because.MANAGER) for each in managers]
        found: Sequence[Recipient] = [each for each in here if each]
    else:
        role, because = (Role.CHAIR, Because.CHAIR) if row.level >= LAST_LEVEL else (Role.LEAD, Because.LEAD)
        office = recipients.office(now.session, row.plan_id, now.today, role)[:1]
        found = [Recipient(each.person, because) for each in office]
    known = _asked(now, row, dated)
    return [each for each in found if each.person.key_id not in known]


def _asked(now: Now, row: Reminder, dated: Dated) -> set[int | None]:
    """Who was asked for it since its date, or told of it at another step."""
    late = now.session.exec(select(Ledger).filter_by(subject=row.subject).where(col(Ledger.due_on) > dated.due_on))
    this = (DueKind.ESCALATION, row.due_on)
    return {each.recipient_id for each in late if (each.kind, each.due_on) != this}


def _told(now: Now, subject: str) -> Sequence[Ledger]:
    return now.session.exec(select(Ledger).filter_by(subject=subject, kind=DueKind.ESCALATION)).all()
