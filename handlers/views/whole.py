"""Everything a recommendation's card says, brought together."""

from collections.abc import Iterable
from typing import Any

from handlers.access import PlanView, may_report, may_update
from handlers.beside import beside
from handlers.context import Context
from handlers.doubts import NO_WORD, word_on
from handlers.signing import signing
from handlers.views.facts import RecommendationView, facts_of, late, silent_since
from handlers.views.said import board_name, judged, latest_of, next_meeting, responses
from handlers.views.tallies import action_tally, evidence_tally
from handlers.views.ties import tie_rows, tied_in
from handlers.wanted import wanted_by
from models.columns import partial
from models.rules.standing import judge, shown_delivery, with_board


def recommendation(ctx: Context, view: PlanView, row: Any) -> RecommendationView:
    """The full view of a recommendation already read by `row_called` or `row_by_id`."""
    latest = latest_of(ctx, view, row)
    response = None if latest else responses(ctx, row.id)
    actions = action_tally(ctx, view, row.id)
    evidence = evidence_tally(ctx, view, row)
    board = judged(ctx, "recommendation", row.id)
    ties = tie_rows(ctx, "recommendation", row.id)
    since = silent_since(ctx, latest, row.published_on, response[0].dated_on if response else None)
    word = word_on(ctx, row)
    facts = facts_of(
        row, actions, proof=evidence.proof, against=evidence.against, since=since, wanted=wanted_by(ctx, row)
    )
    if word is not NO_WORD:
        facts = facts._replace(**word._asdict())
    verdict = with_board(
        judge(facts, ctx.today, view.colours),
        board.delivery if board else None,
        board_name(board),
        view.colours,
    )
    delivery = shown_delivery(row.delivery, facts.open_actions)
    return RecommendationView(
        view, row, partial(row, "due"), partial(row, "agreed"), tied_in(ctx, ties), actions, evidence, latest,
        response or None, board, next_meeting(ctx, view), verdict, delivery,
        (ctx.today - since).days if since else None, _may_update(ctx, view, row.id, ties),
        signing(ctx, view, row, delivery, proof=evidence.proof, nothing_new=bool(word.reopened_by)),
        beside(ctx, "recommendation", row, late=late(facts, ctx.today)),
    )  # fmt: skip


def _may_update(ctx: Context, view: PlanView, item_id: int, ties: Iterable[Any]) -> bool:
    if ctx.actor.partner is not None:  # what was tied to an organisation whose place theirs has taken is theirs too
        return may_update(ctx, view, "recommendation", item_id)
    return may_report(view, [tie.relation for tie in ties if tie.theirs])
