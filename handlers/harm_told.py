"""Items whose yes went to somebody who may not see them: they answer for those, and read what each is about.

That is the item's words, its limit and how late it is, and only while the yes is with them.
"""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, func
from sqlalchemy import select as columns
from sqlmodel import col, select

from handlers import access
from handlers.access import Item, PlanView
from handlers.cards.words import ended, lateness, short
from handlers.context import Context
from handlers.grammar import Reference, reference
from handlers.harm_stepping import standing_yes
from models import sql
from models.database import Statement
from models.plan import PlanAction, Recommendation
from models.reminders import Reminder
from models.rules.dates import say_day
from models.vocabulary import DueKind, DueState

_LONGEST = 300


def _about(table: Any, text: Any) -> Statement:
    return Statement(
        lambda: columns(table.label, text.label("text"), table.due_on).where(
            table.id == bindparam("id"), table.withdrawn_on.is_(None)
        )
    )


_ABOUT = {
    "recommendation": _about(
        sql.Recommendation, func.coalesce(sql.Recommendation.council_text, sql.Recommendation.source_text)
    ),
    "action": _about(sql.PlanAction, sql.PlanAction.text),
}


class Told(NamedTuple):
    """An item as whom its yes is with may read it: "SG2", and its words, its limit and how late it is."""

    label: str
    words: str


def about(ctx: Context, subject: str) -> Told | None:
    """What an item such as "action:5" is, for somebody its yes was routed to; None where it is gone."""
    kind, _, number = subject.partition(":")
    found = ctx.reader.one(_ABOUT[kind], id=int(number)) if kind in _ABOUT else None
    if found is None:
        return None
    due = f" Due {say_day(found.due_on)}, {lateness(found.due_on, ctx.today)}." if found.due_on else ""
    return Told(f"{'action ' * (kind == 'action')}{found.label}", f"{ended(short(found.text, _LONGEST))}{due}")


_TABLES: dict[str, Any] = {"recommendation": Recommendation, "action": PlanAction}


def find(ctx: Context, said: str) -> tuple[PlanView, Item] | None:
    """The item of that label whose yes was routed to this person and stands; None where there is none.

    It holds the label they were told, and no words of the plan.
    """
    ref = reference(said)
    found = [each for each in routed(ctx) if ref is not None and _is(ref, *each)]
    return found[0] if len(found) == 1 else None


def routed(ctx: Context) -> list[tuple[PlanView, Item]]:
    """Every item whose standing yes was routed to this person, in the plans they may see anything of."""
    if ctx.actor.person_id is None:
        return []
    views = {view.id: view for view, _ in access.plans(ctx)}
    wanted = select(Reminder).where(
        Reminder.kind == DueKind.HARM, Reminder.state == DueState.PENDING, Reminder.person_id == ctx.actor.person_id,
        col(Reminder.plan_id).in_(views), ~col(Reminder.note).endswith("?"),
    )  # fmt: skip
    rows = [(views[row.plan_id], row.subject) for row in ctx.change.exec(wanted.order_by(col(Reminder.id)))]
    return [(view, _item(ctx, subject)) for view, subject in rows if _stands(ctx, subject)]


def _stands(ctx: Context, subject: str) -> bool:
    return subject.partition(":")[0] in _TABLES and standing_yes(ctx, subject) is not None


def _item(ctx: Context, subject: str) -> Item:
    kind, _, number = subject.partition(":")
    return Item(kind, int(number), ctx.change.get_one(_TABLES[kind], int(number)).label, "")


def _is(ref: Reference, view: PlanView, item: Item) -> bool:
    label = "".join(char for char in item.label.casefold() if char.isalnum() or char == ".")
    return ref.plan in ("", view.key) and label in (ref.label_key, ref.bare) and ref.noun in ("", "rec", item.kind)
