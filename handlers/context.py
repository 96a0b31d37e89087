"""What a handler is given: who asks, when, and the one way to read and the one way to change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlmodel import Session

from handlers.attached import Looked
from handlers.files import Files
from handlers.request import Request
from models.database import Reader
from models.vocabulary import Role

Found = TypeVar("Found")

_ADMIN = (None, Role.ADMIN)


class Actor(NamedTuple):
    """Who is asking, as far as we know them. `key` is stable and is what choices are kept under.

    The local operator is at the council's own console and is an admin. `roles` are (plan, role) pairs,
    the plan None for a role everywhere. `partner` is the id of their organisation when it is a partner.
    `chairs_for_now` are the plans of whose boards they chair one meeting now, and `sits_on` those whose running board
    they are on.
    A `guest` has the roles they were admitted to and nothing else; `ended` is when the last of these ended.
    """

    key: str
    name: str
    email: str = ""
    person_id: int | None = None
    partner: int | None = None
    operator: bool = False
    roles: tuple[tuple[int | None, Role], ...] = ()
    guest: bool = False
    ended: datetime | None = None
    chairs_for_now: tuple[int, ...] = ()
    sits_on: tuple[int, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the council has added this person."""
        return self.operator or self.person_id is not None

    @property
    def admin(self) -> bool:
        """Whether they run the whole deployment."""
        return self.operator or _ADMIN in self.roles


@dataclass(frozen=True, slots=True)
class Context:
    """One request being answered. `now` is aware; `today` is the day in the council's time zone.

    `session` is None while a command only reads. `attached` are the files that came, safe to keep in `files`, which
    `store` opens when a handler first asks for it. `recorded` is what was put into the audit so far: subject and plan.
    """

    request: Request
    actor: Actor
    now: datetime
    today: date
    reader: Reader
    session: Session | None = None
    store: Callable[[], Files] | None = None
    attached: tuple[Looked, ...] = ()
    recorded: list[tuple[str, int | None]] = field(default_factory=list, repr=False, compare=False)
    _read: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, name: str, read: Callable[["Context"], Found]) -> Found:
        """What `read` finds, asked for once in a request that changes nothing, and each time in one that does."""
        if self.session is not None:
            return read(self)
        if name not in self._read:
            self._read[name] = read(self)
        return self._read[name]  # type: ignore[no-any-return]  # because what is kept has many types

    @property
    def files(self) -> Files | None:
        """Where files are kept; None where none can be."""
        return self.store() if self.store else None

    @property
    def change(self) -> Session:
        """The session of a command that changes something. Raises LookupError in one that reads."""
        if self.session is None:
            message = "this command was declared to read only"
            raise LookupError(message)
        return self.session

    def time_of(self, at: datetime) -> str:
        """The time of a moment in the council's time zone: "09:00"."""
        return f"{at.astimezone(self.now.tzinfo):%H:%M}"

    def day_of(self, at: datetime) -> date:
        """The day of a moment in the council's time zone."""
        return at.astimezone(self.now.tzinfo).date()


@dataclass(frozen=True, slots=True)
class Arguments:
    """What filled the slots of a usage line, by slot name, and the version a button had seen."""

    values: Mapping[str, str]
    version: int | None = None

    def get(self, name: str) -> str:
        """The words given for `name`; empty when none were."""
        return self.values.get(name, "").strip()

    @property
    def page(self) -> int:
        """The page asked for, from 1."""
        said = self.values.get("page", "1")
        return max(1, int(said)) if said.isdecimal() and len(said) < 6 else 1  # noqa: PLR2004  because no list has more
