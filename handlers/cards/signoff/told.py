"""Steps of a sign-off in one sentence each, as history keeps them."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from handlers.cards.decided import decided
from handlers.cards.words import count, listed
from models.card import Action
from models.rules.dates import say_day
from models.vocabulary import EvidenceState

if TYPE_CHECKING:
    from handlers.deciding_where import How
    from handlers.signoff.matter import Matter, Step
    from handlers.wanted import Wanted


def see(matter: "Matter") -> tuple[Action, ...]:
    """The way back to the item."""
    return (Action("Status", f"status {matter.ref}"), Action("History", f"history {matter.ref}"))


def not_in(wanted: "Wanted") -> str:
    """That what a board wanted has not been accepted: "E13 is offered and not accepted"."""
    if not wanted.offered:
        return "nothing has been accepted since"
    return f"{listed(wanted.offered)} {'is' if len(wanted.offered) == 1 else 'are'} offered and not accepted"


def by_whom(matter: "Matter") -> str:
    """Who signed an item off, and where it was decided; nothing where the plan came with that."""
    signed = matter.signed
    if signed is None:
        return ""
    return f", by {signed.by_name} for the {signed.board_name}: " + decided(
        signed.decided_at, signed.minute, signed.report_on, matter.report
    )


def decided_of(step: "Step") -> str:
    """Where the board decided a step."""
    return decided(step.decided_at, step.minute, step.report_on)


def said_request(matter: "Matter", reason: str) -> str:
    return f"asked the {matter.board.name} to sign off {matter.item.label}{_because(reason)}"


def said_withdrawn(matter: "Matter", reason: str) -> str:
    return f"withdrew the request to sign off {matter.item.label}{_because(reason)}"


def on_what(snapshot: Mapping[str, Any]) -> str:
    """What was signed, as history says it: "on 3 pieces of evidence (1 link, not frozen)"."""
    pieces = [each for each in snapshot["evidence"] if each.get("state") != EvidenceState.RETURNED]
    links = sum("link" in each for each in pieces)
    marked = f" ({count(links, 'link')}, not frozen)" if links else ""
    return f"on {count(len(pieces), 'piece')} of evidence{marked}"


def said_signed(matter: "Matter", how: "How", snapshot: Mapping[str, Any], *, alone: bool) -> str:
    where = decided(how.decided_at, how.minute, how.report_on)
    rest = "" if alone else "; it takes effect when a second member of the board confirms"
    return f"signed off {matter.item.label} for the {matter.board.name}, {on_what(snapshot)}: {where}{rest}"


def said_confirmed(matter: "Matter", pending: "Step", snapshot: Mapping[str, Any]) -> str:
    return (
        f"confirmed, as a second member of the {matter.board.name}, the sign-off of {matter.item.label} by "
        f"{pending.by_name}, {on_what(snapshot)}: {decided_of(pending)}"
    )


def said_returned(matter: "Matter", wanted: str, whom: str, by: date, reason: str) -> str:
    return (
        f"returned {matter.item.label} for the {matter.board.name}: wanted “{wanted}” from {whom}, by "
        f"{say_day(by)}{_because(reason)}"
    )


def said_reopened(matter: "Matter", reason: str) -> str:
    return f"reopened {matter.item.label} for the {matter.board.name}, so its sign-off is void: “{reason}”"


def said_holding(matter: "Matter", reason: str) -> str:
    return f"said that {matter.item.label} still holds{_because(reason)}"


def said_not_holding(matter: "Matter", reason: str) -> str:
    return f"said that {matter.item.label} no longer holds: “{reason}”; the {matter.board.name} is asked to reopen it"


def _because(reason: str) -> str:
    return f": “{reason}”" if reason else ""
