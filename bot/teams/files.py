"""Files that Teams holds, fetched to where files wait: from the council's own SharePoint, and from nowhere else."""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from typing_extensions import override

from bot.arriving import Fetching, waiting
from bot.crossing import Crossing
from bot.settings import TEAMS_OPENID
from bot.teams.connector import Connector, Unreachable
from bot.teams.received import HELD_BY_TEAMS
from handlers.cards.files import FILES_GONE, WORDS_GONE, not_fetched
from handlers.errors import UserError
from handlers.request import Attachment
from models.card import Form

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore

_SHAREPOINT: Final = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", ".sharepoint.cn")
_MOST_HELD: Final = 1_000


class TeamsPlace:
    """Where Teams keeps files: SharePoint, or beside whoever else stands in for Microsoft's public cloud."""

    def __init__(self, openid_url: str) -> None:
        parts = urlsplit(openid_url)
        self._beside = "" if openid_url == TEAMS_OPENID else f"{parts.scheme}://{parts.netloc}"

    def holds(self, url: str) -> bool:
        """Whether an address is there."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return False
        if "@" in parts.netloc or not parts.hostname:
            return False
        if self._beside and f"{parts.scheme}://{parts.netloc}" == self._beside:
            return True
        return parts.scheme == "https" and port in {None, 443} and parts.hostname.endswith(_SHAREPOINT)


class _Held(NamedTuple):
    """What waits for somebody: files, and a form whose words no message may keep."""

    user: str
    files: tuple[Attachment, ...]
    form: Form | None


class Holding:
    """What came before a form was asked, for as long as this process lives: a card holds no address of a file.

    Nor does it hold words that may identify a child, which stand in the form that asks about them.
    """

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}

    def hold(self, user: str, files: tuple[Attachment, ...], form: Form | None = None) -> str:
        """The name under which somebody's files wait for their form, or their form for them."""
        name = secrets.token_urlsafe(16)
        self._held[name] = _Held(user, files, form)
        while len(self._held) > _MOST_HELD:
            self._held.pop(next(iter(self._held)))
        return name

    def held(self, user: str, name: str) -> tuple[Attachment, ...]:
        """Somebody's own files of that name. Raises UserError where they do not wait any more."""
        found = self._held.get(name)
        if found is None or found.user != user:
            raise UserError(FILES_GONE)
        return found.files

    def form(self, user: str, name: str) -> tuple[Form, bool]:
        """Somebody's own form of that name, and whether files wait with it. Raises UserError where it is gone."""
        found = self._held.get(name)
        if found is None or found.user != user or found.form is None:
            raise UserError(WORDS_GONE)
        return found.form, bool(found.files)


class TeamsFiles(Fetching):
    """Fetches what came with a request, from `place` and from nowhere else."""

    held = HELD_BY_TEAMS

    @override
    def __init__(
        self, connector: Connector, core: Crossing, store: "Callable[[], EvidenceStore]", place: TeamsPlace
    ) -> None:
        self._connector = connector
        super().__init__(core, store)
        self._place = place

    @override
    async def _fetch(self, attachment: Attachment) -> Attachment:
        url = attachment.handle.removeprefix(HELD_BY_TEAMS)
        if not self._place.holds(url):
            raise UserError(not_fetched(attachment.name, "Teams"))
        try:
            blocks = self._connector.blocks(url)
            return Attachment(attachment.name, await waiting(self._core, self._store, blocks))
        except Unreachable as error:
            raise UserError(not_fetched(attachment.name, "Teams")) from error
