"""Where a board decided something, in words."""

from datetime import date
from typing import Any

from models.rules.dates import say_day


def decided(decided_at: str | None, minute: str | None, report_on: date | None, report: Any = None) -> str:
    """Where something was decided: "decided at the meeting of 20 April 2010, minute 4.2".

    `report` is where a chair's action was reported (decided_at, minute), once it has been.
    """
    if report_on is not None and report is not None:
        return f"chair's action, reported at {report.decided_at}, minute {report.minute}"
    if report_on is not None:
        return f"chair's action, to be reported on {say_day(report_on)}"
    return f"decided at {decided_at}" + (f", minute {minute}" if minute else "") if decided_at else ""
