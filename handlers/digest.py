"""`digest`: the plan's week for those who chair it."""

from handlers import access
from handlers.access import PlanView
from handlers.cards import digest as cards
from handlers.context import Arguments, Context
from models.card import Card, Reply


def show(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """The week to today, as the chair gets it."""
    return Reply((card(ctx, access.plan(ctx)),))


def card(ctx: Context, view: PlanView) -> Card:
    """The digest of one plan as one person may see it."""
    return cards.digest_card(view, ctx.today)
