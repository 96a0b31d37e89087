"""A board's question, its answer, and what the board said of it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from handlers.access import Item, PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import (
    count,
    ended,
    item_ref,
    lateness,
    name_of,
    ref,
    say_state,
    sentence,
    short,
    the,
)
from handlers.context import Arguments
from handlers.grammar import compose
from models.card import Action, Card, ChoiceField, DateField, Facts, Form, Paragraph, PersonField, TextField
from models.decisions import Challenge
from models.rules.dates import say_day
from models.vocabulary import ChallengeState

PAGE = 10
_LIST = Action("Open questions", "challenges")


def ask_form(view: PlanView, item: Item, args: Arguments, boards: Sequence[str]) -> Form:
    """What to ask, whom, by when, and for which board."""
    options = tuple((name, name) for name in boards)
    return Form(
        f"Ask about {name_of(item)}" + (f": {short(item.text, 70)}" if item.kind != "workstream" else ""),
        compose("challenge", item_ref(view, item)),
        (
            TextField("question", "The board's question", multiline=True, required=True, value=args.get("question")),
            PersonField("to", "Who is to answer", required=True, value=args.get("to")),
            DateField("by", "Answer by", value=args.get("by"), hint="14 days when left empty"),
            *((ChoiceField("board", "Asked by", options, value=args.get("board")),) if len(options) > 1 else ()),
        ),
    )


def answer_form(row: Challenge) -> Form:
    """What to answer."""
    field = TextField("answer", row.question, multiline=True, required=True)
    title = f"Answer Q{row.id}, asked by {the(row.board_name)}"
    return Form(title, f"challenge answer Q{row.id} @v{row.version}", (field,))


def not_yet_form(row: Challenge) -> Form:
    """Why the answer is not accepted yet."""
    field = TextField("reason", "What is still missing", multiline=True, required=True)
    return Form(f"Q{row.id}: not yet", f"challenge not-yet Q{row.id} @v{row.version}", (field,), intro=row.answer)


def asked_card(view: PlanView, item: Item, row: Challenge, *, may: bool) -> Card:
    """That a question was put, to whom and by when; `may` when the reader may answer it too."""
    by = f" Recorded by {row.asked_by}." + (f" Answer by {say_day(row.due_on)}." if row.due_on else "")
    return Card(
        f"Q{row.id} on {name_of(item)}: {the(row.board_name)} asks {row.to_name}.",
        (Paragraph((ended(f"“{row.question}”") + by,)), *foot(view)),
        (
            *((Action("Answer", f"challenge answer Q{row.id} @v{row.version}"),) if may else ()),
            Action(f"See Q{row.id}", f"challenges Q{row.id}"),
            _LIST,
        ),
    )


def answered_card(view: PlanView, row: Challenge) -> Card:
    """That an answer was given; the board has not judged it."""
    return Card(
        f"Recorded as the answer to Q{row.id}. {sentence(the(row.board_name))} has not said whether it accepts it.",
        (Facts((("Asked", (row.question,)), ("Answered", (row.answer,)))), *foot(view)),
        (_LIST,),
    )


def judged_card(view: PlanView, row: Challenge) -> Card:
    """What the board said of an answer."""
    if row.state is ChallengeState.ACCEPTED:
        said = f"{sentence(the(row.board_name))} accepts the answer to Q{row.id}, recorded by {row.judged_by}."
        return Card(said, foot(view), (_LIST,))
    by = f" Recorded by {row.judged_by}." + (f" {row.to_name} has until {say_day(row.due_on)}." if row.due_on else "")
    return Card(ended(f"{row.board_name}: not yet, “{row.judged_reason}”") + by, foot(view), (_LIST,))


def question_card(view: PlanView, row: Any, today: date, *, may: bool) -> Card:
    """One question, how far it has come, and its next step."""
    facts = [
        ("Asked", (f"{sentence(the(row.board_name))} asks {row.to_name}: “{row.question}”",)),
        ("Recorded", (f"by {row.asked_by}",)),
    ]
    facts += [("Answered", (f"{row.answered_by}: “{row.answer}”",))] if row.answer else []
    if row.judged_by:
        words = f": “{row.judged_reason}”" if row.judged_reason else ""
        word = "accepted" if row.state is ChallengeState.ACCEPTED else "last said not yet"
        facts += [("Board", (f"{word}, recorded by {row.judged_by}{words}",))]
    elif row.due_on and row.state is ChallengeState.OPEN:
        facts += [("Due", (f"{say_day(row.due_on)}, {lateness(row.due_on, today)}",))]
    return Card(
        f"Q{row.id} on {called(row)}: {say_state(row.state)}", (Facts(tuple(facts)), *foot(view)),
        (*(_buttons(row) if may else ()), _item(view, row), _LIST),
    )  # fmt: skip


def list_card(view: PlanView, rows: Sequence[Any], today: date, *, page: int, may: Callable[[Any], bool]) -> Card:
    """Every question not yet settled."""
    if not rows:
        return Card(f"{view.name} has no open question from a board.", foot(view), (Action("Status", "status"),))
    shown, turn = paged(page, len(rows), PAGE, "challenges")
    here = rows[(page - 1) * PAGE : page * PAGE]
    facts = tuple((f"Q{row.id} {called(row)}", (_line(row, today),)) for row in here)
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    buttons = tuple(button for row in here if may(row) for button in _buttons(row))[:4]
    seen = tuple(_item(view, row) for row in here[:2])
    return Card(
        f"{view.name}: {count(len(rows), 'open question')} from boards", (Facts(facts), *quiet, *foot(view)),
        (*buttons, *seen, *turn),
    )  # fmt: skip


def called(row: Any) -> str:
    """The item a question is about: "SG4", "action 4.2", "Safeguarding - Health"."""
    return str(row.stream or (f"action {row.label}" if row.action_id else row.label))


def _item(view: PlanView, row: Any) -> Action:
    kind = "action" if row.action_id else "workstream" if row.workstream_id else "recommendation"
    said = called(row)
    return Action(f"{said[:1].upper()}{said[1:]}", compose("status", ref(view, row.label, kind)))


def _buttons(row: Any) -> tuple[Action, ...]:
    if row.state is not ChallengeState.ANSWERED:
        return (Action(f"Answer Q{row.id}", f"challenge answer Q{row.id} @v{row.version}"),)
    return (
        Action(f"Accept Q{row.id}", f"challenge accept Q{row.id} @v{row.version}"),
        Action(f"Not yet Q{row.id}", f"challenge not-yet Q{row.id} @v{row.version}"),
    )


def _line(row: Any, today: date) -> str:
    due = f", by {say_day(row.due_on)}, {lateness(row.due_on, today)}" if row.due_on else ""
    waits = "answered; the board has not judged it" if row.state is ChallengeState.ANSWERED else (
        f"{say_state(row.state)}: {row.to_name} to answer{due}"
    )  # fmt: skip
    return f"{sentence(the(row.board_name))} asks “{short(row.question, 120)}” · {waits}"
