"""Why a step of sign-off cannot be taken, and what to do instead."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers import offices
from handlers.cards.seconds import not_independent, who_confirms
from handlers.cards.signoff.told import see
from handlers.cards.words import count, listed, say
from handlers.context import Context
from handlers.errors import Refused, UserError
from models.card import Action
from models.rules.signoff import Lack, May, Office
from models.vocabulary import SignOff

if TYPE_CHECKING:
    from handlers.signoff.matter import Matter, Step


def lacking(matter: "Matter") -> UserError:
    """Everything that is missing, each with the way to it."""
    label = matter.item.label
    said = "; ".join(lacks_in_words(matter))
    ways = dict.fromkeys(_way(lack, matter) for lack in matter.lacks)
    back = (Action("Return, saying what is wanted", f"sign-off return {matter.ref} @v{matter.facts.version}"),)
    asked = matter.facts.sign_off is SignOff.REQUESTED and matter.hand.decides
    return UserError(
        f"{label} cannot be signed off yet: {said}. Nothing was recorded.",
        *((*back,) if asked else tuple(ways)), Action("Status", f"status {matter.ref}"),
    )  # fmt: skip


def lacks_in_words(matter: "Matter") -> list[str]:
    """What stands between an item and sign-off, one clause each."""
    return [_lack(lack, matter) for lack in matter.lacks]


def _lack(lack: Lack, matter: "Matter") -> str:
    case = matter.case
    match lack:
        case Lack.DROPPED:
            return "it was dropped from the plan"
        case Lack.DELIVERY:
            return f"delivery is {say(case.delivery)}, not completed"
        case Lack.LATE_ACTIONS:
            named = listed(case.late)
            return f"action {named} is late and open" if len(case.late) == 1 else f"actions {named} are late and open"
        case Lack.AGAINST:
            pieces = count(case.against, "piece of evidence", "pieces of evidence")
            return f"{pieces} against it {'stands' if case.against == 1 else 'stand'} unanswered"
        case Lack.PROOF:
            return "nothing accepted that is more than process shows what changed for children"
        case Lack.NEW:
            return "the board reopened it, and no evidence of what changed was accepted since"
        case Lack.IMPACT:
            return f"impact is {say(case.impact)}, and the plan asks for {say(matter.needs)}"


def _way(lack: Lack, matter: "Matter") -> Action:
    match lack:
        case Lack.DELIVERY:
            return Action("Post an update", f"update {matter.ref}")
        case Lack.LATE_ACTIONS:
            return Action("Its actions", f"status {matter.ref} actions")
        case Lack.AGAINST | Lack.PROOF | Lack.NEW:
            return Action("Its evidence", f"evidence {matter.ref}")
        case Lack.IMPACT:
            return Action("State the impact", f"impact {matter.ref}")
        case Lack.DROPPED:
            return Action("History", f"history {matter.ref}")


def not_asked(matter: "Matter", *, may_ask: bool) -> UserError:
    """Nothing is before the board."""
    lacks = lacks_in_words(matter)
    short_of = f" It also lacks something: {'; '.join(lacks)}." if lacks else ""
    return UserError(
        f"Nobody has asked for {matter.item.label} to be signed off, so there is nothing to decide. Its owner, its "
        f"deputy or a lead asks.{short_of} Nothing was recorded.",
        *((Action("Ask for sign-off", f"sign-off request {matter.ref}"),) if may_ask and not lacks else ()),
        *see(matter),
    )  # fmt: skip


def may_not_sign(ctx: Context, matter: "Matter", may: May) -> Refused:
    """Somebody who answers for the item, or has no office on the board."""
    if may is May.OWNS_IT:
        return Refused(
            f"You own {matter.item.label} or answer for its owner, so somebody else must sign it off for the "
            f"{matter.board.name}. Nothing was recorded.", *see(matter),
        )  # fmt: skip
    return board_only(ctx, matter, "signed off")


def board_only(ctx: Context, matter: "Matter", what: str) -> Refused:
    """Only those who hold the office now decide for the board."""
    chair = offices.chair_of(ctx, matter.view, matter.board)
    who = f" Now that is {chair.name}." if chair else " Nobody holds that office: an administrator names somebody."
    return Refused(
        f"{matter.item.label} is {what} by the {matter.board.name}: its chair or vice-chair, or the chair for the "
        f"meeting.{who} Nothing was recorded.", *see(matter),
    )  # fmt: skip


def may_not_confirm(matter: "Matter", pending: "Step", others: Sequence[str]) -> Refused:
    """The one who signed, somebody with a part in the item, who is not independent of them, or nobody of the board."""
    if matter.second.signed_it:
        why = "You signed it"
    elif matter.hand.owns or matter.hand.manages:
        why = "You answer for it, or for somebody who owns it"
    elif matter.hand.office is Office.NONE:
        why = f"You are not on the {matter.board.name}"
    else:
        why = not_independent(matter.second, pending.by_name)
    return Refused(
        f"{why}, so another member of the {matter.board.name} confirms it. {who_confirms(others, matter.board.name)} "
        "Nothing was recorded.", *see(matter),
    )  # fmt: skip
