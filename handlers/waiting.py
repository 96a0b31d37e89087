"""`waiting`: what waits for this person's decision, whatever kind it is."""

from collections.abc import Callable, Iterable

from handlers import access, notified
from handlers.access import PlanView
from handlers.cards import waiting as cards
from handlers.cards.waiting import Waiting
from handlers.challenge.steps import to_settle
from handlers.changes.showing import to_decide, to_report
from handlers.context import Arguments, Context
from handlers.due_now import fallen_due, removals
from handlers.evidence.awaiting import to_accept
from handlers.reviews import coming
from handlers.signoff.waiting import sign_offs, wanted
from models.card import Reply

Source = Callable[[Context, PlanView], Iterable[Waiting]]

SOURCES: tuple[Source, ...] = (
    notified.to_do, sign_offs, wanted, to_decide, to_report, to_settle, fallen_due, removals, coming.to_report,
    to_accept,
)  # fmt: skip
"""Each gives what of its kind waits for the person who asks; add yours here."""


def show(ctx: Context, args: Arguments) -> Reply:
    """Everything that waits for this person's decision in the plan, ten a page."""
    view = access.plan(ctx)
    found = [each for source in SOURCES for each in source(ctx, view)]
    return Reply((cards.waiting_card(view, found, page=args.page),))
