"""Files a reply carries, written to the folder somebody works in; nothing that is there is ever overwritten."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.cards.common import error_card
from handlers.documents.files.names import safe_name
from handlers.errors import UserError
from handlers.files import sent
from handlers.request import Request
from models.card import Action, Reply

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore

Ask = Callable[[Request], Reply]
_MOST = 1000


def delivering(ask: Ask, store: "Callable[[], EvidenceStore]", folder: Path) -> Ask:
    """`ask`, with the files of each reply written to `folder`; the reply then carries the names they have there."""

    def with_files(request: Request) -> Reply:
        reply = ask(request)
        if not reply.files:
            return reply
        try:
            return replace(reply, files=tuple(_delivered(store, file, folder) for file in reply.files))
        except UserError as error:
            return Reply((error_card(error),), refused=True)

    return with_files


def _delivered(store: "Callable[[], EvidenceStore]", file: str, folder: Path) -> str:
    sha256, name = sent(file)
    if not sha256:
        return name
    with store().open(sha256) as kept:
        return _written(kept.read(), safe_name(name), folder)


def _written(content: bytes, name: str, folder: Path) -> str:
    """Write a new file, under another name where there is one of this name, and give the name."""
    for free in _names(name):
        try:
            with (folder / free).open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        except OSError as error:
            raise UserError(
                f"I could not write {free} here: {(error.strerror or 'the folder refuses it').lower()}. "
                "Start the console in a folder you may write to, and ask again.", Action("Help", "help evidence"),
            ) from error  # fmt: skip
        return free
    raise UserError(f"There are too many files called {name} here. Move some away, and ask again.")


def _names(name: str) -> list[str]:
    path = Path(name)
    return [name, *(f"{path.stem} ({number}){path.suffix}" for number in range(2, _MOST))]
