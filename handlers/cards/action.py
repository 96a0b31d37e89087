"""An action's card, and lists of actions."""

from collections.abc import Sequence
from datetime import date

from handlers.access import Ability, PlanView
from handlers.action_lines import PAGE, ActionLine
from handlers.action_view import ActionView
from handlers.cards.beside import beside_buttons, beside_facts, harm_fact, on_one_screen
from handlers.cards.common import foot, paged
from handlers.cards.recommendation import board_block, latest_fact, owners, paused
from handlers.cards.signing import judge_button
from handlers.cards.words import count, headline, lateness, moved, ref, say, short, why
from handlers.grammar import compose
from models.card import Action, Bold, Card, Facts, Paragraph, Spans, Tinted
from models.rules.dates import Precision, say_day_long, say_meeting, say_partial
from models.rules.standing import Key


def _under_none(view: ActionView) -> str:
    return "none that you can see" if view.under_hidden else "no recommendation"


def action_card(view: ActionView, today: date) -> Card:
    """Where one action stands, for what, whose it is, and the latest word."""
    plan, line = view.plan, view.line
    name = ref(plan, line.label, "action")
    return Card(
        f"Action {line.label} · {line.text}",
        (
            headline(line.verdict.standing, line.verdict.reasons, plan.colours),
            Paragraph(_due(view, today)),
            Facts(on_one_screen((
                *harm_fact(view.beside),
                ("Delivery", (say(line.delivery) + paused(line, today),)),
                ("Under", (", ".join(view.under) or _under_none(view),)),
                *((("In", (", ".join(view.streams),)),) if view.streams else ()),
                *owners(view.tied),
                *((("Measure", (view.measure,)),) if view.measure else ()),
                latest_fact(view.latest, None, today, None),
                *beside_facts(view.beside, today),
            ))),
            *board_block(view.board),
            *foot(plan),
        ),
        (
            *((Action("Post an update", compose("update", name)),) if view.may_update else ()),
            *(Action(label, compose("status", ref(plan, label))) for label in view.under[:3]),
            *judge_button(name, decides=Ability.DECIDE in plan.may),
            Action("History", compose("history", name)),
            *beside_buttons(view.beside, name, may_answer=view.may_update),
        ),
        plan.colours.tones[line.verdict.standing],
    )  # fmt: skip


def _due(view: ActionView, today: date) -> Spans:
    if view.due is None:
        name = ref(view.plan, view.line.label, "action")
        return (f"No date. Ask for one with “{compose('change date', name)}”, or import the plan file with a date.",)
    exact = view.due.precision is Precision.DAY and not view.due.text
    said = say_day_long(view.due.on) if exact and view.due.on else say_meeting(view.due)
    first = view.due.first_day
    left = f", {lateness(first, today)}" if first and (view.line.late or first >= today) else ""
    times = f" ({count(view.line.extensions, 'extension')})" if view.line.extensions else ""
    agreed = f". Agreed date now {say_partial(view.agreed)}{times}; the original stands" if view.agreed else ""
    return ("Due ", Bold(said), f"{left}{agreed}")


def action_row(line: ActionLine, key: Key, today: date) -> tuple[str, Spans]:
    """One action in a list."""
    left = f", {_left(line, today)}" if line.due_on else ""
    due = (f" · due {say_partial(line.due)}{left}" if line.due else " · no date") + moved(line)
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
        nothing = f"{of} has no actions yet. Ask for one with “change add”."
        return Card(nothing if plan.whole else f"You can see no actions of {of}.", foot(plan))
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
