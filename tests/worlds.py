"""Databases with plans in them and a bot that answers on one, for tests that come in by the front door."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, TextClause, text
from sqlmodel import Session

from bot.console.render import reply_text
from bot.dispatch import Dispatcher
from bot.importing import load
from handlers.documents.plan_reader import read_file
from handlers.identities import Profile
from handlers.request import Request
from models.audit import Fault, Problem, mark_demonstration, verify
from models.card import Action, Reply
from models.database import Reader, engine_for
from models.tables import metadata
from models.vocabulary import Platform
from tests.databases import Store

LONDON = ZoneInfo("Europe/London")
KEY = b"a key for the tests, which is in no database"
OPERATOR = ""
LADDERS = (
    "kind NOT IN ('deadline', 'silence', 'escalation', 'harm', 'digest', 'meeting', 'papers', 'report', 'clock') "
    "AND (note IS NULL OR note <> 'Does LAC1 still hold?')"
)
"""Which reminder rows are about something of their own: no step of an item's ladder, no plan's week or date, and no
check of what the illustration holds signed off."""
OTHERS = f"{LADDERS} AND kind <> 'sign_off_waiting'"

_FOLDERS = (Path(__file__).parent.parent / "models" / "examples", Path(__file__).parent / "data" / "worlds")

_BEHIND: set[str] = set()
"""The worlds that begin with something that was changed behind the bot's back."""


@dataclass(frozen=True)
class Setting:
    """What a conversation begins with: the plans that are open to their readers, the drafts, and the moment.

    In a `demonstration` the console may decide in somebody's name.
    """

    plans: tuple[str, ...] = ("cambridgeshire-2009", "cambridgeshire-2009-overlay")
    drafts: tuple[str, ...] = ()
    now: datetime = datetime(2010, 4, 7, 9, 0, tzinfo=LONDON)
    demonstration: bool = False

    def fill(self, url: str) -> None:
        """Import the plans, as the command line does."""
        engine = engine_for(url)
        with Session(engine, info={"audit_key": KEY}) as session:
            for name in (*self.plans, *self.drafts):
                load(session, read_file(_plan_file(name)), now=self.now, publish=name in self.plans)
            session.commit()
        if self.demonstration:
            mark_demonstration(engine, KEY)
        engine.dispose()


def _plan_file(name: str) -> bytes:
    return next(path for folder in _FOLDERS if (path := folder / f"{name}.yaml").exists()).read_bytes()


@dataclass
class World:
    """A bot on a database of its own. `now` may be set; everybody is on the console, each in a conversation."""

    engine: Engine
    now: datetime
    bot: Dispatcher = field(init=False)
    behind: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.bot = Dispatcher(self.engine, KEY, LONDON, lambda: self.now)

    def ask(self, who: str, text: str, values: Mapping[str, str] | None = None) -> Reply:
        """The reply to what somebody says, or to a form they fill in."""
        return self.bot.ask(request(who, text, values))

    def says(self, who: str, text: str, values: Mapping[str, str] | None = None) -> str:
        """The reply in words."""
        return reply_text(self.ask(who, text, values))

    def in_chat(self, who: str, text: str, values: Mapping[str, str] | None = None) -> Reply:
        """The reply to what somebody says in Slack, from an account that is linked to them if they have an e-mail."""
        self.bot.meet(Profile(Platform.SLACK, who, who, who, member=True))
        return self.bot.ask(Request(Platform.SLACK, who, "here", text, values or {}))

    def rehearse(self, who: str, text: str) -> Reply:
        """The reply somebody would get, with nothing kept of what it changes."""
        with self.engine.connect() as connection, connection.begin() as whole, connection.begin_nested():
            self.bot._engine = connection  # type: ignore[assignment]  # because a session takes either
            try:
                return self.ask(who, text)
            finally:
                self.bot._engine = self.engine
                whole.rollback()

    def wait(self, **time: int) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def run(self, *statements: str) -> None:
        """Change the database behind the bot's back, for what no command can set up."""
        self.behind = True
        with self.engine.begin() as connection:
            for statement in statements:
                connection.execute(_as_it_stands(statement))

    def rows(self, statement: str) -> list[Sequence[Any]]:
        """What is stored, read without the write lock that the engine's own transactions begin with on SQLite."""
        with closing(self.engine.raw_connection()) as connection:
            return [tuple(row) for row in connection.cursor().execute(statement)]

    def everything(self) -> dict[str, list[Sequence[Any]]]:
        """Every row of every table, to see whether anything changed."""
        return {
            table.name: sorted(self.rows(f'SELECT * FROM "{table.name}"'), key=repr) for table in metadata.sorted_tables
        }

    def audit_problems(self) -> list[Problem]:
        """What is wrong with the record; not with the rows' own seals where `run` changed rows behind the bot's back."""
        reader = Reader(self.engine)
        try:
            found = verify(reader, KEY)
            own = (each for each in found if not each.subject and each.fault not in (Fault.ROWS_CHANGED, Fault.MORE))
            return list(own) if self.behind else found
        finally:
            reader.close()


def _as_it_stands(statement: str) -> TextClause:
    return text(statement.replace(":", "\\:"))


def request(who: str, text: str, values: Mapping[str, str] | None = None) -> Request:
    return Request("console", who, f"with {who or 'the operator'}", text, values or {})


def buttons(reply: Reply) -> tuple[Action, ...]:
    """Every button on a reply, in order."""
    return tuple(action for card in reply.cards for action in card.actions)


@contextmanager
def opened(
    store: Store, folder: Path, setting: Setting, first: Callable[[World], None] | None = None
) -> Iterator[World]:
    """A world of one's own with `setting`'s plans in it, and with what `first` does there: once, and copied ever after."""

    def fill(url: str) -> None:
        setting.fill(url)
        if first is not None:
            with _on(url, setting.now) as world:
                first(world)
                _BEHIND.update({name} if world.behind else ())

    name = f"{setting!r} {first.__module__}.{first.__qualname__}" if first is not None else repr(setting)
    with store.filled(folder, name, fill) as url, _on(url, setting.now) as world:
        world.behind = name in _BEHIND
        yield world


@contextmanager
def _on(url: str, now: datetime) -> Iterator[World]:
    engine = engine_for(url)
    world = World(engine, now)
    try:
        yield world
    finally:
        world.bot.close()
        engine.dispose()
