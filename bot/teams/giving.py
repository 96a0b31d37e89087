"""Kept files given back: offered in the own chat of whoever asked, and sent there once they take them."""

import logging
import secrets
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.crossing import Crossing
from bot.settings import SettingsError
from bot.teams.answering import Answering
from bot.teams.connector import Busy, Connector, Json, Place, Refused, Unreachable
from bot.teams.files import TeamsPlace
from bot.teams.standing import Standing
from handlers.cards.common import error_card
from handlers.documents.files.names import safe_name
from handlers.errors import UserError
from handlers.files import sent
from models.card import Reply

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore

log = logging.getLogger(__name__)
_CONSENT: Final = "application/vnd.microsoft.teams.card.file.consent"
_INFO: Final = "application/vnd.microsoft.teams.card.file.info"
_MOST_OFFERED: Final = 1_000
_NOT_GIVEN = "I could not send you {} through Teams. Ask for it again in a few minutes."


class Offer(NamedTuple):
    """A file that somebody may take."""

    user: str
    sha256: str
    name: str


class Giving:
    """Delivers files. Teams lets a bot put a file only where its reader says so; `place` says which addresses."""

    def __init__(
        self, connector: Connector, core: Crossing, store: "Callable[[], EvidenceStore]", answering: Answering,
        place: TeamsPlace, standing: Standing,
    ) -> None:  # fmt: skip
        self._connector = connector
        self._core = core
        self._store = store
        self._answering = answering
        self._place = place
        self._standing = standing
        self._offers: dict[str, Offer] = {}

    async def offer(self, user: str, files: Iterable[str]) -> None:
        """Offer each of a reply's files, or tell its reader which could not be. It never raises for either."""
        for file in files:
            sha256, name = sent(file)
            try:
                if sha256:
                    await self._offered(Offer(user, sha256, safe_name(name)))
            except UserError as error:
                await self._answering.notify(user, Reply((error_card(error),), refused=True))

    async def answered(self, user: str, where: Place, value: Json) -> None:
        """Takes in whether somebody wants a file that was offered to them, and then puts it where Teams says."""
        context = value.get("context")
        offer = self._offers.pop(str(context.get("offer", "")), None) if isinstance(context, dict) else None
        if value.get("action") != "accept":
            return
        try:
            await self._given(_own(offer, user), where, value.get("uploadInfo"))
        except UserError as error:
            await self._answering.notify(user, Reply((error_card(error),), refused=True))

    async def _offered(self, offer: Offer) -> None:
        """Raises UserError."""
        where, _ = await self._answering.own(offer.user)
        if where is None:
            return
        token = secrets.token_urlsafe(16)
        self._offers[token] = offer
        while len(self._offers) > _MOST_OFFERED:
            self._offers.pop(next(iter(self._offers)))
        try:
            content = await self._core.write(partial(self._read, offer.sha256))
            about = {"description": offer.name, "sizeInBytes": len(content),
                     "acceptContext": {"offer": token}, "declineContext": {"offer": token}}  # fmt: skip
            card = {"contentType": _CONSENT, "name": offer.name, "content": about}
            await self._connector.send(where, {"type": "message", "summary": offer.name, "attachments": [card]})
        except (Refused, Busy, Unreachable, SettingsError, OSError) as error:
            raise _lost(offer, error) from error

    async def _given(self, offer: Offer, where: Place, upload: object) -> None:
        """Raises UserError, also for an address that is not the council's own."""
        about = upload if isinstance(upload, dict) else {}
        url = str(about.get("uploadUrl", ""))
        if not self._place.holds(url):
            raise _lost(offer, Unreachable("an address elsewhere"))
        try:
            await self._connector.upload(url, await self._core.write(partial(self._read, offer.sha256)))
            content = {"uniqueId": str(about.get("uniqueId", "")), "fileType": str(about.get("fileType", ""))}
            card = {"contentType": _INFO, "contentUrl": str(about.get("contentUrl", "")), "name": offer.name,
                    "content": content}  # fmt: skip
            told = {"type": "message", "summary": offer.name, "attachments": [card]}
            sent = await self._connector.send(where, told)
            await self._standing.file(offer.user, where, sent, offer.sha256)
        except (Refused, Busy, Unreachable, SettingsError, OSError) as error:
            raise _lost(offer, error) from error

    def _read(self, sha256: str) -> bytes:
        with self._store().open(sha256) as kept:
            return kept.read()


def _own(offer: Offer | None, user: str) -> Offer:
    if offer is None or offer.user != user:
        raise UserError("That file is no longer offered. Ask for it again.")
    return offer


def _lost(offer: Offer, error: Exception) -> UserError:
    log.warning("a file could not be delivered (%s)", type(error).__name__)
    return UserError(_NOT_GIVEN.format(offer.name))
