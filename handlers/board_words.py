"""What boards have said of workstreams, phases and actions, and of what is no item; and actions by themselves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, select

from handlers.access import Item, PlanView, reach_of_streams, scope, visible
from handlers.context import Context
from handlers.spoken import Spoken, spoken
from handlers.views import CLOSED
from models.database import Statement
from models.rules.board_words import is_done, is_shown, is_signed
from models.sql import ActionRecommendation, Board, BoardJudgement, PlanAction, Workstream
from models.vocabulary import Delivery, WorkstreamKind


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the plan that is no recommendation: its kind in a word, and a board's latest word; None for none.

    `label` is None for what a board spoke of in its own words, which is no item of the plan.
    """

    kind: str
    label: str | None
    name: str
    said: Spoken | None

    @property
    def done(self) -> bool:
        """Completed, or mostly so, by the board's word."""
        return self.said is not None and is_done(self.said.delivery, self.said.delivery_words)

    @property
    def shown(self) -> bool:
        """What changed is evidenced, by the board's word."""
        return self.said is not None and is_shown(self.said.impact)

    @property
    def signed(self) -> bool:
        """Signed off, by the board's word."""
        return self.said is not None and is_signed(self.said.sign_off)


@dataclass(frozen=True, slots=True)
class Work:
    """An action that answers no recommendation."""

    label: str
    done: bool
    late: bool


_SAID = (
    BoardJudgement.workstream_id, BoardJudgement.action_id, BoardJudgement.scope,
    BoardJudgement.delivery, BoardJudgement.delivery_words, BoardJudgement.impact, BoardJudgement.impact_words,
    BoardJudgement.sign_off, BoardJudgement.sign_off_words, BoardJudgement.text,
    BoardJudgement.as_at_on, BoardJudgement.as_at_precision,
    BoardJudgement.as_at_text, BoardJudgement.as_at_end, Board.name.label("board"),
)  # fmt: skip
_STREAMS = Statement(
    lambda: (
        select(Workstream.id, Workstream.kind, Workstream.label, Workstream.name)
        .where(Workstream.plan_id == bindparam("plan"), visible(Workstream, "workstream"))
        .order_by(Workstream.position)
    )
)
_WORDS = Statement(
    lambda: (
        select(*_SAID, PlanAction.label.label("action"))
        .outerjoin(Board, Board.id == BoardJudgement.board_id)
        .outerjoin(PlanAction, and_(PlanAction.id == BoardJudgement.action_id, visible(PlanAction, "action")))
        .where(
            BoardJudgement.plan_id == bindparam("plan"), BoardJudgement.lifted_at.is_(None),
            BoardJudgement.recommendation_id.is_(None),
        )
        .order_by(BoardJudgement.as_at_on.asc().nulls_first(), BoardJudgement.position)
    )
)  # fmt: skip
_LOOSE = Statement(
    lambda: (
        select(PlanAction.label, PlanAction.delivery, PlanAction.due_on)
        .where(
            PlanAction.plan_id == bindparam("plan"),
            ~exists().where(ActionRecommendation.action_id == PlanAction.id),
            visible(PlanAction, "action"),
        )
        .order_by(PlanAction.position)
    )
)


def parts(ctx: Context, view: PlanView) -> tuple[Part, ...]:
    """Every workstream, phase and programme, then each judged action, then what was judged in words of its own."""
    streams: list[Any] = ctx.reader.all(_STREAMS, plan=view.id, **reach_of_streams(ctx, view))
    words: list[Any] = ctx.reader.all(_WORDS, **scope(ctx, view))
    by_stream = _by("workstream_id", words)
    by_action = _by("action", words)
    loose = _by("scope", [row for row in words if row.workstream_id is None and row.action_id is None and _axes(row)])
    return (
        *(Part(row.kind.value, row.label, row.name, by_stream.get(row.id)) for row in streams),
        *(Part("action", label, f"action {label}", row) for label, row in by_action.items()),
        *(Part("scope", None, name, row) for name, row in loose.items() if view.everything),
    )


def worth_showing(ctx: Context, view: PlanView, *, alone: bool) -> tuple[Part, ...]:
    """What stands beside the recommendations: what is judged; `alone`, where there are none, every work in streams."""
    return tuple(
        part for part in parts(ctx, view)
        if part.said is not None or (alone and part.kind in (WorkstreamKind.WORKSTREAM, WorkstreamKind.PHASE))
    )  # fmt: skip


def called(ctx: Context, view: PlanView, item: Item) -> Part:
    """The workstream or action that was found, as `parts` has it."""
    for part in parts(ctx, view):
        if part.kind != "scope" and (part.kind == "action") == (item.kind == "action") and part.label == item.label:
            return part
    return Part(item.kind, item.label, f"action {item.label}" if item.kind == "action" else item.text, None)


def unproved(found: Sequence[Part]) -> tuple[Part, ...]:
    """Those that are done by the board's word, unsigned, and whose impact is not evidenced."""
    return tuple(part for part in found if part.done and not part.shown and not part.signed)


def loose_actions(ctx: Context, view: PlanView) -> tuple[Work, ...]:
    """The actions that answer no recommendation, in the plan's order; late on the day of `ctx`."""
    rows: list[Any] = ctx.reader.all(_LOOSE, **scope(ctx, view))
    return tuple(
        Work(
            row.label, row.delivery is Delivery.COMPLETED,
            row.due_on is not None and row.due_on < ctx.today and row.delivery not in CLOSED,
        )
        for row in rows
    )  # fmt: skip


def _by(column: str, rows: Sequence[Any]) -> dict[Any, Spoken]:
    """What stands of the words on each, by a column that says of what they are."""
    of_each: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        if getattr(row, column) is not None:
            of_each[getattr(row, column)].append(row)
    return {each: found for each, its in of_each.items() if (found := spoken(its)) is not None}


def _axes(row: Any) -> bool:
    return bool(row.delivery_words or row.impact_words or row.sign_off_words)
