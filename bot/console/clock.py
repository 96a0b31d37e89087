"""The console's clock: the real time until somebody sets it, and then frozen there."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from models.rules.dates import say_day_long

_HOW = 'Say "now 2010-04-07", "now 2010-04-07T09:00", or "now +7" for seven days later.'

_YEARS = range(1900, 2200)


class ConsoleClock:
    """Gives the time in UTC; what is typed without an offset is in `timezone`."""

    def __init__(
        self,
        timezone: str,
        at: datetime | None = None,
        real: Callable[[], datetime] = lambda: datetime.now(UTC),  # noqa: TID251  because real time starts here
    ) -> None:
        self._zone = ZoneInfo(timezone)
        self._real = real
        self._at: datetime | None = None
        if at:
            self.set(at)

    def now(self) -> datetime:
        return self._at or self._real()

    def set(self, at: datetime) -> None:
        """Stops the clock there. Raises ValueError, in words to show, for a year nobody can mean."""
        if at.year not in _YEARS:
            raise ValueError(f"The year must be from {_YEARS.start} to {_YEARS.stop - 1}. {_HOW}")
        self._at = (at if at.tzinfo else at.replace(tzinfo=self._zone)).astimezone(UTC)

    def advance(self, days: int) -> None:
        """The same time of day, so many days on, whatever summer time does between."""
        self.set(self._local() + timedelta(days=days))

    def move(self, to: str) -> None:
        """Follows what a person typed after "now". Raises ValueError, in words to show, for nonsense."""
        if days := re.fullmatch(r"\+([0-9]{1,6})d?", to):
            return self.advance(int(days[1]))
        try:
            at = datetime.fromisoformat(to)
        except ValueError:
            raise ValueError(f"That is not a time I can read. {_HOW}") from None
        return self.set(at)

    def words(self) -> str:
        """The time as people say it here: "Wednesday 7 April 2010, 09:00"."""
        local = self._local()
        return f"{say_day_long(local.date())}, {local:%H:%M}"

    def _local(self) -> datetime:
        return self.now().astimezone(self._zone)
