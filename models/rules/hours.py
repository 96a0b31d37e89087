"""When somebody may be written to: working days, 09:00 to 17:00 in their own time zone.

SOURCE: design.md "Sending"; peers.md section 5 (Monzo: weekdays in office hours).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.rules.working_days import is_working_day, on_or_after

OPENS, CLOSES = time(9), time(17)


def zone_of(name: str | None, council: ZoneInfo) -> ZoneInfo:
    """Somebody's own time zone, the council's where they have none that is known."""
    try:
        return ZoneInfo(name) if name else council
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return council


def is_open(now: datetime, zone: ZoneInfo) -> bool:
    """Whether somebody in `zone` may be written to now. `now` is aware."""
    local = now.astimezone(zone)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def opening(day: date, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the first working day from `day` on begins in `zone`."""
    return datetime.combine(on_or_after(day), OPENS, zone).astimezone(UTC)


def next_open(now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from now on, in UTC, at which somebody in `zone` may be written to."""
    if is_open(now, zone):
        return now.astimezone(UTC)
    local = now.astimezone(zone)
    return opening(local.date() if local.time() < OPENS else local.date() + timedelta(days=1), zone)
