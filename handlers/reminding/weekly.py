"""The week of a plan: once to each of its chairs, and to each channel of its boards, with details in its thread."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from handlers.reminding import recipients, rows
from handlers.reminding.asking import Entry, Now, nobody, put_down, write
from handlers.reminding.recipients import Recipient
from models.governance import BoardPlace
from models.plan import Plan
from models.reminders import Reminder
from models.rules.hours import is_open, zone_of
from models.rules.ladder import next_digest
from models.vocabulary import DueKind, LedgerState, MessageKind


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody, or a channel, that the week is told to; `zone` is whose hours count, None for the council's."""

    name: str
    to: dict[str, int | None]
    person: Recipient | None = None
    zone: str | None = None


def tell(now: Now, row: Reminder, plan: Plan) -> None:
    """Queue the week for everybody who gets it; weeks that were missed are told in the newest, as one."""
    if row.due_on > now.today:
        return
    due_on, following = _newest(row.due_on, now.today, plan.settings.get("digest_day"))
    entry = Entry(row.plan_id, row.subject, row.kind, due_on)
    done = [_told(now, entry, each) for each in _audiences(now, row.plan_id, due_on)]
    if all(done or [nobody(now, entry)]):
        rows.put(now.session, row.plan_id, row.subject, DueKind.DIGEST, following, now.at)


def _newest(due_on: date, today: date, weekday: str | None) -> tuple[date, date]:
    """The last day of telling that has come, and the next."""
    following = due_on
    while following <= today:
        due_on, following = following, next_digest(following, weekday)
    return due_on, following


def _audiences(now: Now, plan_id: int, due_on: date) -> Iterator[Audience]:
    for each in recipients.chairs(now.session, plan_id, now.today):
        person = each.person
        yield Audience(f"person:{person.key_id}", {"person_id": person.key_id}, each, person.time_zone)
    for place in places_of(now.session, plan_id):
        if place.since.astimezone(now.zone).date() <= due_on:
            yield Audience(f"place:{place.key_id}", {"place_id": place.key_id})


def places_of(session: Session, plan_id: int) -> list[BoardPlace]:
    """The channels in which a plan's week is told."""
    wanted = select(BoardPlace).where(BoardPlace.plan_id == plan_id, col(BoardPlace.until).is_(None))
    return list(session.exec(wanted.order_by(col(BoardPlace.id))))


def _told(now: Now, entry: Entry, audience: Audience) -> bool:
    """Whether it is dealt with; if not, a later pass does it, in their hours."""
    if now.there(entry, audience.name):
        return True
    if not is_open(now.at, zone_of(audience.zone, now.zone)):
        return False
    which = f"{entry.plan_id}:{audience.name.removeprefix('person:')}:{entry.due_on.isoformat()}"
    message = write(now, f"digest:{which}", MessageKind.DIGEST, plan_id=entry.plan_id, **audience.to)
    put_down(now, entry, audience.person, LedgerState.QUEUED, None, message, audience.name)
    if message is not None:
        more = {"plan_id": entry.plan_id, "follows_id": message.key_id, **audience.to}
        write(now, f"details:{which}", MessageKind.DETAILS, **more)
    return True
