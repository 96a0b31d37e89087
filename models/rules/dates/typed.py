"""Reading the dates that people type and papers print: always the day before the month, never a guess."""

import re
from datetime import date, timedelta

from models.rules.dates.partial import PartialDate, Precision, exactly
from models.rules.dates.plan_files import ISO, TYPE_A_DAY, NoSuchDay, month_length, read_iso, real_day
from models.rules.dates.saying import MONTHS, WEEKDAYS, say_day

TYPE_A_DATE = (
    "Type a day (30 April 2010), a month (December 2012), a year (2013), a meeting"
    ' ("Programme Board, November 2012") or what it comes after ("after the December 2012 review").'
)
SAY_WHICH_YEAR = "Say which year, for example November 2012."

_ANY_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?".lower() for name in MONTHS if name != "May") + "|sept"
_NUMBERS = r"[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2})"
_WORDED = re.compile(
    r"(?:(?P<weekday>[a-z]{3,9}) )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ -](?P<month>[a-z]{3,9})\.?"
    r"(?:[ -](?P<year>[0-9]{4}|[0-9]{2}))?"
)
_NUMBERED = re.compile(rf"{_NUMBERS}|[0-9]{{1,2}}/[0-9]{{1,2}}|[0-9]{{1,2}}-[0-9]{{1,2}}-[0-9]{{4}}")
_MONTH_OF = re.compile(r"(?P<month>[a-z]{3,9})\.?[ -](?P<year>[0-9]{4})")
_SPAN = re.compile(r"(?P<first>.+?) (?:to|until|-|–) (?P<last>.+)")
_END_OF = re.compile(r"(?:(?:by|before) )?(?:the )?end of (?P<period>.+)")
_AFTER = re.compile(r"after .+")
_MEETING = re.compile(r"\b(?:meeting|board|committee|panel|cabinet|executive|council|group|lscb|scrutiny)\b")
_MONTH_ALONE = re.compile(rf"\b(?:{_ANY_MONTH}|[0-9]{{1,2}}(?:st|nd|rd|th)? may)\b")  # may is also a verb
_MENTIONED = re.compile(
    rf"\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)? )?(?:{_ANY_MONTH}|may)\.? [0-9]{{4}}\b"
    rf"|\b{_NUMBERS}\b|\b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\b|\b20[0-9]{{2}}\b"
)
_ONGOING = frozenset({"ongoing", "on-going", "on going", "as they arise", "continuous"})
_LEAP_YEAR = 2000  # so that without a year only what no year holds is refused
_JUST_GONE = timedelta(days=92)


def parse_day(text: str, today: date) -> date:
    """Read a day that a person typed; ValueError says what to type instead.

    A year in two figures is 20xx, and is refused between hyphens, where it could be either end. Without a
    year it is the next such day, refused when one went by in the last quarter: that one could be meant.
    """
    words = _tidy(text)
    if (iso := ISO.fullmatch(words)) and iso[3]:
        return real_day(int(iso[3]), int(iso[2]), int(iso[1]))
    if worded := _WORDED.fullmatch(words):
        day = _day_or_next(int(worded["day"]), _month_number(worded["month"]), worded["year"], today)
        return _on_its_weekday(day, worded["weekday"])
    if _NUMBERED.fullmatch(words):
        first, month, *year = re.split("[/.-]", words)
        return _day_or_next(int(first), int(month), year[0] if year else None, today)
    raise ValueError(TYPE_A_DAY)


def _tidy(text: str) -> str:
    return " ".join(text.replace(",", " ").split()).lower()


def _position(word: str, names: tuple[str, ...]) -> int | None:
    """Find the name that `word` is, or is the first letters of."""
    return next((i for i, name in enumerate(names) if name.lower().startswith(word)), None)


def _month_number(word: str) -> int:
    found = _position(word, MONTHS)
    if found is None:
        raise ValueError(TYPE_A_DAY)
    return found + 1


def _day_or_next(day: int, month: int, year: str | None, today: date) -> date:
    if year is None:
        return _next_such_day(day, month, today)
    return real_day(day, month, int(("20" + year)[-4:]))  # two figures are 20xx


def _next_such_day(day: int, month: int, today: date) -> date:
    if 1 <= month <= len(MONTHS) and not 1 <= day <= month_length(month, _LEAP_YEAR):
        raise NoSuchDay(f"There is no {day} {MONTHS[month - 1]}")
    real_day(day, month, _LEAP_YEAR)
    years = [year for year in range(today.year - 1, today.year + 2) if day <= month_length(month, year)]
    days = [date(year, month, day) for year in years]
    coming = [found for found in days if found >= today]
    gone = [found for found in days if today - _JUST_GONE <= found < today]
    if coming and not gone:
        return coming[0]
    message = f"Say which year, for example {say_day((gone or days)[-1])}." if days else SAY_WHICH_YEAR
    raise ValueError(message)


def _on_its_weekday(day: date, weekday: str | None) -> date:
    if weekday is None or _position(weekday.removesuffix("s"), WEEKDAYS) == day.weekday():
        return day
    raise ValueError(f"{say_day(day)} is a {WEEKDAYS[day.weekday()]}. Type it again with that weekday, or with none.")


def parse_written(text: str, today: date) -> PartialDate:
    """Read a date as people and papers write one: a day, month, year or range, a meeting, or "after".

    A meeting or event counts from the first possible day of the date in its words; with none there it is
    kept, and counts from nothing. ValueError says what to type instead.
    """
    written, words = " ".join(text.split()), _tidy(text)
    if words in _ONGOING:
        return PartialDate(None, Precision.ONGOING, written)
    if end := _END_OF.fullmatch(words):
        return PartialDate(_plain(end["period"], today).last_day, Precision.DAY, written)
    if _AFTER.fullmatch(words):
        return _tied_to(words, Precision.AFTER, written, today)
    if _MEETING.search(words):
        return _tied_to(words, Precision.MEETING, written, today)
    if span := _SPAN.fullmatch(words):
        return _range(span["first"], parse_day(span["last"], today), today)
    return _plain(words.removeprefix("by "), today)


def _plain(words: str, today: date) -> PartialDate:
    if ISO.fullmatch(words):
        return read_iso(words)
    if match := _MONTH_OF.fullmatch(words):
        return PartialDate(real_day(1, _month_number(match["month"]), int(match["year"])), Precision.MONTH)
    if not any(letter.isdigit() for letter in words):
        raise ValueError(SAY_WHICH_YEAR if _MONTH_ALONE.search(words) else TYPE_A_DATE)
    return exactly(parse_day(words, today))


def _range(first: str, last: date, today: date) -> PartialDate:
    """Read the first day of a range, which may leave its month and year to the last day."""
    said = first.split()
    begins = parse_day(" ".join(said + say_day(last).split()[len(said) :]), today)
    return PartialDate(begins, Precision.RANGE, end=last)


def _tied_to(words: str, precision: Precision, written: str, today: date) -> PartialDate:
    """Tie a meeting or an event to the date in its words; of several, the one that can come first."""
    named = [_plain(match[0], today) for match in _MENTIONED.finditer(words)]
    if not named and _MONTH_ALONE.search(words):
        raise ValueError(SAY_WHICH_YEAR)
    if not named:
        return PartialDate(None, precision, written)
    first = min(named, key=lambda found: found.first_day or date.max)
    open_ended = precision is Precision.AFTER or first.precision is Precision.DAY
    return PartialDate(first.on, precision, written, None if open_ended else first.last_day)
