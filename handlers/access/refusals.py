"""What somebody is told whom a plan is not open to, or whose role does something else."""

from datetime import timedelta

from handlers.access.roles import Ability
from handlers.context import Context
from handlers.errors import Refused, UserError
from models.card import Action
from models.rules.dates import say_day


def stranger(ctx: Context) -> UserError:
    """The polite refusal for somebody no plan is open to; it says nothing of what there is."""
    if ctx.actor.admin:
        return UserError("There is no plan here yet. Load one with: ofsted-bot import FILE")
    if ctx.actor.guest and ctx.actor.ended:
        last = ctx.day_of(ctx.actor.ended - timedelta(microseconds=1))
        return Refused(
            f"You were admitted here as a guest until {say_day(last)}, and that has ended. If you still need it, "
            "ask the plan's administrator."
        )
    return Refused(
        "Sorry, this plan is only open to people the council has added to it. If you should be one of them, "
        "ask the plan's administrator."
    )


def whose(ability: Ability) -> str:
    """Who has an ability, in words: "an administrator of the plan"."""
    return {
        Ability.READ: "everybody to whom the plan is open",
        Ability.UPDATE: "the item's owner, its deputy, or a lead or contributor of the plan",
        Ability.UPDATE_OWN: "the item's owner, its deputy, or a lead or contributor of the plan",
        Ability.ASSIGN: "an administrator or a lead of the plan",
        Ability.CHALLENGE: "the members and officers of a board of the plan",
        Ability.SEE_PEOPLE: "the plan's chairs, secretary, leads and administrators",
        Ability.JUDGE_EVIDENCE: "the chair, the vice-chair, the secretary or a lead of the plan",
        Ability.KEEP_LIBRARY: "the secretary, a lead, a contributor or an administrator of the plan",
        Ability.PLAN_REVIEWS: "the plan's chairs, secretary, leads, contributors and administrators",
    }.get(ability, "an administrator of the plan")


def not_theirs(ability: Ability) -> Refused:
    """The refusal for something another role does."""
    return Refused(f"That is for {whose(ability)}. Nothing was changed.", Action("Help", "help"))
