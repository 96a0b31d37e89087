"""What fell due of the person who asks: checks, reports, pauses to look at, a yes to harm; removals to confirm."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import String, and_, bindparam, cast, literal, or_, select

from handlers import access, harm_told, offices, succession
from handlers.access import Item, PlanView
from handlers.cards.waiting import Waiting
from handlers.cards.words import item_ref, listed, name_of
from handlers.context import Context
from handlers.evidence.shown import OWNERS
from handlers.redacting import to_confirm
from handlers.reminding.rows import SIGNED
from models import sql
from models.card import Action
from models.database import Statement
from models.rules.dates import say_day
from models.rules.signoff import Hand
from models.vocabulary import DueKind, DueState, Relation

_KINDS = (
    DueKind.STILL_HOLDING, DueKind.CHAIR_REPORT, DueKind.PAUSE_REVIEW, DueKind.HARM, DueKind.EVIDENCE_AGAINST,
    DueKind.NOT_MINE,
)  # fmt: skip
_DUE = Statement(
    lambda: (
        select(
            sql.Reminder.subject, sql.Reminder.kind, sql.Reminder.due_on, sql.Reminder.person_id, sql.Reminder.note,
            sql.Reminder.level, sql.HarmAnswer.recommendation_id, sql.HarmAnswer.action_id,
        )
        .outerjoin(sql.HarmAnswer, sql.Reminder.subject == literal("harm_answer:") + cast(sql.HarmAnswer.id, String))
        .where(
            sql.Reminder.plan_id == bindparam("plan"),
            sql.Reminder.state == DueState.PENDING,
            sql.Reminder.kind.in_(_KINDS),
            or_(
                sql.Reminder.due_on <= bindparam("today"),
                sql.Reminder.level > 0,
                and_(sql.Reminder.kind == DueKind.CHAIR_REPORT, access.true_when("keeps")),
            ),
        )
        .order_by(sql.Reminder.due_on, sql.Reminder.id)
    )
)  # fmt: skip


def _called(table: Any, kind: str, text: Any) -> Statement:
    return Statement(
        lambda: select(table.id, table.label, text.label("text")).where(
            table.plan_id == bindparam("plan"), table.id == bindparam("id"), access.visible(table, kind)
        )
    )


_CALLED = {
    "recommendation": _called(sql.Recommendation, "recommendation", sql.Recommendation.source_text),
    "action": _called(sql.PlanAction, "action", sql.PlanAction.text),
}
_ASKS = {
    DueKind.STILL_HOLDING: ("does it still hold? asked for {day}", "holding {ref}"),
    DueKind.CHAIR_REPORT: (
        "chair's action, to be reported to the board on {day}; then say “sign-off reported {label}”",
        "sign-off {ref}",
    ),
    DueKind.PAUSE_REVIEW: ("it is paused; the pause is to be looked at on {day}", "status {ref}"),
    DueKind.HARM: ("{note}; told on {day}", "status {ref}"),
    DueKind.EVIDENCE_AGAINST: ("evidence against it waits for an answer", "evidence {ref}"),
    DueKind.NOT_MINE: ("{note}", "status {ref}"),
}


def fallen_due(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """What was to be looked at, reported or read by now, and is not; of earlier plans, what was signed off there."""
    yield from _of_plan(ctx, view)
    for before in succession.earlier(ctx, view):
        for each in _of_plan(ctx, before, only=SIGNED):
            yield replace(each, label=f"{each.label} of {before.name}")


def _of_plan(ctx: Context, view: PlanView, only: tuple[DueKind, ...] = _KINDS) -> Iterator[Waiting]:
    keeps = offices.is_secretary(ctx, view)
    read = ctx.reader.all(_DUE, plan=view.id, today=ctx.today, keeps=int(keeps))
    rows: list[Any] = [row for row in read if row.kind in only]
    decides = bool(rows) and any(
        Hand(offices.seat(ctx, view, board).office).decides for board in offices.signing_boards(ctx, view)
    )
    for each in _together(rows):
        row, item = each[0], _item(ctx, view, each[0])
        if item is None and _asked(ctx, row, None, decides=False):
            yield from _not_theirs(ctx, row)
        if item is None or not any(
            _asked(ctx, one, item, decides=decides) or (keeps and _is_report(one)) for one in each
        ):
            continue
        words, command = _ASKS[row.kind]
        ref = item_ref(view, item)
        what = words.format(
            day=listed(say_day(one.due_on) for one in each), note=_note(row, item.label), label=item.label
        )
        yield Waiting(name_of(item), what, Action(f"Look at {item.label}", command.format(ref=ref)))


def _together(rows: Iterable[Any]) -> list[list[Any]]:
    """Each row for itself, the earliest first; but the checks of one item together, since one answer is for all."""
    found: dict[Any, list[Any]] = {}
    for number, row in enumerate(rows):
        found.setdefault(row.subject if row.kind is DueKind.STILL_HOLDING else number, []).append(row)
    return list(found.values())


def _not_theirs(ctx: Context, row: Any) -> Iterator[Waiting]:
    """A yes to harm that went to somebody who may not else see the item: what it is about, and the way to answer."""
    told = harm_told.about(ctx, row.subject)
    if told is not None:
        what = f"{_note(row, told.label)}; told on {say_day(row.due_on)}. {told.words}"
        yield Waiting(told.label, what, Action(f"Say what came of {told.label}", f"harm {told.label}"))


def _note(row: Any, label: str) -> str:
    """What a row says, without the label it begins with: that stands before it already."""
    return (row.note or "").removeprefix(f"{label.removeprefix('action ')}: ")


def removals(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """The lawful removals that this person is to confirm."""
    for row in to_confirm(ctx, view):
        what = f"a removal asked for by {row.asked_by}; a second officer confirms it"
        yield Waiting(f"R{row.id}", what, Action(f"Look at R{row.id}", "redact"))


def _item(ctx: Context, view: PlanView, row: Any) -> Item | None:
    kind, _, number = row.subject.partition(":")
    if kind == "harm_answer":
        kind = "recommendation" if row.recommendation_id else "action"
        number = row.recommendation_id or row.action_id or 0
    found = ctx.reader.one(_CALLED[kind], id=int(number), **access.scope(ctx, view)) if kind in _CALLED else None
    return Item(kind, found.id, found.label, found.text) if found else None


def _is_report(row: Any) -> bool:
    """Whether it is the board's secretary's as well, who puts it on the agenda before its day."""
    return row.kind is DueKind.CHAIR_REPORT


def _asked(ctx: Context, row: Any, item: Item | None, *, decides: bool) -> bool:
    """Whether it is for this person: named in it, or who answers for the item; the board where it is the board's.

    Of an item they may not see, only what went to them by name about harm is.
    """
    named = row.person_id is not None and row.person_id == ctx.actor.person_id
    if row.kind is DueKind.HARM:
        return named and row.note is not None and not row.note.endswith("?") and "ask again" not in row.note
    if item is None:
        return False
    if row.kind is DueKind.NOT_MINE:
        return named
    if row.kind is DueKind.CHAIR_REPORT:
        return named or decides
    if row.kind is DueKind.EVIDENCE_AGAINST:
        return named or access.tied_to(ctx, item.kind, item.id, *OWNERS)
    return named or decides or access.tied_to(ctx, item.kind, item.id, Relation.OWNER, Relation.DEPUTY)
