"""`sign-off SG1`: what a board has before it, what speaks against it, and what this person may do."""

from handlers import access, details, measures, offices, views
from handlers.access import Ability
from handlers.cards import signoff as cards
from handlers.context import Arguments, Context
from handlers.signoff import matter as matters
from handlers.signoff.evidence import evidence_lines
from handlers.signoff.kept import kept
from handlers.wanted import wanted_of
from models.card import Reply
from models.vocabulary import Relation


def show(ctx: Context, args: Arguments) -> Reply:
    """The sign-off of one item, from where this person stands."""
    view, item = matters.recommendation(ctx, args.get("number"))
    matter = matters.load(ctx, view, item)
    row = views.row_by_id(ctx, view, item)
    brief = cards.Brief(
        evidence_lines(ctx, view, item.id),
        tuple(details.details(ctx, view, row).figures),
        tuple(tie.name for tie in views.tied(ctx, "recommendation", item.id) if tie.relation is Relation.OWNER),
        offices.last_meeting(ctx, matter.board),
        getattr(offices.next_meeting(ctx, matter.board), "date_on", None),
        access.may_update(ctx, view, "recommendation", item.id) or Ability.JUDGE_EVIDENCE in view.may,
        wanted_of(ctx, view, item.id),
        kept(ctx, matter),
        measures.falling(ctx, view).get(item.id, ()),
    )
    return Reply((cards.matter_card(matter, brief),))
