"""A workstream's, phase's or programme's card."""

from collections import Counter
from datetime import date

from handlers.access import Ability
from handlers.cards.beside import beside_buttons, beside_facts
from handlers.cards.common import foot
from handlers.cards.lists import worst_first
from handlers.cards.plan import names
from handlers.cards.recommendation import board_block, owners
from handlers.cards.signing import judge_button
from handlers.cards.words import count, lateness, listed, ref, say
from handlers.grammar import compose
from handlers.workstreams import WorkstreamView
from models.card import Action, Block, Card, Facts, Paragraph, Spans, Tinted, Tone
from models.rules.dates import PartialDate, say_meeting
from models.rules.standing import SEVERITY, Standing, delivery_standing
from models.vocabulary import Delivery


def workstream_card(view: WorkstreamView, today: date) -> Card:
    """Where a stream of work stands: the board's word, the worst of its items, and what it waits for."""
    plan, row = view.plan, view.row
    standing = _worst(view)
    first: tuple[Block, ...] = (_headline(view, standing),) if standing else ()
    return Card(
        f"{row.kind.value.capitalize()} · {row.name}",
        (*first, Facts(_facts(view, today)), *board_block(view.board), *foot(plan)),
        (
            *(Action(line.label, compose("status", ref(plan, line.label)))
              for line in worst_first(view.lines, plan.colours)[:4]),
            *(Action(part.name, compose("status", ref(plan, part.label, "workstream"))) for part in view.parts[:4]),
            *beside_buttons(view.beside, ref(plan, row.label, "workstream"), may_answer=False),
            *judge_button(ref(plan, row.label, "workstream"), decides=Ability.DECIDE in plan.may),
            Action("Whole plan", "status"),
        ),
        plan.colours.tones[standing] if standing else Tone.NEUTRAL,
    )  # fmt: skip


def _worst(view: WorkstreamView) -> Standing | None:
    tones = view.plan.colours.tones
    found = [line.verdict.standing for line in view.lines]
    if view.board is not None and view.board.delivery is not None:
        found.append(delivery_standing(view.board.delivery))
    return min(found, key=lambda each: SEVERITY.index(tones[each]), default=None)


def _headline(view: WorkstreamView, standing: Standing) -> Paragraph:
    key = view.plan.colours
    judged = view.board is not None and view.board.delivery is not None
    by_board = judged and delivery_standing(view.board.delivery) is standing
    because = "that is how the board judged it" if by_board else "the worst of what is in it"
    return Paragraph((Tinted(key.words[standing].upper(), key.tones[standing]), f": {because}"))


def _facts(view: WorkstreamView, today: date) -> tuple[tuple[str, Spans], ...]:
    row = view.row
    rows: list[tuple[str, Spans]] = []
    for label, said in (
        ("Part of", view.parent),
        ("State", row.state),
        ("Scope", row.scope),
        ("Due", _due(view.due, today)),
        ("Done when", row.completion_test),
        ("Waits for", listed(view.waits_for) or row.depends_text),
        ("Holds", listed(part.name for part in view.parts)),
    ):
        rows += [(label, (said,))] if said else []
    return (*rows, *owners(view.tied), *beside_facts(view.beside, today), ("Items", (_items(view),)))


def _due(due: PartialDate | None, today: date) -> str:
    if due is None:
        return ""
    return say_meeting(due) + (f", {lateness(due.first_day, today)}" if due.first_day else "")


def _items(view: WorkstreamView) -> str:
    if not view.lines and not view.actions:
        return "the plan does not say which items are in it"
    states = Counter(line.delivery for line in view.lines)
    said = ", ".join(f"{states[state]} {say(state)}" for state in Delivery if states[state])
    of = f"{count(len(view.lines), 'recommendation')} ({names(view.lines)}): {said}" if view.lines else ""
    actions = f"{count(view.actions, 'action')}, {view.late_actions} late" if view.actions else ""
    return "; ".join(part for part in (of, actions) if part)
