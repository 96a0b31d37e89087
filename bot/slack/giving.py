"""Kept files given back: uploaded into the direct message of whoever asked, where nobody else sees them."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from bot.crossing import Crossing
from bot.settings import SettingsError
from bot.slack.answering import Answering
from bot.slack.files import SlackPlace
from bot.slack.standing import Standing
from bot.slack.web import SlackRefused, SlackUnreachable, Web
from handlers.cards.common import error_card
from handlers.documents.files.names import safe_name
from handlers.errors import UserError
from handlers.files import sent
from models.card import Reply

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore

log = logging.getLogger(__name__)
_NOT_GIVEN = "I could not send you {} through Slack. Ask for it again in a few minutes."


class Giving:
    """Delivers files. `place` says which address they may be uploaded to."""

    def __init__(
        self, web: Web, core: Crossing, store: "Callable[[], EvidenceStore]", answering: Answering, place: SlackPlace,
        standing: Standing,
    ) -> None:  # fmt: skip
        self._web = web
        self._core = core
        self._store = store
        self._answering = answering
        self._place = place
        self._standing = standing

    async def give(self, user: str, files: Iterable[str]) -> None:
        """Deliver each of a reply's files, or tell its reader which could not be. It never raises for either."""
        for file in files:
            sha256, name = sent(file)
            try:
                if sha256:
                    await self._given(user, sha256, safe_name(name))
            except UserError as error:
                await self._answering.notice(user, Reply((error_card(error),), refused=True))

    async def _given(self, user: str, sha256: str, name: str) -> None:
        """Deliver one file. Raises UserError."""
        try:
            content = await self._core.write(partial(self._read, sha256))
            channel = await self._answering.conversation(user)
            file = await self._uploaded(channel, name, content)
            await self._standing.file(user, file, sha256)
        except (SlackRefused, SlackUnreachable, SettingsError, OSError) as error:
            log.warning("a file could not be delivered (%s)", getattr(error, "reason", type(error).__name__))
            raise UserError(_NOT_GIVEN.format(name)) from error

    def _read(self, sha256: str) -> bytes:
        with self._store().open(sha256) as kept:
            return kept.read()

    async def _uploaded(self, channel: str, name: str, content: bytes) -> str:
        """Slack's id of it. Raises SlackRefused, also for an address that is not Slack's own, and SlackUnreachable."""
        ready = await self._web.call("files.getUploadURLExternal", filename=name, length=str(len(content)))
        url, file = str(ready.get("upload_url", "")), str(ready.get("file_id", ""))
        if not self._place.holds(url):
            raise SlackRefused("upload_elsewhere")
        await self._web.upload(url, content)
        await self._web.call("files.completeUploadExternal", files=[{"id": file, "title": name}], channel_id=channel)
        return file
