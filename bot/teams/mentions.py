"""Teams' mentions of people, as what a person meant by them: an e-mail in a command, an account where one is linked."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.crossing import Crossing
from bot.inbox import Delivery
from bot.teams.accounts import Accounts
from bot.teams.received import TEAMS
from handlers.request import Request

_MENTION = re.compile(r"<at>(?P<number>\d{1,2})</at>")
_LINKING = re.compile(r"\s*people\s+link\b", re.IGNORECASE)


class Mentions:
    """Finds out who is meant, from Teams itself: whoever is mentioned need not have written to the bot yet."""

    def __init__(self, accounts: Accounts, core: Crossing) -> None:
        self._accounts = accounts
        self._core = core

    async def named(self, delivery: Delivery) -> Request | None:
        """The request with whoever is mentioned in it; None where somebody is whom nobody knows. Raises Unchecked."""
        request, known = delivery.request, delivery.route.get("mentions") or []
        found: dict[str, str] = {}
        for number in _numbers(request):
            member = known[int(number)] if int(number) < len(known) else ""
            whose = await self._whose(delivery, member) if member else ""
            if not whose:
                return None
            found[number] = whose
        return replace(request, text=_filled(request.text, found))

    async def _whose(self, delivery: Delivery, member: str) -> str:
        """The e-mail of a member, or their account where the command is about accounts; empty for a stranger."""
        profile = await self._accounts.profile(delivery.route, member)
        if not profile.member:
            return ""
        if _LINKING.match(delivery.request.text):
            return profile.external_id
        await self._core.write(lambda: self._core.bot.meet(profile))
        person = await self._core.read(lambda: self._core.bot.linked(TEAMS, profile.external_id))
        return person.email if person is not None else ""


def mentions(request: Request) -> bool:
    """Whether somebody is mentioned in what was said."""
    return bool(_MENTION.search(request.text))


def _numbers(request: Request) -> list[str]:
    return [found["number"] for found in _MENTION.finditer(request.text)]


def _filled(text: str, people: Mapping[str, str]) -> str:
    return _MENTION.sub(lambda found: people[found["number"]], text)
