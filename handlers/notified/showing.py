"""`inspection`: the dates of the one that was notified, who has not said they have it, and what the library lacks."""

from collections.abc import Iterator

from handlers import access
from handlers.access import Ability, PlanView
from handlers.cards import notified as cards
from handlers.cards.notified import Gaps
from handlers.cards.waiting import Waiting
from handlers.cards.words import count
from handlers.context import Arguments, Context
from handlers.notified import reading
from models.card import Action, Reply


def show(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """Where the preparation stands, as far as it is this person's to know."""
    view = access.plan(ctx)
    notice = reading.newest(ctx, view)
    runs = Ability.SEE_PEOPLE in view.may
    if notice is None or (notice.row.confirmed_at is None and not runs):
        return Reply((cards.nothing_card(view, may_say=runs),))
    if notice.row.confirmed_at is None:
        other = notice.row.asked_by_id != ctx.actor.person_id
        return Reply((cards.asked_card(view, notice, may_confirm=other),))
    lacks = reading.gaps(ctx, view) if view.everything else Gaps((), (), ())
    mine = notice.told_to(ctx.actor.person_id)
    return Reply((cards.notice_card(view, notice, lacks, ctx.today, names=runs, mine=mine, me=ctx.actor.person_id),))


def to_do(ctx: Context, view: PlanView) -> Iterator[Waiting]:
    """What of a notice waits for this person: to confirm it, to say they have it, or to see to those who have not."""
    notice = reading.newest(ctx, view)
    if notice is None:
        return
    look = Action("See the inspection", "inspection")
    me, label = ctx.actor.person_id, f"{notice.rehearsal}Inspection"
    if notice.row.confirmed_at is None:
        if Ability.SEE_PEOPLE in view.may and notice.row.asked_by_id != me:
            yield Waiting(label, f"notified, says {notice.row.asked_by}; a second officer confirms it", look)
        return
    mine = notice.told_to(me)
    if mine is not None and mine.acknowledged_at is None:
        yield Waiting(label, "say that you have it", look)
    if notice.missing and Ability.SEE_PEOPLE in view.may:
        of = f"{len(notice.missing)} of {count(len(notice.told), 'person', 'people')} told"
        yield Waiting(label, f"{of} have not said that they have it", look)
