"""What a request asks and where it was decided, in a few words."""

from datetime import date
from typing import Any

from handlers.cards.decided import decided
from handlers.cards.words import short
from models.rules.dates import say_day
from models.vocabulary import ChangeKind


def what(change: Any) -> str:
    """What a request asks, in a few words."""
    was, new = change.was, change.wanted
    match change.kind:
        case ChangeKind.DATE:
            return f"date from {was['due']} to {say_day(date.fromisoformat(new['due']))}"
        case ChangeKind.REWORD:
            return f"words to “{short(new['text'], 120)}”"
        case ChangeKind.MOVE:
            return f"move to {new['name']}" + (f", from {was['streams']}" if was.get("streams") else "")
        case ChangeKind.ADD:
            due = f", due {say_day(date.fromisoformat(new['due']))}" if new.get("due") else ""
            return f"a new action “{short(new['text'], 120)}”{due}"
        case ChangeKind.PAUSE:
            return f"pause it until it is looked at again on {say_day(change.review_on)}"
        case ChangeKind.DROP:
            return "drop it" + (f", with what is only under it: {new['with']}" if new.get("with") else "")
        case _:
            return f"{change.kind.value} it"


def where(row: Any) -> str:
    """Where a request was decided, after a comma; nothing for an officer's own decision."""
    if row.report_on is not None and row.reported_where:
        return f", chair's action, reported at {row.reported_where}"
    said = decided(row.decided_where, None, row.report_on)
    return f", {said}" if said else ""


def to_report(row: Any) -> str:
    """That a chair's action is to be reported, and what to say then."""
    return (
        f"chair's action, to be reported to the board on {say_day(row.report_on)}; then say “change reported C{row.id}”"
    )
