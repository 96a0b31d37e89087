"""A request to change the plan: what it asks, what it still needs, and what was decided."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from handlers.access import Item, PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import called, count, ended, item_ref, short, when
from handlers.context import Arguments
from handlers.grammar import compose
from models.card import Action, Block, Bold, Card, ChoiceField, DateField, Facts, Field, Form, Paragraph, TextField
from models.decisions import Change, ChangeCondition
from models.rules.changes import Part, Rule
from models.rules.dates import say_day
from models.vocabulary import ChangeKind, ChangeState

PAGE = 10
_LIST = Action("Requests", "changes")
_TITLES = {
    ChangeKind.DATE: "Ask for a new date for",
    ChangeKind.REWORD: "Ask for new words for",
    ChangeKind.DROP: "Ask to drop",
    ChangeKind.MOVE: "Ask to move",
    ChangeKind.PAUSE: "Ask to pause",
    ChangeKind.RESUME: "Ask to resume",
    ChangeKind.ADD: "Ask for a new action under",
}
_REASON = "Why, and what is done meanwhile"


def ask_form(view: PlanView, item: Item, kind: ChangeKind, args: Arguments, rules: Sequence[Rule]) -> Form:
    """What is asked for and why, and under which of the plan's rules; the original date will still stand."""
    options = tuple((str(place), f"{rule.change}: {rule.decided_by}") for place, rule in enumerate(rules, 1))
    choice = (ChoiceField("rule", "Decided under", options, value=args.get("rule")),) if len(options) > 1 else ()
    return Form(
        f"{_TITLES[kind]} {item.label}: {short(item.text, 60)}",
        compose(f"change {kind.value}", item_ref(view, item)),
        (
            *_asked(kind, args),
            TextField("reason", _REASON, value=args.get("reason"), required=True, multiline=True),
            *choice,
        ),
        intro="The original date stays and is always shown." if kind is ChangeKind.DATE else "",
    )


def _asked(kind: ChangeKind, args: Arguments) -> tuple[Field, ...]:
    match kind:
        case ChangeKind.DATE:
            return (DateField("day", "The new date", value=args.get("day"), required=True),)
        case ChangeKind.REWORD:
            return (TextField("text", "The new words", value=args.get("text"), required=True, multiline=True),)
        case ChangeKind.MOVE:
            return (TextField("to", "To which workstream", value=args.get("to"), required=True),)
        case ChangeKind.PAUSE:
            return (DateField("review", "Looked at again on", value=args.get("review"), required=True),)
        case ChangeKind.ADD:
            return (
                TextField("text", "The action", value=args.get("text"), required=True),
                DateField("due", "Due", value=args.get("due")),
            )
        case _:
            return ()


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
    rule: Rule | None,
    part: Part,
    *,
    mine: bool = False,
    waits: str = "",
) -> Card:
    """One open request with what it still needs; the button names what is missing, and `waits` why it cannot yet."""
    lacking = [each for each in needed if each.met_on is None]
    under = (f"{_decides(rule)}, under “{rule.change}”" if rule else _decides(rule),)
    return Card(
        f"C{row.id} · {_about(row)}: {what(row)}",
        (
            Facts((
                ("Reason", (row.reason,)), ("Asked by", (f"{row.by_name}, {say_day(asked_on)}",)), ("Decides", under),
            )),
            *_conditions(needed),
            *((Paragraph((waits,)),) if waits else ()),
            *foot(view),
        ),
        (*_decide_buttons(row, lacking, part, waits=bool(waits)), *_own_buttons(row, mine=mine), _LIST),
    )  # fmt: skip


def _about(row: Any) -> str:
    if row.recommendation:
        return str(row.recommendation)
    return f"action {row.action}" if row.action else str(row.wanted.get("under", "the plan"))


def _own_buttons(row: Any, *, mine: bool) -> tuple[Action, ...]:
    return (Action("Withdraw", f"change withdraw C{row.id} @v{row.version}"),) if mine else ()


def _decide_buttons(row: Any, lacking: Sequence[Any], part: Part, *, waits: bool) -> tuple[Action, ...]:
    if part is Part.NONE:
        return ()
    here: tuple[Action, ...] = ()
    if lacking:
        first = lacking[0]
        label = short(f"Record: {first.text}", 70)
        here = (Action(label, f"change consult C{row.id} {first.position + 1} @v{row.version}"),)
    elif part is not Part.KEEPS and not waits:
        here = (Action("Agree", f"change agree C{row.id} @v{row.version}"),)
    refuse = Action("Refuse, saying why", f"change refuse C{row.id} @v{row.version}")
    return here if part is Part.KEEPS else (*here, refuse)


def _conditions(needed: Sequence[Any]) -> tuple[Block, ...]:
    if not needed:
        return ()
    rows = tuple((str(each.position + 1), (f"{each.text}: {_met(each)}",)) for each in needed)
    return (Paragraph((Bold("Needed before it takes effect"),)), Facts(rows))


def _met(condition: Any) -> str:
    if condition.met_on is None:
        return "not yet recorded"
    return f"{condition.met_by}, {say_day(condition.met_on)}, minute {condition.minute}"


def consult_form(change: Change, needed: Sequence[ChangeCondition], args: Arguments, today: date) -> Form:
    """Which consultation or agreement happened, with whom, when and where it is minuted."""
    options = tuple((str(each.position + 1), each.text) for each in needed)
    return Form(
        f"C{change.id}: record a consultation or agreement",
        f"change consult C{change.id} @v{change.version}",
        (
            ChoiceField("which", "Which", options, value=args.get("which"), required=True),
            TextField("who", "Who was consulted or agreed", value=args.get("who"), required=True),
            DateField("on", "On", value=args.get("on") or today.isoformat(), required=True),
            TextField("minute", "Minute, or the letter that says so", value=args.get("minute"), required=True),
        ),
    )


def agree_form(change: Change, args: Arguments) -> Form:
    """Where the body that decides, and is not here, decided it."""
    return Form(
        f"C{change.id}: where was it agreed?",
        f"change agree C{change.id} @v{change.version}",
        _where(args, needed=True),
    )


def refuse_form(change: Change, args: Arguments, *, recorded: bool) -> Form:
    """Why a request is refused; and where, when another body refused it."""
    reason = TextField("reason", "Why the plan stays as it is", required=True, multiline=True, value=args.get("reason"))
    where = _where(args, needed=True) if recorded else ()
    return Form(f"Refuse C{change.id}", f"change refuse C{change.id} @v{change.version}", (reason, *where))


def _where(args: Arguments, *, needed: bool) -> tuple[Field, ...]:
    return (
        TextField("meeting", "Decided at which meeting", value=args.get("meeting"), required=needed),
        TextField("minute", "Minute", value=args.get("minute"), required=needed),
    )


def decided_card(view: PlanView, row: Any, label: str) -> Card:
    """What was decided, by whom and where, and what it leaves standing."""
    where = f", decided at {row.decided_where}" if row.decided_where else ""
    original = " The original date stands beside it." if row.kind is ChangeKind.DATE else ""
    why = f": “{row.decision_reason}”" if row.decision_reason else ""
    said = {
        ChangeState.AGREED: f"C{row.id} is agreed for {label} by {row.decided_by}: {what(row)}{where}.{original}",
        ChangeState.REFUSED: ended(f"C{row.id} on {label} is refused by {row.decided_by}{where}{why}"),
    }.get(row.state, ended(f"C{row.id} on {label} is withdrawn{why}") + " Nothing was changed.")
    return Card(said, foot(view), (*_item_button(view, row), _LIST))


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
