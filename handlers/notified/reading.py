"""A notice of an inspection as it stands: its dates, and who was told and has said that they have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from handlers import library, library_checklist
from handlers.access import PlanView
from handlers.cards.notified import Gaps
from handlers.context import Context
from handlers.library import Keeping
from models.database import Statement
from models.rules.preparation import STANDS_DAYS, Preparation, prepared
from models.sql import InspectionNotice, NoticeReceipt, Person, Plan, PreparationStep

_NEWEST = Statement(
    lambda: (
        select(
            InspectionNotice.id, InspectionNotice.notified_on, InspectionNotice.rehearsal, InspectionNotice.asked_by,
            InspectionNotice.asked_by_id, InspectionNotice.confirmed_at, InspectionNotice.confirmed_by,
            Plan.settings,
        )
        .join(Plan, Plan.id == InspectionNotice.plan_id)
        .where(InspectionNotice.plan_id == bindparam("plan"))
        .order_by(InspectionNotice.id.desc())
        .limit(1)
    )
)  # fmt: skip
_TOLD = Statement(
    lambda: (
        select(NoticeReceipt.id, NoticeReceipt.person_id, NoticeReceipt.because, NoticeReceipt.acknowledged_at,
               Person.name)
        .join(Person, Person.id == NoticeReceipt.person_id)
        .where(NoticeReceipt.notice_id == bindparam("notice"))
        .order_by(Person.name, NoticeReceipt.id)
    )
)  # fmt: skip
_STEPS = Statement(
    lambda: (
        select(
            PreparationStep.id, PreparationStep.on_day, PreparationStep.what, PreparationStep.holder_id,
            PreparationStep.done_on, Person.name,
        )
        .outerjoin(Person, Person.id == PreparationStep.holder_id)
        .where(PreparationStep.notice_id == bindparam("notice"))
        .order_by(PreparationStep.on_day, PreparationStep.position)
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """The newest notice of a plan, whom it was told to, and once it is confirmed its steps with who sees to them."""

    row: Any
    preparation: Preparation
    told: Sequence[Any]
    steps: Sequence[Any] = ()

    @property
    def name(self) -> str:
        """What people call it."""
        return f"N{self.row.id}"

    @property
    def rehearsal(self) -> str:
        """What begins everything that is said of a rehearsal; empty for what is none."""
        return "REHEARSAL: " if self.row.rehearsal else ""

    @property
    def missing(self) -> list[Any]:
        """Those who were told and have not said that they have it."""
        return [each for each in self.told if each.acknowledged_at is None]

    def told_to(self, person_id: int | None) -> Any:
        """The receipt of one of those who were told."""
        return next((each for each in self.told if each.person_id == person_id), None)


def newest(ctx: Context, view: PlanView) -> Notice | None:
    """The newest notice of a plan that is not long past."""
    row = ctx.reader.one(_NEWEST, plan=view.id)
    if row is None or (ctx.today - row.notified_on).days > STANDS_DAYS:
        return None
    dated = prepared(row.notified_on, library_checklist.frameworks(ctx, view), row.settings)
    return Notice(row, dated, ctx.reader.all(_TOLD, notice=row.id), ctx.reader.all(_STEPS, notice=row.id))


def gaps(ctx: Context, view: PlanView) -> Gaps:
    """What could not be handed to an inspector today."""
    held = library.of_plan(ctx, view)
    lacking = library_checklist.of_plan(ctx, view, held).lacking
    return Gaps(
        tuple(f"{each.name} {each.row.document}" for each in held if each.keeping is Keeping.MISSING),
        tuple(f"{each.name} {each.row.document}" for each in held if each.keeping is Keeping.STALE),
        tuple(f"{each.name} {each.document}" for each in lacking),
    )
