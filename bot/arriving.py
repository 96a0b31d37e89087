"""A file that a platform sends, taken in block by block to where files wait."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TYPE_CHECKING

from bot.crossing import Crossing
from bot.settings import SettingsError
from handlers.documents.files import LARGEST
from handlers.errors import UserError

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore


async def waiting(core: Crossing, store: "Callable[[], EvidenceStore]", blocks: AsyncIterator[bytes]) -> str:
    """The handle under which a file waits. Raises UserError and whatever `blocks` does, and then nothing is left."""
    try:
        arrival = await core.write(lambda: store().receive(LARGEST))
    except SettingsError as error:
        raise UserError("Files cannot be kept here. Send a link to it instead. Nothing was recorded.") from error
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
