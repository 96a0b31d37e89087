"""`retention`: what is kept how long, what has had its time or falls due next, and what a legal hold keeps."""

from handlers import access
from handlers.access import Ability
from handlers.cards import retention as cards
from handlers.cards.retention import Line
from handlers.context import Arguments, Context
from handlers.guarding import settings_of
from handlers.retention.periods import periods_of, say_years
from handlers.retention.records import records
from handlers.retention.zone import zone_of
from models.card import Reply
from models.rules.retention import RecordType


def show(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """Every type of record of every plan here."""
    view = access.plan(ctx, ability=Ability.MANAGE_PEOPLE)
    periods = periods_of(settings_of(ctx.reader))
    found = list(records(ctx.change, periods, zone_of(ctx)))
    lines = []
    for kind in RecordType:
        mine = [each for each in found if each.type is kind]
        now = [each for each in mine if each.due <= ctx.today]
        later = [each.due for each in mine if each.due > ctx.today and not each.held]
        held = sum(each.held for each in mine)
        lines.append(Line(kind, say_years(periods[kind]), len(now) - sum(each.held for each in now), held,
                          min(later, default=None)))  # fmt: skip
    return Reply((cards.retention_card(view, lines),))
