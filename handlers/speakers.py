"""For whom a word is: what `help` lists for a person in a plan, and what it says of the rest.

The table's ability is asked for before a command runs. Where it is only to read, the command itself asks for more, of
the item it is about; what is said here of such a command is what no item changes.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from handlers import access
from handlers.access import Ability, PlanView
from handlers.context import Context
from handlers.guarding import settings_of
from handlers.later import Later
from models.vocabulary import Role

if TYPE_CHECKING:
    from handlers.challenge import reading
    from handlers.commands import Command
else:
    reading = Later("handlers.challenge.reading")  # who sits on a board is asked of few


class Speakers(NamedTuple):
    """Those who may say something, in words, and whether somebody is one of them in a plan."""

    who: str
    among: Callable[[Context, PlanView], bool]


def _able(who: str, ability: Ability) -> Speakers:
    return Speakers(who, lambda _, view: ability in view.may)


def _holds(ctx: Context, view: PlanView, *roles: Role) -> bool:
    return any(role in roles and plan == view.id for plan, role in ctx.actor.roles)


def _removes(ctx: Context, view: PlanView) -> bool:
    """Whether they are the data protection officer, or may run the plan."""
    if Ability.MANAGE_PEOPLE in view.may:
        return True
    return ctx.actor.email != "" and ctx.actor.email == settings_of(ctx.reader).get("data_protection_officer")


_DECIDES = _able("the chair or vice-chair of a board, or the chair for the meeting", Ability.DECIDE)
_RECORDS = Speakers(
    "the chair or vice-chair of a board, or its secretary",
    lambda ctx, view: Ability.DECIDE in view.may or _holds(ctx, view, Role.SECRETARY),
)
_SECONDS = Speakers(
    "another member of the board that signs, who neither answers for the item nor is in one line of management with "
    "who signed or who owns it, and whom somebody other than who signed put on the board",
    lambda ctx, view: Ability.DECIDE in view.may or access.sits_on(ctx, view),
)
_CHANGES = _able("whoever the plan's rules name, else the board's chair or vice-chair", Ability.SEE_PEOPLE)
_OWNS = _able("the item's owner or deputy, or a lead of the plan", Ability.UPDATE_OWN)
_ASKED_FOR = _able("whoever asked for the change", Ability.UPDATE_OWN)
_HOLDING = Speakers(
    "the item's owner or deputy, or the chair or vice-chair of its board",
    lambda _, view: bool(view.may & {Ability.UPDATE_OWN, Ability.DECIDE}),
)
_ASKS = Speakers(
    "the members and officers of a board", lambda ctx, view: ctx.actor.admin or reading.speaks_for(ctx, view, None)
)
_NAMES_CHAIRS = Speakers(
    "the chair, vice-chair or secretary of a board, or an administrator",
    lambda ctx, view: ctx.actor.admin or _holds(ctx, view, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY),
)
_WHOLE = Speakers("those who see the whole plan", lambda _, view: view.everything)
_KEEPS = Speakers(access.whose(Ability.KEEP_LIBRARY), _WHOLE.among)
_KNOWN = Speakers("those whom the council has added", lambda ctx, _: ctx.actor.person_id is not None)
_NOT_OPERATOR = Speakers("those who answer for something", lambda ctx, _: not ctx.actor.operator)
_REMOVALS = Speakers("an administrator or the data protection officer", _removes)
_ASKED = _able("whoever is asked, or reports on the item", Ability.UPDATE_OWN)
_REVIEWS = _able("those who planned it, or report on the item", Ability.UPDATE_OWN)
_ASKED_FOR_DATES = _able("those who run the plan, or whoever is asked for it", Ability.SEE_PEOPLE)
_HARM = _able(f"{access.whose(Ability.UPDATE_OWN)}, or whom a yes went to", Ability.UPDATE_OWN)
_LIBRARY = _able("the document's owner, or those who keep the library", Ability.UPDATE_OWN)

_SPEAKERS = {
    "away": _KNOWN, "away back": _KNOWN, "mine": _NOT_OPERATOR, "snooze": _KNOWN,
    "status judgements": _WHOLE, "status timeline": _WHOLE, "library": _WHOLE, "library add": _KEEPS,
    "library match": _KEEPS, "library not-needed": _KEEPS,
    "chair": _NAMES_CHAIRS, "judge": _DECIDES, "judge lift": _DECIDES,
    "challenge": _ASKS, "challenge accept": _ASKS, "challenge not-yet": _ASKS, "challenge answer": _ASKED,
    "change confirm": _SECONDS, "change reported": _RECORDS, "redact find": _REMOVALS,
    "change consult": _CHANGES, "change agree": _CHANGES, "change refuse": _CHANGES, "change withdraw": _ASKED_FOR,
    "sign-off request": _OWNS, "sign-off withdraw": _OWNS, "sign-off sign": _DECIDES, "sign-off confirm": _SECONDS,
    "sign-off return": _DECIDES, "sign-off reopen": _DECIDES, "sign-off reported": _RECORDS, "holding": _HOLDING,
    "redact": _REMOVALS, "redact ask": _REMOVALS, "redact confirm": _REMOVALS,
    "inspection done": _able("whoever sees to it, or those who run the plan", Ability.SEE_PEOPLE),
    "dates": _WHOLE, "dates done": _ASKED_FOR_DATES, "dates not-done": _ASKED_FOR_DATES,
    "review done": _REVIEWS, "library confirm": _LIBRARY, "harm": _HARM,
}  # fmt: skip


SECONDS = frozenset({"sign-off confirm", "change confirm"})
"""Of these `help` says whose they are to whoever may say them too, since it hangs on who signed."""


def may_say(ctx: Context, view: PlanView, command: "Command") -> bool:
    """Whether this may be for somebody in a plan, for some item of it."""
    more = _SPEAKERS.get(command.name)
    return command.ability in view.may and (more is None or more.among(ctx, view))


def who(command: "Command") -> str:
    """Who may say it, in words."""
    more = _SPEAKERS.get(command.name)
    return more.who if more else access.whose(command.ability)
