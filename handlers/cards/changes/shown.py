"""A request to change the plan: what it asks, what it still needs, and what was decided."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from handlers.access import Item, PlanView
from handlers.cards.changes.said import what, where
from handlers.cards.common import foot, paged
from handlers.cards.seconds import who_confirms
from handlers.cards.words import called, count, ended, item_ref, listed, short, when
from handlers.grammar import compose
from models.card import Action, Block, Bold, Card, Facts, Paragraph
from models.decisions import Change
from models.rules.changes import Part, Rule
from models.rules.dates import say_day
from models.vocabulary import ChangeKind, ChangeState

if TYPE_CHECKING:
    from handlers.changes.hands import Standing

PAGE = 10
_NAMED = 6
_LIST = Action("Requests", "changes")


def asked_card(view: PlanView, change: Change, item: Item, rule: Rule | None) -> Card:
    """That a request was recorded, and who decides it. Nothing has changed."""
    needs = f" It first needs: {'; '.join(rule.conditions)}." if rule and rule.conditions else ""
    return Card(
        f"C{change.id} recorded for {called(item)}: {what(change)}. Nothing has changed yet.",
        (Paragraph((f"{_decides(rule)} decides.{needs}",)), *foot(view)),
        (
            Action("See it", f"changes C{change.id}"),
            Action("Withdraw", f"change withdraw C{change.id} @v{change.version}"),
        ),
    )


def _decides(rule: Rule | None) -> str:
    return rule.decided_by if rule else "The board's chair or vice-chair"


def change_card(
    view: PlanView,
    row: Any,
    needed: Sequence[Any],
    asked_on: date,
    mine: "Standing",
    *,
    waits: str = "",
) -> Card:
    """One open request with what it still needs; the button names what is missing, and `waits` why it cannot yet."""
    rule = mine.rule
    agreed = (("Agreed by", (f"{row.decided_by}{where(row)}; not in effect until a second member confirms",)),)
    under = (f"{_decides(rule)}, under “{rule.change}”" if rule else _decides(rule),)
    return Card(
        f"C{row.id} · {_about(row)}: {what(row)}",
        (
            Facts((
                ("Reason", (row.reason,)), ("Asked by", (f"{row.by_name}, {say_day(asked_on)}",)), ("Decides", under),
                *(agreed if mine.pending else ()),
            )),
            *_conditions(needed),
            *((Paragraph((waits,)),) if waits else ()),
            *foot(view),
        ),
        (*_decide_buttons(row, needed, mine, waits=bool(waits)), *_own_buttons(row, mine=mine.asked), _LIST),
    )  # fmt: skip


def _about(row: Any) -> str:
    if row.recommendation:
        return str(row.recommendation)
    return f"action {row.action}" if row.action else str(row.wanted.get("under", "the plan"))


def _own_buttons(row: Any, *, mine: bool) -> tuple[Action, ...]:
    return (Action("Withdraw", f"change withdraw C{row.id} @v{row.version}"),) if mine else ()


def _decide_buttons(row: Any, needed: Sequence[Any], mine: "Standing", *, waits: bool) -> tuple[Action, ...]:
    """What is theirs to do: record, agree or confirm, and refuse."""
    refuse = Action("Refuse, saying why", f"change refuse C{row.id} @v{row.version}")
    if mine.confirms:
        yes = () if waits else (Action("Confirm", f"change confirm C{row.id} @v{row.version}"),)
        return (*yes, refuse)
    if mine.part is Part.NONE:
        return ()
    here = _next(row, next((each for each in needed if each.met_on is None), None), mine, waits=waits)
    return here if mine.shown is Part.KEEPS else (*here, refuse)


def _next(row: Any, first: Any, mine: "Standing", *, waits: bool) -> tuple[Action, ...]:
    if first is not None:
        label = short(f"Record: {first.text}", 70)
        return (Action(label, f"change consult C{row.id} {first.position + 1} @v{row.version}"),)
    if mine.shown is Part.KEEPS or mine.pending or waits:
        return ()
    return (Action("Agree", f"change agree C{row.id} @v{row.version}"),)


def _conditions(needed: Sequence[Any]) -> tuple[Block, ...]:
    if not needed:
        return ()
    rows = tuple((str(each.position + 1), (f"{each.text}: {_met(each)}",)) for each in needed)
    return (Paragraph((Bold("Needed before it takes effect"),)), Facts(rows))


def _met(condition: Any) -> str:
    if condition.met_on is None:
        return "not yet recorded"
    return f"{condition.met_by}, {say_day(condition.met_on)}, minute {condition.minute}"


def waits_card(view: PlanView, row: Any, label: str, board: str, others: Sequence[str]) -> Card:
    """That an agreement is recorded and has no effect until a second member confirms it; `others` may."""
    why = (
        "You asked for it, answer for what it is about, or manage somebody who does, so another member of the "
        f"{board} says “change confirm C{row.id}”. {who_confirms(others, board)}"
    )
    return Card(
        f"Recorded for C{row.id} on {label}: agreed by {row.decided_by}{where(row)}. It does not take effect until a "
        "second member confirms.",
        (
            Paragraph((why,)),
            *foot(view),
        ),
        (Action("See it", f"changes C{row.id}"), _LIST),
    )  # fmt: skip


def decided_card(view: PlanView, row: Any, label: str, *, reports: bool = False) -> Card:
    """What was decided, by whom and where, and what it leaves standing; `reports` is whether theirs is to report it."""
    original = " The original date stands beside it." if row.kind is ChangeKind.DATE else ""
    why = f": “{row.decision_reason}”" if row.decision_reason else ""
    by = f"{row.decided_by}, confirmed by {row.confirmed_by}" if row.confirmed_by else row.decided_by
    said = {
        ChangeState.AGREED: f"C{row.id} is agreed for {label} by {by}: {what(row)}{where(row)}.{original}",
        ChangeState.REFUSED: ended(f"C{row.id} on {label} is refused by {row.decided_by}{where(row)}{why}"),
    }.get(row.state, ended(f"C{row.id} on {label} is withdrawn{why}") + " Nothing was changed.")
    report = (Action("It was reported", f"change reported C{row.id}"),) if reports else ()
    return Card(said, foot(view), (*report, *_item_button(view, row), _LIST))  # fmt: skip


def _item_button(view: PlanView, row: Any) -> tuple[Action, ...]:
    kind = "recommendation" if row.recommendation else "action"
    label = row.recommendation or row.action
    if not label:
        return (Action("Status", "status"),)
    return (Action(f"Status of {label}", compose("status", item_ref(view, Item(kind, 0, label, "")))),)


def list_card(view: PlanView, rows: Sequence[tuple[Any, date]], today: date, *, page: int) -> Card:
    """The requests nobody has decided yet."""
    if not rows:
        return Card(f"{view.name}: no request to change the plan waits.", foot(view), (Action("Status", "status"),))
    shown, turn = paged(page, len(rows), PAGE, "changes")
    here = rows[(page - 1) * PAGE : page * PAGE]
    facts = tuple(
        (
            f"C{row.id} {_about(row)}",
            (f"{what(row)}, asked by {row.by_name} {when(asked_on, today)}: “{short(row.reason, 100)}”",),
        )
        for row, asked_on in here
    )
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    return Card(
        f"{view.name}: {count(len(rows), 'request')} to change the plan",
        (Facts(facts), *quiet, *foot(view)),
        (*(Action(f"See C{row.id}", f"changes C{row.id}") for row, _ in here[:5]), *turn),
    )


def dropped_note(labels: Sequence[str], left: int) -> Paragraph:
    """How many recommendations there were, which of them a decision dropped, and how to see it; `left` are counted."""
    were = "was" if len(labels) == 1 else "were"
    more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
    named = f"{', '.join(labels[:_NAMED])}{more}" if more else listed(labels)
    whole = count(left + len(labels), "recommendation")
    see = f"“{compose('status', labels[0])}” says why."
    return Paragraph((f"{whole}, of which {len(labels)} {were} dropped by decision: {named}. {see}",))


def dropped_card(view: PlanView, item: Item, on: date, decision: Any) -> Card:
    """That an item is no longer in the plan, since when, and by whose decision; its history is a tap away."""
    by = f" (C{decision.id}, {decision.decided_by})" if decision else ""
    facts = [("It said", (item.text,)), *([("Why", (decision.reason,))] if decision else [])]
    seen = (Action(f"See C{decision.id}", f"changes C{decision.id}"),) if decision else ()
    return Card(
        f"{called(item)} was dropped from the plan by a decision on {say_day(on)}{by}.",
        (Facts(tuple(facts)), *foot(view)),
        (Action("History", compose("history", item_ref(view, item))), *seen),
    )
