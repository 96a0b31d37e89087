"""Files that came with a request: looked at before anything is locked, and kept only when a handler takes one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.errors import UserError
from handlers.files import Files
from handlers.request import Attachment
from models.rules.identifiers import Certainty, GuardSettings, IdentifierKind, check, check_name, verdict

if TYPE_CHECKING:
    from handlers.documents.files import Inspected

_CLEAR = (
    "I have not kept that file: its text seems to identify a child. Take the details out, or say what it shows in "
    "totals, for example “audit of 20 files: 17 had views recorded”."
)


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that is safe to keep once a person says they checked that it identifies no child, where that is doubted.

    `telling` is what words in it may identify a child by; `unread` that not all of it could be read.
    """

    handle: str
    name: str
    inspected: "Inspected"
    telling: tuple[IdentifierKind, ...] = ()
    unread: bool = False

    @property
    def unsure(self) -> bool:
        """Whether a person must say that they checked it."""
        return self.unread or bool(self.telling)


def look(files: Files, attachment: Attachment, guard: GuardSettings) -> Looked:
    """What a waiting file is and whether its words may be kept. Raises UserError, and throws away what may not be."""
    try:
        return _looked(files, attachment, guard)
    except UserError:
        files.discard(attachment.handle)
        raise


def _looked(files: Files, attachment: Attachment, guard: GuardSettings) -> Looked:
    from handlers.documents.files import inspect, safe_name, text_of  # noqa: PLC0415  because most requests bring none

    with files.held(attachment.handle) as file:
        found = inspect(file, attachment.name)
        found_in = [each for part in text_of(file, found.kind) for each in check(part, guard)]
    name = safe_name(attachment.name)
    if verdict((*found_in, *check_name(name, guard))) is Certainty.CLEAR:
        raise UserError(_CLEAR)
    telling = tuple(dict.fromkeys(each.kind for each in found_in))
    return Looked(attachment.handle, name, found, telling, unread=not found.readable or found.pictures > 0)
