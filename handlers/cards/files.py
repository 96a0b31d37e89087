"""What is said of files that did not come through, and what to send instead."""

from dataclasses import replace

from models.card import Card, Paragraph, Reply

MOST_FILES = 10
NOT_KEPT_HERE = "Files cannot be kept here. Send a link to it instead. Nothing was recorded."
FILES_GONE = "The files you sent do not wait any more, so nothing was recorded. Send them again."
WORDS_GONE = "What you wrote does not wait any more, so nothing was recorded. Write it again."


def not_fetched(name: str, platform: str) -> str:
    """That a file could not be had from where it is: "Slack", "Teams"."""
    return (
        f"I could not fetch {name} from {platform}, so nothing was recorded. Send it again, or send a link to it "
        "instead."
    )


def not_received_card(what: str) -> Card:
    """That Teams does not give what a message showed: a "file", a "picture", or both; and how to give it."""
    it, is_ = ("them", "are") if " and " in what else ("it", "is")
    return Card(
        f"I did not receive the {what}: Teams does not give {it} to me, so nothing of {it} {is_} kept.",
        (
            Paragraph(
                (f"To give {it} to me, send {it} as a file in our own chat, with the paper clip. A link will do too.",)
            ),
        ),
    )


def with_those_left(reply: Reply, left: int) -> Reply:
    """A reply to a message, which also says how many of its files were not taken; a refusal took none of them."""
    if not left or reply.refused:
        return reply
    those, them = ("one was", "it") if left == 1 else (f"{left:,} were", "them")
    said = f"I take ten files from one message, so the last {those} not taken. Send {them} in another message."
    return replace(reply, cards=(*reply.cards, Card(said)))
