"""What was tried until it was given up: whoever asked is told, and so are those who run the deployment."""

from bot.crossing import Crossing
from bot.inbox import Unfinished
from bot.slack.answering import Answering
from handlers.cards.talking import given_up_card, unanswered_card
from models.card import Reply
from models.vocabulary import Platform


async def tell_given_up(answering: Answering, core: Crossing, left: Unfinished) -> None:
    """Tell, each in a direct message, what became of something; of what was done, its answer at last."""
    user = str(left.route.get("user", ""))
    reply = left.reply or Reply((given_up_card(left.request),), refused=True)
    reached = await answering.tell({"by": "notice", "user": user}, reply)
    person = await core.read(lambda: core.bot.linked(Platform.SLACK, user))
    card = unanswered_card(person.name if person else "", done=left.request is None, reached=reached)
    for admin in await core.read(lambda: core.bot.admins(Platform.SLACK)):
        await answering.tell({"by": "notice", "user": admin}, Reply((card,)))
