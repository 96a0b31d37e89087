"""Files that a platform sends or holds, taken in block by block to where files wait until a request has used them."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.crossing import Crossing
from bot.settings import SettingsError
from handlers.cards.common import error_card
from handlers.cards.files import NOT_KEPT_HERE
from handlers.documents.files import LARGEST
from handlers.errors import UserError
from handlers.request import Attachment, Request
from models.card import Reply

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore


async def waiting(core: Crossing, store: "Callable[[], EvidenceStore]", blocks: AsyncIterator[bytes]) -> str:
    """The handle under which a file waits. Raises UserError and whatever `blocks` does, and then nothing is left."""
    try:
        arrival = await core.write(lambda: store().receive(LARGEST))
    except SettingsError as error:
        raise UserError(NOT_KEPT_HERE) from error
    whole = False
    try:
        async for block in blocks:
            await core.write(partial(arrival.write, block))
        whole = True
    finally:
        await core.write(arrival.close)
        if not whole:
            await core.write(lambda: store().discard(arrival.handle))
    return arrival.handle


class Fetching(ABC):
    """Fetches what came with a request; the handle of a file that the platform still has begins with `held`."""

    held: str

    def __init__(self, core: Crossing, store: "Callable[[], EvidenceStore]") -> None:
        self._core = core
        self._store = store

    async def asked(self, request: Request, *, trusted: bool) -> Reply:
        """The reply to a request, whose files are fetched first if somebody known may do something with them."""
        if not request.attachments:
            return await self._core.ask(request)
        if not trusted or not self._core.bot.changes(request):
            return await self._core.ask(replace(request, attachments=()))
        try:
            here = await self._fetched(request)
        except UserError as error:
            return Reply((error_card(error),), refused=True)
        try:
            return await self._core.ask(here)
        finally:
            await self._discard(here)

    @abstractmethod
    async def _fetch(self, attachment: Attachment) -> Attachment:
        """One file, here. Raises UserError."""

    async def _fetched(self, request: Request) -> Request:
        """The request with its files here. Raises UserError, and then nothing of them is left."""
        taken: list[Attachment] = []
        try:
            for each in request.attachments:
                taken.append(await self._fetch(each))  # noqa: PERF401  because what came before a failure must be thrown away
        except BaseException:
            await self._discard(replace(request, attachments=tuple(taken)))
            raise
        return replace(request, attachments=tuple(taken))

    async def _discard(self, request: Request) -> None:
        """Throw away what was fetched and not kept."""
        for each in request.attachments:
            if not each.handle.startswith(self.held):
                await self._core.write(partial(self._store().discard, each.handle))
