"""On which days a board may be said to have met, by a reading of its calendar that is our own."""

import re
from collections.abc import Iterator
from datetime import datetime

from tests.property.walk.seen import Seen
from tests.property.walk.step import Step

_MEETING = re.compile(r"the meeting of (\d+ \w+ \d{4})( \(extraordinary\))?")


def a_board_decides_on_a_day_it_met(step: Step) -> None:
    """Not to come; in its calendar, or said to be extraordinary, or where the calendar does not reach."""
    for board, said in _said(step):
        found = _MEETING.match(said or "")
        if found is None:
            continue
        day = datetime.strptime(found[1], "%d %B %Y").date().isoformat()  # noqa: DTZ007  because it is a day
        assert day <= step.today, f"a meeting that has not come yet\n{step}"
        days = _calendar(step.before, board)
        within = bool(days) and days[0] < day < days[-1]
        assert found[2] or day in days or not within, f"no meeting of that board\n{step}"


def _said(step: Step) -> Iterator[tuple[int | None, str | None]]:
    """Each place in which this step says that a board decided or was told, with the board."""
    for row in step.made("decision"):
        yield row["board_id"], row["decided_at"]
    for old, new in step.moved("plan_change"):
        for column in ("decided_where", "reported_where"):
            if old[column] != new[column]:
                yield None, new[column]


def _calendar(seen: Seen, board: int | None) -> list[str]:
    """The days of one board's meetings; of the one that decides on changes, where no board is named."""
    runs = board or seen.rows("board", key="improvement-steering-group")[0]["id"]
    return sorted(row["date_on"] for row in seen.rows("meeting", board_id=runs) if row["date_on"])
