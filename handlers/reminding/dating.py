"""The dates of a plan that are no item's become requests: each on its day, once, to whoever is to see to it."""

from datetime import date, timedelta

from handlers.dated import asking, reading
from handlers.dated.reading import Dated
from handlers.reminding import dates_late, rows, words
from handlers.reminding.asking import Entry, Now, ask, nobody, put_down
from models.plan import Plan
from models.reminders import Reminder
from models.vocabulary import LedgerState


def ask_about(now: Now, row: Reminder, ahead: timedelta) -> None:
    """All days that were missed stand in one; a meeting that was held meanwhile is not spoken of.

    `ahead` is how much earlier than in Greenwich a day may begin.
    """
    plan = now.session.get_one(Plan, row.plan_id)
    dated = reading.find(now.session, row.plan_id, row.subject, row.kind)
    begins = asking.since(now.session, plan, now.at, now.zone)
    missed = _due(now, dated, row, begins, (now.at + ahead).date()) if dated else []
    if dated is None or not missed:
        _put(now, row, asking.next_day(dated, now.today, begins) if dated else None)
        return
    last = missed[-1]
    if dated.until is not None and dated.until < now.today:
        for day in missed:
            put_down(now, _entry(row, dated, day), None, LedgerState.SUPPRESSED, words.past(dated.until))
    elif not _asked(now, _entry(row, dated, last), dated):
        return
    else:
        dates_late.start(now, dated, _entry(row, dated, last))
    if (earlier := missed[:-1]) and (dated.until is None or dated.until >= now.today):
        note = words.caught_up(earlier, last)
        put_down(now, _entry(row, dated, earlier[0]), None, LedgerState.CAUGHT_UP, note)
    _put(now, row, asking.next_day(dated, last, begins))


def _entry(row: Reminder, dated: Dated, day: date) -> Entry:
    return Entry(row.plan_id, row.subject, row.kind, day, None, dated.what)


def _asked(now: Now, entry: Entry, dated: Dated) -> bool:
    found = asking.whom(now.session, entry.plan_id, dated, now.at, now.today)
    return all([ask(now, entry, each) for each in found] or [nobody(now, entry)])


def _put(now: Now, row: Reminder, on: date | None) -> None:
    rows.put(now.session, row.plan_id, row.subject, row.kind, on, now.at)


def _due(now: Now, dated: Dated, row: Reminder, begins: date, last: date) -> list[date]:
    """The days from the one that waits that have begun somewhere; one after today only for itself."""
    found: list[date] = []
    after = row.due_on - timedelta(days=1)
    while (day := asking.next_day(dated, after, begins)) is not None and day <= last:
        if day > now.today and found:
            break
        found.append(day)
        after = day
    return found
