"""What is said once a step of sign-off has been taken."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from handlers.cards.common import foot
from handlers.cards.decided import decided
from handlers.cards.seconds import who_confirms
from handlers.cards.signoff.told import not_in, see
from handlers.cards.words import ended, listed, say, short
from models.card import Action, Card, Paragraph, Tone
from models.rules.dates import say_day
from models.vocabulary import SignOff

if TYPE_CHECKING:
    from handlers.carrying_on import Carried
    from handlers.deciding_where import How
    from handlers.signoff.matter import Matter
    from handlers.wanted import Wanted

_LOCKED = "Until it decides, the item is locked: updates, evidence and impact wait, and only evidence against is taken."


def requested_card(
    matter: "Matter", meeting: object, wanted: "Wanted | None", wrong_way: Sequence[str]
) -> Card:  # fmt: skip
    """That an item is before the board, what that means for its owner, what it still wants, and what moved wrongly."""
    seen = f"The board will see that {listed(wrong_way)}. " if wrong_way else ""
    when = f" Its next meeting is on {say_day(meeting)}." if isinstance(meeting, date) else ""
    return _card(
        matter,
        f"{matter.item.label}: the {matter.board.name} is asked to sign it off.{when}",
        f"{seen}{missing(wanted)}{_LOCKED}",
        _versioned(matter, "Withdraw the request", "withdraw"),
    )


def missing(wanted: "Wanted | None") -> str:
    """What the board wanted and has not got, as a sentence before others; empty where it wants nothing."""
    if wanted is None:
        return ""
    return (
        f"Still missing: the {wanted.board} wanted “{short(wanted.words, 200)}” by {say_day(wanted.by)}, and "
        f"{not_in(wanted)}. Withdraw the request to have it accepted first; the board may also decide without it. "
    )


def withdrawn_card(matter: "Matter", to: SignOff) -> Card:
    """That a request was taken back."""
    return _card(
        matter, f"{matter.item.label}: the request is withdrawn; sign-off is {say(to)}.", "It can be worked on again.",
        Action("Post an update", f"update {matter.ref}"),
    )  # fmt: skip


def signed_card(matter: "Matter", how: "How", checks: Sequence[date]) -> Card:
    """That the board has signed an item off, where it decided that, and when it will be asked again."""
    where = decided(how.decided_at, how.minute, how.report_on)
    held = f"Whether it still holds is asked on {listed(map(say_day, checks))}." if checks else ""
    kept = f"What was signed is kept as it was, links marked as not frozen: sign-off {matter.item.label} shows it."
    title = ended(f"{matter.item.label} is signed off by the {matter.board.name}: {where}")
    return _card(matter, title, f"{held} {kept}".strip(), _versioned(matter, "Reopen", "reopen"), tone=Tone.BLUE)


def waits_card(matter: "Matter", how: "How", others: Sequence[str]) -> Card:
    """That a sign-off is recorded and has no effect until a second member confirms it; `others` may."""
    where = decided(how.decided_at, how.minute, how.report_on)
    return _card(
        matter,
        f"Recorded for {matter.item.label}: {where}. It is not signed off until a second member confirms.",
        f"You answer for it or manage somebody who does, so another member of the {matter.board.name} confirms. "
        f"{who_confirms(others, matter.board.name)}",
    )


def returned_card(matter: "Matter", wanted: str, whom: str, by: date) -> Card:
    """What the board wants before it decides, of whom, by when."""
    return _card(
        matter, f"{matter.item.label} is returned. Wanted from {whom} by {say_day(by)}: “{short(wanted, 200)}”",
        f"{whom} is reminded. When it is there, sign-off is asked for again.",
        Action("Its evidence", f"evidence {matter.ref}"),
    )  # fmt: skip


def reopened_card(matter: "Matter", reason: str, weighed: str, *, may_update: bool) -> Card:
    """That a sign-off is void, and what `weighed` says its evidence no longer bears out."""
    return _card(
        matter, f"{matter.item.label} is reopened; its sign-off is void. “{short(reason, 200)}”",
        "What was signed stays in its history. Sign-off has to be asked for again."
        + _sentence(weighed),
        *((Action("Post an update", f"update {matter.ref}"),) if may_update else ()),
        Action("Its evidence", f"evidence {matter.ref}"),
    )  # fmt: skip


def carried_on_card(matter: "Matter", reason: str, weighed: str, carried: "Carried") -> Card:
    """That a sign-off is void, and in which later plan its item goes on."""
    renamed = "" if carried.label == matter.item.label else f" as {carried.label}"
    open_now = f" {carried.plan_title} is closed, so nobody is reminded of it until that plan is reopened."
    more = (
        f"{matter.view.name} was succeeded, so it goes on{renamed} in {carried.plan_title}, with its original date, "
        "extensions, owners and history. Sign-off has to be asked for again there."
    )
    return Card(
        f"{matter.item.label} is reopened; its sign-off is void. “{short(reason, 200)}”",
        (Paragraph((f"{more}{_sentence(weighed)}{open_now * carried.closed}",)), *foot(matter.view)),
        (
            Action(f"{carried.label} in the new plan", f"status {carried.ref}"),
            Action("History", f"history {carried.ref}"),
        ),
    )


def _sentence(weighed: str) -> str:
    return f" {weighed[:1].upper()}{weighed[1:]}." if weighed else ""


def holding_card(matter: "Matter", rest: Sequence[date]) -> Card:
    """That what was signed off still holds."""
    again = f"It is asked again on {listed(map(say_day, rest))}." if rest else "No further check is due."
    return _card(matter, f"Recorded: {matter.item.label} still holds, as you report.", again)


def not_holding_card(matter: "Matter", reason: str) -> Card:
    """That the board is asked what its sign-off is still worth."""
    return _card(
        matter, f"Recorded: you report that {matter.item.label} no longer holds. “{short(reason, 200)}”",
        f"It stays signed off until the {matter.board.name} decides: it is asked today to reopen it or keep its word.",
    )  # fmt: skip


def reported_card(matter: "Matter", said: str) -> Card:
    """That a chair's action was reported."""
    return _card(matter, ended(f"{matter.item.label}: {said}"), "It is no longer chased.")


def _versioned(matter: "Matter", label: str, word: str) -> Action:
    return Action(label, f"sign-off {word} {matter.ref} @v{matter.facts.version}")


def _card(matter: "Matter", title: str, more: str, *buttons: Action, tone: Tone = Tone.NEUTRAL) -> Card:
    return Card(title, (Paragraph((more,)), *foot(matter.view)), (*buttons, *see(matter)), tone)
