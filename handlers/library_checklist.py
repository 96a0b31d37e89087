"""What inspectors expect in a library, beside what is in it: not put in, said not to be needed, or matched by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlmodel import select as rows_of

from handlers.access import PlanView
from handlers.context import Context
from handlers.errors import UserError
from models.assurance import LibraryItem
from models.card import Action
from models.database import Statement
from models.rules.expected import Expected, expected
from models.sql import Inspection, PlanInspection
from models.sql import LibraryItem as LibraryTable

if TYPE_CHECKING:
    from handlers.library import LibraryView

_FRAMEWORKS = Statement(
    lambda: (
        select(Inspection.framework)
        .join(PlanInspection, PlanInspection.inspection_id == Inspection.id)
        .where(PlanInspection.plan_id == bindparam("plan"))
        .distinct()
    )
)
_NOT_NEEDED = Statement(
    lambda: (
        select(LibraryTable.expected, LibraryTable.not_needed)
        .where(LibraryTable.plan_id == bindparam("plan"), LibraryTable.not_needed.is_not(None))
        .order_by(LibraryTable.id)
    )
)


@dataclass(frozen=True, slots=True)
class Checklist:
    """Of the documents expected under a plan's frameworks: those nobody has put in, and those not needed, and why."""

    total: int
    lacking: tuple[Expected, ...]
    not_needed: tuple[tuple[Expected, str], ...]


def of_plan(ctx: Context, view: PlanView, library: Sequence["LibraryView"]) -> Checklist:
    """The checklist of a plan beside its library: a document counts as what it was matched to, else by its title."""
    every = _expected(ctx, view)
    said = {row.expected: row.not_needed for row in ctx.reader.all(_NOT_NEEDED, plan=view.id)}
    lacking = [each for each in every if not any(_is(item, each) for item in library)]
    return Checklist(
        len(every),
        tuple(each for each in lacking if each.key not in said),
        tuple((each, said[each.key]) for each in lacking if each.key in said),
    )


def _is(item: "LibraryView", wanted: Expected) -> bool:
    matched = item.row.expected
    return bool(matched == wanted.key if matched else wanted.is_called(item.row.document))


def _expected(ctx: Context, view: PlanView) -> tuple[Expected, ...]:
    return expected(frameworks(ctx, view))


def frameworks(ctx: Context, view: PlanView) -> set[str]:
    """The frameworks of the inspections a plan answers, or prepares for."""
    return {row.framework for row in ctx.reader.all(_FRAMEWORKS, plan=view.id) if row.framework}


def named(ctx: Context, view: PlanView, said: str) -> Expected:
    """The expected document that is called `said`, such as D4. Raises UserError where there is none."""
    for each in _expected(ctx, view):
        if said.strip().casefold() in (each.name.casefold(), each.document.casefold(), each.key):
            return each
    raise UserError(
        f"Nothing expected is called “{said}”. “library” lists what is expected and not put in, each with its number, "
        "such as D4. Nothing was changed.",
        Action("Library", "library"),
    )


def mark(ctx: Context, view: PlanView, wanted: Expected, reason: str) -> LibraryItem:
    """Keep why this council needs no such document; said again, the newer reason stands."""
    key = f"expected:{wanted.key}"
    kept = ctx.change.exec(rows_of(LibraryItem).where(LibraryItem.plan_id == view.id, LibraryItem.key == key)).first()
    row = kept or LibraryItem(plan_id=view.id, key=key, document=wanted.document, expected=wanted.key)
    row.not_needed, row.confirmed_on, row.confirmed_by = reason, ctx.today, ctx.actor.name
    ctx.change.add(row)
    ctx.change.flush()
    return row
