"""Files that came with a request: looked at before anything is locked, and kept only when a handler takes one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.errors import UserError
from handlers.files import Files
from handlers.request import Attachment
from models.rules.identifiers import Certainty, GuardSettings, check, verdict

if TYPE_CHECKING:
    from handlers.documents.files import Inspected

_CLEAR = (
    "I have not kept that file: its text seems to identify a child. Take the details out, or say what it shows in "
    "totals, for example “audit of 20 files: 17 had views recorded”."
)


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that is safe to keep. `unsure` is that a person must say they checked that it identifies no child."""

    handle: str
    name: str
    inspected: "Inspected"
    unsure: bool


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
        words = (safe_name(attachment.name), *text_of(file, found.kind))
        verdicts = {verdict(check(part, guard)) for part in words}
    if Certainty.CLEAR in verdicts:
        raise UserError(_CLEAR)
    unsure = not found.readable or found.pictures > 0 or Certainty.LIKELY in verdicts
    return Looked(attachment.handle, safe_name(attachment.name), found, unsure)
