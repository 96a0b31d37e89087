"""Teams' activities as deliveries: who said what, where, and how the answer is to be told. Pure."""

import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote, unquote

from bot.inbox import Delivery
from bot.teams.connector import Place
from bot.teams.missed import FILE, missed
from bot.teams.render import submitted
from bot.teams.words import words_of
from handlers.cards.files import MOST_FILES
from handlers.cards.talking import matter_in
from handlers.grammar.references import reference as item_named
from handlers.request import Attachment, Request

Json = dict[str, Any]
TEAMS: Final = "teams"
HELD_BY_TEAMS: Final = "teams:"
HELD: Final = "held"
SAVE_AS_EVIDENCE: Final = "saveAsEvidence"
FIND: Final = "findRecommendation"

_NO_ANSWERS: Final = (HELD, "msteams")
_OPENERS: Final = ("task/fetch", "task/submit")
_MOST_MENTIONED: Final = 20
_LONGEST_ID: Final = 400
_ID = re.compile(r"[!-~]{1,400}\Z")
_ACCOUNT = re.compile(r"[A-Za-z0-9-]{1,64}\Z")
_KEY: Final = 200
_SPACES = re.compile(r"[^\S\n]+")


class Malformed(ValueError):
    """An activity that Teams does not send: signed, and still not understood. Nothing is done."""


def tenant(body: Json) -> str:
    """The tenant somebody did this in."""
    within = _dict(_dict(body, "channelData"), "tenant").get("id") or _dict(body, "conversation").get("tenantId")
    return within if isinstance(within, str) else ""


def personal(body: Json) -> bool:
    """Whether this came in somebody's own chat with the bot, where nobody else reads."""
    about = _dict(body, "conversation")
    kind = about.get("conversationType")
    return kind == "personal" or (kind is None and about.get("isGroup") is not True)


def reference(body: Json) -> Json:
    """How whoever did this can be written to: our own JSON, with their own conversation only if it was there."""
    about = {
        "serviceUrl": _service(body), "tenantId": tenant(body),
        "bot": {"id": _text(_dict(body, "recipient"), "id")},
        "user": {"id": _text(_dict(body, "from"), "id"), "aadObjectId": account(body)},
    }  # fmt: skip
    return {**about, "conversation": {"id": _conversation(body)}} if personal(body) else about


def account(body: Json) -> str:
    """The Entra object id of whoever did this. Raises Malformed where there is none: a guest without an account."""
    found = _dict(body, "from").get("aadObjectId")
    if isinstance(found, str) and _ACCOUNT.match(found):
        return found
    raise Malformed


def place(route: Mapping[str, Any]) -> Place:
    """Where something was said."""
    return Place(str(route.get("service", "")), str(route.get("conversation", "")))


def spoken(body: Json) -> Delivery:
    """What somebody wrote, or sent with a button that is no invoke. Raises Malformed."""
    if value := _dict(body, "value"):
        return _submission(body, value)
    text = plainly(body)
    files, lost = _files(body), missed(body.get("attachments"))
    if not text and not files and not lost:
        raise Malformed
    said = _delivery(
        body, text, {"by": "message", "mentions": mentioned(body), "missed": lost, "left": _left(body)}, None, files
    )
    return replace(said, request=replace(said.request, reply_to=_text(body, "replyToId")[:_KEY]))


def pressed(body: Json) -> Delivery:
    """A button of a card: its own data, with what stood in the card's fields. Raises Malformed."""
    return _submission(body, _dict(_dict(_dict(body, "value"), "action"), "data"))


def asked(body: Json) -> Delivery:
    """A button that opens a dialog, or a dialog that was sent. Raises Malformed."""
    data = _dict(_dict(body, "value"), "data")
    inner = data.get("data")
    return _submission(body, {**data, **inner} if isinstance(inner, dict) else data)


def waiting(body: Json) -> str:
    """The name of the form that a button opens which asks for nothing else; empty for any other."""
    data = _dict(_dict(body, "value"), "data")
    return "" if "say" in data or "form" in data else _text(data, HELD)


def sought(body: Json) -> Delivery:
    """What somebody looks for from where they write a message; nothing typed yet is everything. Raises Malformed."""
    words = _looked_for(body)
    return _delivery(body, f"search {_quoted(words)}" if words else "status all", {"by": "query"})


def named_in(body: Json) -> str:
    """What asks for the item that a search names, as "rec 4" or "#4" do; empty where it is none but words."""
    words = _looked_for(body)
    return f"status {words}" if item_named(words) is not None else ""


def _looked_for(body: Json) -> str:
    given = _dict(body, "value").get("parameters")
    first = given[0] if isinstance(given, list) and given and isinstance(given[0], dict) else {}
    return "" if first.get("name") == "initialRun" else " ".join(_text(first, "value").split())[:_KEY]


def saving(body: Json) -> Delivery:
    """A message that somebody wants to keep as evidence. Raises Malformed."""
    value = _dict(body, "value")
    if value.get("commandId") != SAVE_AS_EVIDENCE:
        raise Malformed
    kept = _dict(value, "messagePayload")
    said, link = _dict(kept, "body"), _text(kept, "linkToMessage")
    content, marked_up = _text(said, "content"), _text(said, "contentType") == "html"
    words = (words_of(content) if marked_up else content).strip()
    values = {"message": words, "link": link if link.startswith("https://") else ""}
    lost = missed(kept.get("attachments"), content if marked_up else "")
    given = {name: each for name, each in values.items() if each}
    return _delivery(body, "evidence save", {"by": "extension", "missed": lost}, given)


def consent(body: Json) -> Delivery:
    """Whether somebody takes a file that was offered to them. Raises Malformed."""
    return _delivery(body, "", {"by": "consent"})


def draft_of(request: Request) -> Request:
    """Words that are no command, as what asks about them; their files stay with Teams until it is said what for."""
    values = {"words": request.text, "files": carried(request.attachments)}
    return replace(request, text="draft keep", values=values, attachments=())


def carried(attachments: Iterable[Attachment]) -> str:
    """Files that Teams holds, as a draft carries them: each by its name and its address."""
    held_there = (each for each in attachments if each.handle.startswith(HELD_BY_TEAMS))
    return ",".join(f"{quote(each.name, safe='')}={quote(each.handle.removeprefix(HELD_BY_TEAMS), safe='')}"
                    for each in held_there)  # fmt: skip


def held(files: str) -> tuple[Attachment, ...]:
    """The files that `carried` gave."""
    parts = (each.partition("=") for each in files.split(",") if each)
    return tuple(Attachment(unquote(name), f"{HELD_BY_TEAMS}{unquote(url)}") for name, _, url in parts)[:MOST_FILES]


def plainly(body: Json) -> str:
    """What was typed, without the bot's own name, and with a sign of ours for each of the others who are named."""
    text = _text(body, "text")
    others = mentioned(body)
    for name, sign in _mentions(body):
        text = text.replace(sign, f"<at>{others.index(name)}</at>" if name in others else " ")
    lines = (_SPACES.sub(" ", line).strip() for line in html.unescape(text).replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def mentioned(body: Json) -> list[str]:
    """Who else is named, by Teams' own ids: in what was said, each stands by their place in here."""
    us = _text(_dict(body, "recipient"), "id")
    return list(dict.fromkeys(name for name, _ in _mentions(body) if name != us))[:_MOST_MENTIONED]


def _mentions(body: Json) -> list[tuple[str, str]]:
    """Who is named, and the sign that stands for each in the text."""
    entities = body.get("entities")
    found = [each for each in entities if isinstance(each, dict)] if isinstance(entities, list) else []
    named = ((_text(_dict(each, "mentioned"), "id"), _text(each, "text")) for each in found
             if each.get("type") == "mention")  # fmt: skip
    return [(who, sign) for who, sign in named if who and sign]


def _submission(body: Json, data: Json) -> Delivery:
    aside = {*_NO_ANSWERS, *(("type",) if data.get("type") in _OPENERS else ())}
    command, values = submitted({name: value for name, value in data.items() if name not in aside})
    if not command:
        raise Malformed
    route = {
        "by": "form" if "form" in data else "press", "card": _text(body, "replyToId"),
        "about": matter_in(command)[:_KEY], HELD: _text(data, HELD),
    }  # fmt: skip
    said = _delivery(body, command, route, values)
    return replace(said, request=replace(said.request, sent="form" in data))


def _delivery(
    body: Json, text: str, route: Json, values: Mapping[str, str] | None = None, files: tuple[Attachment, ...] = ()
) -> Delivery:
    who, where = account(body), _conversation(body)
    about = {
        "user": who, "member": _id(_dict(body, "from").get("id")), "service": _service(body), "conversation": where,
        "activity": _text(body, "id"), "personal": "yes" if personal(body) else "",
    }  # fmt: skip
    request = Request(TEAMS, who, where.partition(";")[0], text, values or {}, files, key(body), direct=personal(body))
    return Delivery(request, {**route, **about})


def key(body: Json) -> str:
    """The same for an activity that is sent again, and for no other. Raises Malformed."""
    whole = f"{_conversation(body)}|{_id(body.get('id'))}"
    return whole if len(whole) <= _KEY else hashlib.sha256(whole.encode()).hexdigest()


def _files(body: Json) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(_text(each, "name") or "file", f"{HELD_BY_TEAMS}{_text(_dict(each, 'content'), 'downloadUrl')}")
        for each in _sent(body)[:MOST_FILES]
    )


def _left(body: Json) -> int:
    """How many of a message's files are not taken."""
    return max(0, len(_sent(body)) - MOST_FILES)


def _sent(body: Json) -> list[Json]:
    found = body.get("attachments")
    sent = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return [each for each in sent if each.get("contentType") == FILE]


def _quoted(words: str) -> str:
    return f'"{words.replace(chr(34), "")}"' if " " in words else words


def _conversation(body: Json) -> str:
    return _id(_dict(body, "conversation").get("id"))


def _service(body: Json) -> str:
    found = body.get("serviceUrl")
    if isinstance(found, str) and found.startswith(("https://", "http://")) and len(found) <= _LONGEST_ID:
        return found
    raise Malformed


def _id(value: object) -> str:
    if isinstance(value, str) and _ID.match(value):
        return value
    raise Malformed


def _text(body: Json, name: str) -> str:
    value = body.get(name, "")
    return value if isinstance(value, str) else ""


def _dict(body: Json, name: str) -> Json:
    value = body.get(name)
    return value if isinstance(value, dict) else {}
