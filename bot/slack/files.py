"""Files that Slack holds, fetched to where files wait: from Slack's own hosts, and never by way of another."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from typing_extensions import override

from bot.arriving import Fetching, waiting
from bot.crossing import Crossing
from bot.settings import SLACK_API
from bot.slack.permalinks import Permalinks
from bot.slack.received import HELD_BY_SLACK
from bot.slack.web import Json, SlackRefused, SlackUnreachable, Web
from handlers.cards.files import not_fetched
from handlers.errors import UserError
from handlers.request import Attachment

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore

_HOST = "files.slack.com"


class SlackPlace:
    """Where Slack keeps files: on one host of its own, or beside the API at an `api_url` that is another's."""

    def __init__(self, api_url: str) -> None:
        self._place = ("https", _HOST) if api_url == SLACK_API else _place(api_url)

    def holds(self, url: str) -> bool:
        """Whether an address is there."""
        return _place(url) == self._place


class SlackFiles(Fetching):
    """Fetches what came with a request, from `place` and from nowhere else."""

    held = HELD_BY_SLACK

    @override
    def __init__(self, web: Web, core: Crossing, store: "Callable[[], EvidenceStore]", place: SlackPlace) -> None:
        self._web = web
        self.permalinks = Permalinks(web)
        super().__init__(core, store)
        self._place = place

    @override
    async def _fetch(self, attachment: Attachment) -> Attachment:
        try:
            said = await self._web.call("files.info", file=attachment.handle.removeprefix(HELD_BY_SLACK))
            file = said.get("file")
            name, url = self._found(file if isinstance(file, dict) else {})
            return Attachment(name or attachment.name, await waiting(self._core, self._store, self._web.blocks(url)))
        except (SlackRefused, SlackUnreachable) as error:
            raise UserError(not_fetched(attachment.name, "Slack")) from error

    def _found(self, file: Json) -> tuple[str, str]:
        """A file's name and address. Raises SlackRefused for an address that is not Slack's own."""
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        if not self._place.holds(url):
            raise SlackRefused("file_elsewhere")
        return str(file.get("name") or ""), url


def _place(url: str) -> tuple[str, str]:
    """The scheme and the host, with its port, that an address names."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc.rpartition("@")[2] if "@" not in parts.netloc else ""
