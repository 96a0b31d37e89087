"""How it reads what was sent, what was not and what comes next."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from handlers.access import Item, PlanView
from handlers.cards.common import foot
from handlers.cards.words import called, item_ref, when
from models.card import Action, Card, Facts, Paragraph
from models.rules.dates import say_day, say_day_long
from models.vocabulary import DueKind, LedgerState

if TYPE_CHECKING:
    from handlers.reminding.why import Asked

_KINDS = {
    DueKind.DEADLINE: "its date",
    DueKind.SILENCE: "silence",
    DueKind.ESCALATION: "no answer",
    DueKind.SNOOZED: "a snooze that ended",
}


def why_card(
    view: PlanView, item: Item, found: "Sequence[Asked]", coming: Sequence[tuple[DueKind, date]], today: date, *,
    may_snooze: bool,
) -> Card:  # fmt: skip
    """What was asked about one item, and what is to be."""
    rows = tuple((say_day(each.due_on), (_said(each),)) for each in found)
    following = tuple(("Next", (f"{_kind(kind)}: {say_day_long(on)}, {when(on, today)}",)) for kind, on in coming)
    nothing = () if rows else (Paragraph(("Nobody has been asked about it yet.",)),)
    stopped = () if coming else (Paragraph(("Nothing more is to be sent about it.",)),)
    snooze = (Action("Snooze 7 days", f"snooze {item_ref(view, item)}"),) if may_snooze and coming else ()
    return Card(
        f"{called(item)}: what was sent, and what comes next",
        (*nothing, *((Facts((*following, *rows)),) if rows or following else ()), *stopped, *foot(view)),
        (Action("See it", f"status {item_ref(view, item)}"), *snooze),
    )


def _kind(kind: DueKind) -> str:
    return _KINDS.get(kind, kind.value.replace("_", " "))


def _said(each: "Asked") -> str:
    about = f"about {_kind(each.kind)}, to {each.who}"
    match each.state:
        case LedgerState.SENT:
            at = f" on {say_day(each.at.date())} at {each.at:%H:%M}" if each.at else ""
            return f"sent{at} {about}"
        case LedgerState.QUEUED:
            return f"being sent {about}"
        case LedgerState.CAUGHT_UP:
            return each.reason
        case _:
            word = {"failed": "failed", "snoozed": "snoozed", "suppressed": "not needed"}[each.state.value]
            return f"{word}, {about}: {each.reason}"
