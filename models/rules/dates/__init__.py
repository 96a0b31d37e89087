"""Days, and dates known less exactly than a day: shown as written, counted from their first possible day."""

from models.rules.dates.partial import NO_DATE, PartialDate, Precision, exactly, local_day, month_end
from models.rules.dates.plan_files import NoSuchDay, parse_partial
from models.rules.dates.saying import (
    MONTHS,
    WEEKDAYS,
    say_day,
    say_day_long,
    say_meeting,
    say_month,
    say_partial,
    say_range,
)
from models.rules.dates.typed import parse_day, parse_written

__all__ = [
    "MONTHS",
    "NO_DATE",
    "WEEKDAYS",
    "NoSuchDay",
    "PartialDate",
    "Precision",
    "exactly",
    "local_day",
    "month_end",
    "parse_day",
    "parse_partial",
    "parse_written",
    "say_day",
    "say_day_long",
    "say_meeting",
    "say_month",
    "say_partial",
    "say_range",
]
