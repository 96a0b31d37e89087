"""A recommendation's card: its headline, its date, its facts and what can be done."""

from datetime import date

from handlers.cards.beside import beside_buttons, beside_facts, harm_fact, on_one_screen
from handlers.cards.buttons import button
from handlers.cards.common import foot
from handlers.cards.recommendation.dates import due_line
from handlers.cards.recommendation.facts import (
    ONE_LINE,
    actions_line,
    any_evidence,
    board_block,
    delivery_line,
    evidence_line,
    latest_fact,
    next_fact,
    owners,
    paused,
)
from handlers.cards.signing import sign_off_buttons, sign_off_line
from handlers.cards.words import headline, ref, say
from handlers.views import RecommendationView
from models.card import Action, Card, Facts, Paragraph, Spans
from models.vocabulary import SignOff


def recommendation_card(view: RecommendationView, today: date) -> Card:
    """The whole truth about a recommendation at a glance."""
    row, plan = view.row, view.plan
    name = ref(plan, row.label)
    return Card(
        f"{row.label} · {row.council_text or row.source_text}",
        (
            headline(view.verdict.standing, view.verdict.reasons, plan.colours),
            Paragraph(due_line(view, today)),
            Facts(on_one_screen(_recommendation_facts(view, today))),
            *board_block(view.board),
            *foot(plan),
        ),
        _recommendation_buttons(view, name),
        plan.colours.tones[view.verdict.standing],
    )


def _recommendation_buttons(view: RecommendationView, name: str) -> tuple[Action, ...]:
    locked = view.row.sign_off is SignOff.REQUESTED
    return (
        *((button("Post an update", "update", name),) if view.may_update and not locked else ()),
        *((button("Add evidence", "evidence add", name),) if view.may_update else ()),
        *((button("Evidence", "evidence", name),) if any_evidence(view.evidence) else ()),
        *sign_off_buttons(view.signing, name, view.row.version),
        *((button("What was signed", "sign-off", name),) if view.row.sign_off is SignOff.SIGNED_OFF else ()),
        *((button("Actions", "status", name, "actions"),) if view.actions.total else ()),
        button("More", "status", name, "more"),
        button("History", "history", name),
        *beside_buttons(view.beside, name, may_answer=view.may_update),
    )


def _recommendation_facts(view: RecommendationView, today: date) -> tuple[tuple[str, Spans], ...]:
    return (
        *harm_fact(view.beside),
        *_axes(view, today),
        *owners(view.tied),
        ("Actions", (actions_line(view.actions, whole=view.plan.whole),)),
        latest_fact(view.latest, view.response, today, view.silent_days),
        ("Evidence", (evidence_line(view.evidence),)),
        *beside_facts(view.beside, today),
        *next_fact(view.meeting, today),
    )


def _axes(view: RecommendationView, today: date) -> tuple[tuple[str, Spans], ...]:
    """Delivery, impact and sign-off: on one line where all three are a few words."""
    row = view.row
    delivery = delivery_line(row.delivery, view.delivery, view.actions) + paused(row, today)
    sign_off = sign_off_line(row.sign_off, view.signing)
    line = f"{delivery} · Impact: {say(row.impact)} · Sign-off: {sign_off}"
    if len(line) <= ONE_LINE:
        return (("Delivery", (line,)),)
    return ("Delivery", (delivery,)), ("Impact", (say(row.impact),)), ("Sign-off", (sign_off,))
