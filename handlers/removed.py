"""What was removed by law, known by salted digests alone: remembering it, and knowing it again in a plan file."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from secrets import token_hex
from typing import Any, Final

from sqlmodel import Session, SQLModel, select

from handlers.cards.words import GONE
from handlers.documents.names import label_key, short_name
from models.assurance import RemovedText
from models.columns import Row

_SENTENCE: Final = 40
"""Characters from which a text is known wherever it stands: many rows share shorter ones, as headings and names."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that goes: its row as "action:12", its column, and whether it says enough to be known anywhere."""

    subject: str
    field: str
    words: str
    telling: bool = True


def remember(session: Session, redaction_id: int, texts: Iterable[Text]) -> None:
    """Keep digests of what goes, each with a salt and the key that is outside the database."""
    salt = token_hex(16)
    for each in texts:
        plain = _plain(each.words)
        row = RemovedText(
            redaction_id=redaction_id, subject=each.subject, field=each.field, salt=salt,
            anywhere=each.telling and len(plain) >= _SENTENCE, digest=_digest(session, salt, plain),
        )  # fmt: skip
        session.add(row)


def leaves(value: Any) -> Iterable[str]:
    """Every text in a JSON value."""
    match value:
        case dict():
            return [text for inner in value.values() for text in leaves(inner)]
        case list():
            return [text for inner in value for text in leaves(inner)]
        case str():
            return [value] if value and value != GONE else []
        case _:
            return []


def emptied(value: Any) -> Any:
    """A JSON value with a marked gap for every text."""
    match value:
        case dict():
            return {name: emptied(inner) for name, inner in value.items()}
        case list():
            return [emptied(inner) for inner in value]
        case str():
            return GONE if value else value
        case _:
            return value


class Removed:
    """All that was removed, to hold what a file says against."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows = session.exec(select(RemovedText)).all()
        self._known: dict[str, set[str]] = {}
        for row in self._rows:
            if row.anywhere:
                self._known.setdefault(row.salt, set()).add(row.digest)

    def gap(self, values: Mapping[str, Any], subject: str = "") -> dict[str, Any]:
        """These values with a marked gap for each text that was removed, from the row `subject` or from anywhere."""
        if not self._rows:
            return dict(values)
        own: dict[str, set[str]] = {}
        for row in self._rows:
            if row.subject == subject:
                own.setdefault(row.salt, set()).add(row.digest)
        return {name: self._gapped(value, own) for name, value in values.items()}

    def key(self, key: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        """A row's key in a file, where that is made of a text that was removed, as one that says nothing of it."""
        if not self._rows:
            return dict(key)
        gone = [text for text in values.values() if isinstance(text, str) and self._is_gone(text, {})]
        made = {spelt: text for text in gone for spelt in (label_key(text), short_name(text))}
        return {
            name: f"removed{_digest(self._session, '', _plain(made[value]))[:12]}" if value in made else value
            for name, value in key.items()
        }

    def row(self, table: type[SQLModel], values: Mapping[str, Any]) -> Any:
        """The row whose removed texts these values are; None where they are of none."""
        name = str(table.__tablename__)
        for subject in dict.fromkeys(row.subject for row in self._rows if row.subject.partition(":")[0] == name):
            found: Any = (
                self._session.get(table, int(subject.partition(":")[2])) if self._says(subject, values) else None
            )
            if found is not None and _in_its_place(found, values):
                return found
        return None

    def _says(self, subject: str, values: Mapping[str, Any]) -> bool:
        """Whether every removed text of a row that these values could hold is held by them."""
        told: dict[str, list[bool]] = {}
        for row in self._rows:
            text = values.get(row.field)
            if row.subject == subject and isinstance(text, str):
                told.setdefault(row.field, []).append(_digest(self._session, row.salt, _plain(text)) == row.digest)
        return bool(told) and all(any(each) for each in told.values())

    def _gapped(self, value: Any, own: Mapping[str, set[str]]) -> Any:
        match value:
            case Enum():
                return value
            case dict():
                return {name: self._gapped(inner, own) for name, inner in value.items()}
            case list():
                return [self._gapped(inner, own) for inner in value]
            case str():
                return GONE if self._is_gone(value, own) else value
            case _:
                return value

    def _is_gone(self, text: str, own: Mapping[str, set[str]]) -> bool:
        plain = _plain(text)
        known = self._known if len(plain) >= _SENTENCE else {}
        return any(
            _digest(self._session, salt, plain) in digests for held in (known, own) for salt, digests in held.items()
        )


def _in_its_place(row: Row, values: Mapping[str, Any]) -> bool:
    """Whether a row hangs from what these values hang from: its plan, its measure, its item."""
    above = {name: value for name, value in values.items() if name.endswith("_id") and hasattr(row, name)}
    return all(getattr(row, name) == value for name, value in above.items())


def _plain(text: str) -> str:
    """A text however it was spaced, cased or composed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _digest(session: Session, salt: str, plain: str) -> str:
    return hmac.new(session.info["audit_key"], f"{salt}:{plain}".encode(), hashlib.sha256).hexdigest()
