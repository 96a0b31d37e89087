"""Slack's mentions of people, as what a person meant by them: an e-mail in a command, a name in what is told. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.mentioning import SOMEBODY, as_told, only_told
from handlers.identities import Linked
from handlers.request import Request

_MENTION = re.compile(r"<@(?P<account>[A-Za-z0-9_-]{1,64})(?:\|[^<>]*)?>")
_LINKING = re.compile(r"\s*people\s+link\b", re.IGNORECASE)
_QUOTED = "message"
_TOLD = "words"


def mentioned(request: Request) -> set[str]:
    """The accounts that somebody mentions in what they say themselves."""
    said = (request.text, request.values.get(_TOLD, ""), request.values.get(_QUOTED, ""))
    return {found["account"] for text in said for found in _MENTION.finditer(text)}


def named(request: Request, people: Mapping[str, Linked]) -> Request:
    """The request with those who are known in place of their mentions. A message that is quoted names nobody else."""
    values = dict(request.values)
    if _TOLD in values:
        values[_TOLD] = _each(values[_TOLD], lambda account, _: as_told(_name(people, account)))
    if _QUOTED in values:
        values[_QUOTED] = _each(values[_QUOTED], lambda account, _: _name(people, account) or SOMEBODY)
    if _LINKING.match(request.text):
        text = _each(request.text, lambda account, _: account)
    else:
        text = _MENTION.sub(lambda found: _meant(found, people), request.text)
    return replace(request, text=text, values=values)


def without(text: str, account: str) -> str:
    """What was said, without the mentions of one account: the bot's own."""
    return _each(text, lambda found, sign: "" if found == account else sign).strip()


def _meant(found: re.Match[str], people: Mapping[str, Linked]) -> str:
    """A name, or somebody's, in words that are told; an address where one is wanted, if it is known."""
    account = found["account"]
    if only_told(found.string, found.start(), found.end()):
        return as_told(_name(people, account))
    return people[account].email if account in people else found[0]


def _name(people: Mapping[str, Linked], account: str) -> str:
    return people[account].name if account in people else ""


def _each(text: str, change: Callable[[str, str], str]) -> str:
    return _MENTION.sub(lambda found: change(found["account"], found[0]), text)
