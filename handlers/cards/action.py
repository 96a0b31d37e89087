"""An action's card, and lists of actions."""

from collections.abc import Sequence
from datetime import date

from handlers.access import PlanView
from handlers.action_lines import PAGE, ActionLine
from handlers.action_view import ActionView
from handlers.cards.common import foot, paged
from handlers.cards.recommendation import board_block, latest_fact, owners
from handlers.cards.words import headline, lateness, ref, say, short, why
from handlers.grammar import compose
from models.card import Action, Bold, Card, Facts, Paragraph, Spans, Tinted
from models.rules.dates import say_day, say_day_long, say_partial
from models.rules.standing import Key


def action_card(view: ActionView, today: date) -> Card:
    """Where one action stands, for what, whose it is, and the latest word."""
    plan, line = view.plan, view.line
    name = ref(plan, line.label, "action")
    return Card(
        f"Action {line.label} · {line.text}",
        (
            headline(line.verdict.standing, line.verdict.reasons, plan.colours),
            Paragraph(_due(view, today)),
            Facts((
                ("Delivery", (say(line.delivery),)),
                ("Under", (", ".join(view.under) or "no recommendation",)),
                *((("In", (", ".join(view.streams),)),) if view.streams else ()),
                *owners(view.tied),
                *((("Measure", (view.measure,)),) if view.measure else ()),
                latest_fact(view.latest, None, today, None),
            )),
            *board_block(view.board),
            *foot(plan),
        ),
        (
            *((Action("Post an update", compose("update", name)),) if view.may_update else ()),
            *(Action(label, compose("status", ref(plan, label))) for label in view.under[:3]),
            Action("History", compose("history", name)),
        ),
        plan.colours.tones[line.verdict.standing],
    )  # fmt: skip


def _due(view: ActionView, today: date) -> Spans:
    if view.due is None:
        return ("No date: an administrator sets one in the plan file.",)
    exact = view.due.on is not None and not view.due.text and view.due.on == view.line.due_on
    said = say_day_long(view.due.on) if exact and view.due.on else say_partial(view.due)
    left = f", {lateness(view.due.first_day, today)}" if view.due.first_day else ""
    moved = f". Agreed date now {say_partial(view.agreed)}; the original stands" if view.agreed else ""
    return ("Due ", Bold(said), f"{left}{moved}")


def action_row(line: ActionLine, key: Key, today: date) -> tuple[str, Spans]:
    """One action in a list."""
    due = f" · due {say_day(line.due_on)}, {_left(line, today)}" if line.due_on else " · no date"
    word = Tinted(key.words[line.verdict.standing].upper(), key.tones[line.verdict.standing])
    return line.label, (
        f"{short(line.text)} · {say(line.delivery)}{due} · ",
        word,
        f": {why(line.verdict.reasons[0])}",
    )


def _left(line: ActionLine, today: date) -> str:
    on = line.due_on or today
    return lateness(on, today) if line.late or on >= today else "past"


def actions_card(
    plan: PlanView,
    of: str,
    lines: Sequence[ActionLine],
    total: int,
    page: int,
    today: date,
    command: str,
    *,
    titled: bool = False,
) -> Card:
    """A page of actions, the late ones first."""
    if not lines and page == 1:
        return Card(f"{of} has no actions yet. An administrator adds them in the plan file.", foot(plan))
    shown, turn = paged(page, total, PAGE, command)
    rows = tuple(action_row(line, plan.colours, today) for line in lines)
    noun = "action" if total == 1 else "actions"
    return Card(
        of if titled else f"{of}: {total} {noun}, the late ones first",
        (
            *((Facts(rows),) if rows else ()),
            *((Paragraph((shown,), quiet=True),) if shown else ()),
            *foot(plan),
        ),
        (*(Action(line.label, compose("status", ref(plan, line.label, "action"))) for line in lines[:5]), *turn),
    )
