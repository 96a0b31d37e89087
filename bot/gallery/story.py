"""Plays a story on the example plan: what each answer looked like, and the reminders that would follow."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from bot.app import answering, opened
from bot.importing import load
from bot.rehearsing import undone
from bot.settings import Settings
from handlers.documents.plan_reader import read_file
from handlers.request import Request
from models.audit import mark_demonstration
from models.card import Reply
from models.vocabulary import Platform
from scheduler.relay import Erasure, Found, Message
from scheduler.stepping import Stepper
from scheduler.tick import rehearse

_PLAN = ("cambridgeshire-2009.yaml", "cambridgeshire-2009-overlay.yaml")
_KEY = b"the key of a database that is thrown away"
_PEOPLE = {
    "amira": "head.of.participation",
    "chair": "chair",
    "vice": "vice.chair",
    "secretary": "secretary",
    "director": "director",
    "officer": "performance.officer",
    "viewer": "scrutiny.officer",
    "teams": "head.of.area.teams",
    "quality": "head.of.quality",
    "stranger": "stranger",
}
_REMINDED_FOR = timedelta(days=35)
_ITEM = re.compile(r"\b[A-Z]*\d[\d.]*\b")


@dataclass(frozen=True, slots=True)
class Scene:
    """What somebody said, and the answer; `said` is empty for what is sent without being asked."""

    who: str
    said: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Chapter:
    """Scenes about one thing."""

    title: str
    scenes: tuple[Scene, ...]


@dataclass
class _Clock:
    now: datetime


@dataclass
class _Collector:
    """A platform that keeps what it is sent."""

    platform: Platform = Platform.CONSOLE
    sent: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> str:
        """Keep it."""
        self.sent.append(message)
        return message.key

    def find(self, message: Message) -> Found:  # noqa: ARG002  because nothing is ever sent twice here
        """Nothing crashes here."""
        return Found()

    def erase(self, erasure: Erasure) -> None:
        """Nothing is removed here."""


def told(zone: ZoneInfo) -> list[Chapter]:
    """The whole story, on a database of its own that is thrown away."""
    text = files("bot").joinpath("gallery", "story.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="ofsted-bot-") as folder:
        settings = Settings(f"sqlite:///{Path(folder) / 'gallery.db'}", _KEY, zone)
        with opened(settings, make=True) as engine:
            clock = _Clock(_moment(text.splitlines()[0], zone))
            _fill(engine, clock.now)
            sent = _reminders(engine, clock.now, zone)
            first, *rest = _played(text, settings, engine, clock)
            return [first, sent, *rest]


def _fill(engine: Engine, now: datetime) -> None:
    with Session(engine, info={"audit_key": _KEY}) as session:
        for name in _PLAN:
            load(session, read_file(files("models").joinpath("examples", name).read_bytes()), now=now, publish=True)
        session.commit()
    mark_demonstration(engine, _KEY)


def _played(text: str, settings: Settings, engine: Engine, clock: _Clock) -> Iterator[Chapter]:
    with answering(settings, engine, lambda: clock.now) as bot:
        title, scenes = "", list[Scene]()
        for line in filter(None, text.splitlines()):
            if line.startswith("now "):
                clock.now = _moment(line, settings.timezone)
            elif line.startswith("# "):
                if scenes:
                    yield Chapter(title, tuple(scenes))
                title, scenes = line.removeprefix("# "), []
            else:
                who, said = line.split("> ", 1)
                request = Request("console", f"{_PEOPLE[who]}@cambridgeshire.example", f"with {who}", said)
                scenes.append(Scene(_PEOPLE[who].replace(".", " "), said, bot.ask(request)))
        yield Chapter(title, tuple(scenes))


def _reminders(engine: Engine, now: datetime, zone: ZoneInfo) -> Chapter:
    """What five weeks would send, each kind of message once."""
    collector = _Collector()
    with undone(engine) as copy:
        rehearse(copy, now, zone)
        Stepper(copy, zone, now).run(collector, now + _REMINDED_FOR)
    kinds = {_kind(message): message for message in reversed(collector.sent)}
    scenes = (Scene(message.name, "", Reply((message.card,))) for message in reversed(kinds.values()))
    return Chapter("What is sent without being asked", tuple(scenes))


def _kind(message: Message) -> tuple[str, ...]:
    """What sort of message it is: what it lets its reader do, whichever items it is about."""
    return tuple(_ITEM.sub("", action.label) for action in message.card.actions)


def _moment(line: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(line.removeprefix("now ")).replace(tzinfo=zone)
