"""Days as people type them in a command or a form."""

from datetime import date, timedelta

from handlers.errors import UserError
from models.rules.dates import parse_day


def any_day(said: str, today: date) -> date:
    """The day in `said`, past or to come. Raises UserError that says what to type."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return _typed(said, today)


def just_past(said: str, today: date, days: int) -> date:
    """The day in `said`, where one without a year may be one of the last `days`. Raises UserError as `any_day` does."""
    return any_day(said, today - timedelta(days=days))


def day_ahead(said: str, today: date, *, past: bool = False) -> date:
    """The day in `said`, from today on, or up to today with `past`. Raises UserError that says what to type."""
    day = any_day(said, today)
    if past and day > today:
        raise UserError("That day has not come yet. Say when it happened.")
    if not past and day < today:
        raise UserError("That day has passed. Say one to come.")
    return day


def _typed(said: str, today: date) -> date:
    try:
        return parse_day(said, today)
    except ValueError as error:
        raise UserError(str(error)) from error
