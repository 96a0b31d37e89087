"""What was tried until it was given up: whoever asked is told, and so are those who run the deployment."""

from collections.abc import Awaitable, Callable

from bot.crossing import Crossing
from bot.inbox import REPEAT, Unfinished
from handlers.cards.talking import given_up_card, may_be_repeated, unanswered_card
from models.card import Reply
from models.vocabulary import Platform

Told = Callable[[str, Reply], Awaitable[bool]]


async def tell_given_up(tell: Told, core: Crossing, platform: Platform, left: Unfinished) -> None:
    """Tell, each in their own chat, what became of something; of what was done, its answer at last.

    `tell` tells an account something, and says whether it could.
    """
    user = str(left.route.get("user", ""))
    reply = left.reply or Reply((given_up_card(left.request),), refused=True)
    reached = await tell(user, may_be_repeated(reply) if left.route.get(REPEAT) else reply)
    person = await core.read(lambda: core.bot.linked(platform, user))
    card = unanswered_card(person.name if person else "", done=left.request is None, reached=reached)
    for admin in await core.read(lambda: core.bot.admins(platform)):
        await tell(admin, Reply((card,)))
