"""Whom an unanswered late reminder goes to next: the manager, then who leads the plan, then the chair."""

from sqlmodel import select

from handlers.reminding import dates_late, matters, recipients, rows
from handlers.reminding.asking import Entry, Now, ask, nobody
from handlers.reminding.dates_late import LAST_LEVEL, TO_MANAGER, TO_NEXT
from handlers.reminding.matters import Matter
from handlers.reminding.recipients import Because, Recipient
from models.outbox import Ledger
from models.reminders import Reminder
from models.rules.working_days import add_working_days
from models.vocabulary import DueKind, DueState, LedgerState, Relation, Role


def start(now: Now, matter: Matter, entry: Entry) -> None:
    """If a late reminder goes unanswered or is put off, the manager is told, then who runs the plan, then the chair."""
    asked = select(Ledger).filter_by(subject=entry.subject, kind=entry.kind, due_on=entry.due_on)
    told = any(each.state in (LedgerState.QUEUED, LedgerState.SNOOZED) for each in now.session.exec(asked))
    if told and not matter.asked.delivered and not _escalated_since(now, matter):
        on = add_working_days(now.today, TO_MANAGER)
        rows.put(now.session, matter.plan_id, matter.subject, DueKind.ESCALATION, on, now.at, level=1)


def _escalated_since(now: Now, matter: Matter) -> bool:
    """Whether others have been told, or are to be, since the last word: nobody is told twice of one silence."""
    if rows.pending(now.session, matter.subject, DueKind.ESCALATION):
        return True
    told = select(Ledger).filter_by(subject=matter.subject, kind=DueKind.ESCALATION)
    return any(matter.word is None or each.at > matter.word.at for each in now.session.exec(told))


def escalate(now: Now, row: Reminder) -> None:
    """Tell who is next, unless there has been a word since the owner was told that they would be."""
    if row.subject.partition(":")[0] not in matters.TABLES:
        dates_late.escalate(now, row)
        return
    matter = matters.load(now.session, row.subject, now.at, now.zone)
    if matter is None or matter.stopped or (matter.word and matter.word.at >= row.written_at):
        row.state = DueState.CANCELLED
        now.session.add(row)
        return
    entry = Entry(row.plan_id, row.subject, row.kind, row.due_on, f"level {row.level}", row.note)
    if not all([ask(now, entry, each) for each in _above(now, row)] or [nobody(now, entry)]):
        return
    if row.level >= LAST_LEVEL:
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
    role, because = (Role.CHAIR, Because.CHAIR) if row.level >= LAST_LEVEL else (Role.LEAD, Because.LEAD)
    found = recipients.office(now.session, row.plan_id, now.today, role)[:1]
    found = found or recipients.office(now.session, row.plan_id, now.today)[:1]
    return [Recipient(each.person, because) for each in found]
