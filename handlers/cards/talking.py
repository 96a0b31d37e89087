"""What is said about talking itself: that an answer is coming, or why none comes here."""

import re
from dataclasses import replace

from handlers.cards.words import BUTTON_COMMAND, short
from handlers.request import Request
from models.card import Action, Card, Paragraph, Reply

ONE_MOMENT = "One moment…"
_NUMBERED = re.compile(r"[A-Z]\d{1,9}\Z")
_VERSION = re.compile(r"@v\d+\Z")


def shared_channel_card() -> Card:
    """That nothing is told where another organisation could be listening."""
    return Card(
        "This channel is shared with another organisation, so I say nothing about the plan here.",
        (Paragraph(("Ask me in a direct message, or in a channel of the council's own.",)),),
    )


def unseen_channel_card() -> Card:
    """That nothing is told where it cannot be seen who else is listening."""
    return Card(
        "I cannot tell whether this channel is shared with another organisation, so I say nothing about the plan here.",
        (Paragraph(("Write to me in a direct message, or invite me to this channel and ask again.",)),),
    )


def answered_privately_card() -> Card:
    """All that is said where others read: it tells nothing of the question or the answer."""
    return Card("I have answered you in our own chat.")


def add_me_card() -> Card:
    """The same, for somebody whose own chat cannot be written to: how to have one."""
    return Card("I answer in private. Add me in Teams under Apps, then ask me there: only you will see the answer.")


def taken_in_card() -> Card:
    """That the same came a second time."""
    return Card("That came before, and is taken in. Nothing was done twice.")


def saving_card() -> Card:
    """That what was sent is being saved, and takes longer than usual."""
    return Card("Saving… This takes a little longer than usual. You may close this: you will be told.")


def given_up_card(request: Request | None) -> Card:
    """That what somebody asked was never done, with their words and a way to ask again."""
    words = (request.values.get("words") or request.text) if request else ""
    again = request is not None and not request.values and 0 < len(request.text) <= BUTTON_COMMAND
    return Card(
        "I could not finish what you asked, though I tried for some time. Nothing was recorded. Please say it again.",
        (Paragraph((f"“{short(words, 300)}”",)),) if words else (),
        (Action("Try again", words) if again else Action("Help", "help"),),
    )


def unanswered_card(name: str, *, done: bool, reached: bool) -> Card:
    """Tells an administrator whom the bot could not answer, and what they know of it."""
    what = "what they asked was done, and its answer came late" if done else "what they asked was not done"
    known = "They have been told." if reached else "They could not be told: please tell them, and ask what they need."
    return Card(f"I could not answer {name or 'somebody'} in time: {what}. {known}")


def stranger_card() -> Card:
    """The refusal of somebody who is not from here. It says nothing of what there is."""
    return Card(
        "Sorry, this plan is only open to people the council has added to it. If you should be one of them, "
        "ask the plan's administrator."
    )


def taken_card() -> Card:
    """That a work e-mail is already linked to another account."""
    return Card(
        "Your work e-mail is already linked to another account here, so I have not answered.",
        (Paragraph(("If that account is not yours any more, ask the plan's administrator to link this one.",)),),
    )


def second_account_card(email: str, account: str) -> Card:
    """Asks an administrator whether somebody's e-mail belongs to another account now."""
    return Card(
        f"A second account asks to be known by the e-mail {email}. Nothing was told to it.",
        (Paragraph(("If they changed accounts, link the new one; the old one then learns no more.",)),),
        (Action("Link the new account", f"people link {email} {account}"),),
    )


def linked_card(name: str, account: str) -> Card:
    """That somebody is known by another account from now on."""
    return Card(f"{name} is known by the account {account} from now on. The one before it learns no more.")


def unnamed_card() -> Card:
    """That somebody was mentioned whose account is not linked to a person."""
    return Card(
        "I cannot tell who you mean: the account you mention is not linked to anybody in the plan yet. "
        "Nothing was done.",
        (Paragraph(("Type their work e-mail instead of the mention, such as: assign SG4 name@council.gov.uk",)),),
    )


def unchecked_card() -> Card:
    """That it could not be seen who is asking, which is nobody's fault."""
    return Card("I could not check who you are just now, so nothing was done. Please try again in a minute.")


def may_be_repeat(card: Card) -> Card:
    """The same card, saying that whoever reads it may have had it before."""
    said = Paragraph(("This may be a repeat: I could not find out whether it reached you before.",), quiet=True)
    return card if said in card.blocks else replace(card, blocks=(said, *card.blocks))


def may_be_repeated(reply: Reply) -> Reply:
    """The same of a reply, said once at its head."""
    return replace(reply, cards=(may_be_repeat(reply.cards[0]), *reply.cards[1:])) if reply.cards else reply


def one_answered(card: Card, matter: str, said: str, *, again: bool = False) -> Card | None:
    """A message about several matters, once one was answered with `said`; None where it was about no other.

    What is about no matter, as [More], stays beside the others, and when in a message answered `again` none is left.
    """
    rest = tuple(action for action in card.actions if matter_in(action.command) != matter)
    others = any(named_in(action.command) for action in rest)
    if not matter or len(rest) == len(card.actions) or not (rest and (others or again)):
        return None
    return replace(card, blocks=(*card.blocks, Paragraph((f"Done: {said}",), quiet=True)), actions=rest)


def matter_in(command: str) -> str:
    """What a button is about: an item with its plan, a numbered thing, as C3, or else the command itself.

    Commands name them as they do everywhere: "update cambridgeshire-2009/SG4 on track", "figure M2 @v1".
    """
    return named_in(command) or " ".join(word for word in command.split() if not _VERSION.match(word))


def named_in(command: str) -> str:
    """The item or the numbered thing that a command names, or nothing."""
    return next((word for word in command.split() if "/" in word or _NUMBERED.match(word)), "")
