"""Teams' mentions of people, as what a person meant by them: an e-mail in a command, an account where one is linked."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.crossing import Crossing
from bot.inbox import Delivery
from bot.mentioning import as_told, only_told
from bot.teams.accounts import Accounts
from bot.teams.received import TEAMS
from handlers.identities import Linked
from handlers.request import Request

_MENTION = re.compile(r"<at>(?P<number>\d{1,2})</at>")
_TOLD = "words"
_LINKING = re.compile(r"\s*people\s+link\b", re.IGNORECASE)


class Mentions:
    """Finds out who is meant, from Teams itself: whoever is mentioned need not have written to the bot yet."""

    def __init__(self, accounts: Accounts, core: Crossing) -> None:
        self._accounts = accounts
        self._core = core

    async def named(self, delivery: Delivery) -> Request | None:
        """The request with whoever is mentioned in it: by address where one is wanted, else by name.

        None where an address is wanted of somebody whom nobody knows. Raises Unchecked.
        """
        request, known = delivery.request, delivery.route.get("mentions") or []
        found: dict[str, Linked | None] = {}
        for number in _numbers(request):
            member = known[int(number)] if int(number) < len(known) else ""
            found[number] = await self._whose(delivery, member) if member else None
        if any(found[number] is None for number in _wanted(request.text)):
            return None
        words = {_TOLD: _as_told(request.values[_TOLD], found)} if _TOLD in request.values else {}
        return replace(request, text=_filled(request.text, found), values={**request.values, **words})

    async def _whose(self, delivery: Delivery, member: str) -> Linked | None:
        """A member, with their account for an e-mail where the command is about accounts; None for a stranger."""
        profile = await self._accounts.profile(delivery.route, member)
        if not profile.member:
            return None
        if _LINKING.match(delivery.request.text):
            return Linked(profile.external_id, profile.name)
        await self._core.write(lambda: self._core.bot.meet(profile))
        return await self._core.read(lambda: self._core.bot.linked(TEAMS, profile.external_id))


def mentions(request: Request) -> bool:
    """Whether somebody is mentioned in what was said."""
    return bool(_numbers(request))


def _numbers(request: Request) -> list[str]:
    said = (request.text, request.values.get(_TOLD, ""))
    return [found["number"] for text in said for found in _MENTION.finditer(text)]


def _wanted(text: str) -> list[str]:
    """The mentions that stand where an address is wanted."""
    return [found["number"] for found in _MENTION.finditer(text) if not only_told(text, found.start(), found.end())]


def _filled(text: str, people: Mapping[str, Linked | None]) -> str:
    def meant(found: re.Match[str]) -> str:
        person = people[found["number"]]
        if person is None or only_told(text, found.start(), found.end()):
            return _name(person)
        return person.email

    return _MENTION.sub(meant, text)


def _as_told(words: str, people: Mapping[str, Linked | None]) -> str:
    return _MENTION.sub(lambda found: _name(people[found["number"]]), words)


def _name(person: Linked | None) -> str:
    return as_told(person.name if person is not None else "")
