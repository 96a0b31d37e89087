"""`@path` at the console: the file is put where files wait, and the request carries its handle."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.cards.common import error_card
from handlers.errors import UserError
from handlers.guarding import CONFIRMED
from handlers.request import Attachment, Request
from models.card import Action, Reply

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore

Ask = Callable[[Request], Reply]
FIELD = "file"
_QUOTED_PATH = re.compile(r'"@((?:~?/|\.{1,2}/)[^"]+|[^\s"]*[./~][^\s"]*)"')
_PATH = re.compile(r"""(?<!\S)@(?:"([^"]+)"|(\S*[./~]\S*))(?!\S)""")


def attaching(ask: Ask, store: "Callable[[], EvidenceStore]") -> Ask:
    """`ask`, for requests in which files are named as `@path`, in the text or in a form's file field."""

    def with_files(request: Request) -> Reply:
        text, paths = _named(request.text)
        values, chosen = _chosen(request.values)
        if not paths and not chosen:
            return ask(request)
        try:
            taken = tuple(_taken(store(), Path(path).expanduser()) for path in (*paths, *chosen))
        except UserError as error:
            return Reply((error_card(error),), refused=True)
        try:
            return _with_paths(ask(replace(request, text=text, values=values, attachments=taken)), [*paths, *chosen])
        finally:
            for each in taken:
                store().discard(each.handle)  # what was kept is no longer waiting

    return with_files


def _with_paths(reply: Reply, paths: list[str]) -> Reply:
    """A reply whose guard's form is answered with the same files, by their paths, for none of them was kept."""
    form = reply.form
    if form is None or all(field.name != CONFIRMED for field in form.fields):
        return reply
    command, *seen = re.split(r"(?= @v\d+\Z)", form.command, maxsplit=1)
    fields = tuple(field for field in form.fields if field.name != FIELD)
    again = "".join([" ".join([command, *(f'@"{path}"' for path in paths)]), *seen])
    return replace(reply, form=replace(form, command=again, fields=fields))


def _named(text: str) -> tuple[str, list[str]]:
    """The text without the files named in it, and their paths; of what is quoted, only what is wholly a path."""
    outside = re.split(r'((?<!@)"[^"]*")', text)
    paths: list[str] = []
    for place in range(0, len(outside), 2):
        paths += [found[1] or found[2] for found in _PATH.finditer(outside[place])]
        outside[place] = _PATH.sub("", outside[place])
    for place in range(1, len(outside), 2):
        if not outside[place - 1].endswith("=") and (found := _QUOTED_PATH.fullmatch(outside[place])):
            paths.append(found[1])
            outside[place] = ""
    return "".join(outside).strip() if paths else text, paths


def _chosen(values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    kept = {name: value for name, value in values.items() if name != FIELD}
    path = values.get(FIELD, "").strip().removeprefix("@").strip('"')
    return kept, [path] if path else []


def _taken(store: "EvidenceStore", path: Path) -> Attachment:
    try:
        with path.open("rb") as file:
            return Attachment(path.name, store.quarantine(file))
    except OSError as error:
        raise UserError(
            f"I could not read {path.name}: {(error.strerror or 'it is not a file').lower()}. Nothing was kept. "
            "Name a file as @path, or in quotation marks where its name has spaces.", Action("Help", "help evidence"),
        ) from error  # fmt: skip
