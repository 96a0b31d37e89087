"""When whoever sees to a step of a preparation is asked again, and until when."""

from datetime import date

from sqlmodel import Session

from models.assurance import InspectionNotice, PreparationStep
from models.reminders import Reminder
from models.rules.preparation import STANDS_DAYS, next_asked


def again(session: Session, row: Reminder, today: date) -> date:
    """On the step's own day, then every second working day."""
    return next_asked(_step(session, row).on_day, today)


def is_past(session: Session, row: Reminder, today: date) -> bool:
    """Whether the call is so long ago that nobody is asked any more."""
    notice = session.get_one(InspectionNotice, _step(session, row).notice_id)
    return (today - notice.notified_on).days > STANDS_DAYS


def _step(session: Session, row: Reminder) -> PreparationStep:
    return session.get_one(PreparationStep, int(row.subject.partition(":")[2]))
