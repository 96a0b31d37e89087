"""Half a year of reminders in a page: on which days each person gets a message, and what one of them reads."""

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.console.render import card_text
from bot.rehearsing import undone
from bot.settings import Settings
from bot.ticking import stepped
from models.card import Card
from models.rules.dates import say_day, say_day_long, say_month
from models.vocabulary import Platform
from scheduler.relay import Erasure, Found, Message, Unreachable

_WIDTH = 98


@dataclass(frozen=True, slots=True)
class Told:
    """One message: to whom, on which day, and its card."""

    name: str
    on: date
    card: Card


@dataclass
class Keeper:
    """Keeps what it is to send, in the order in which it was sent."""

    clock: Callable[[], datetime]
    zone: ZoneInfo
    told: list[Told] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    platform = Platform.CONSOLE

    def send(self, message: Message) -> str:
        """Keep it, without what only stands in the thread of another."""
        self.keys.add(message.key)
        if not message.key.startswith("details:"):
            self.told.append(Told(message.name, self.clock().astimezone(self.zone).date(), message.card))
        return message.key

    def find(self, message: Message) -> Found:
        """What it was given it has."""
        return Found(message.key if message.key in self.keys else None, certain=True)

    def erase(self, erasure: Erasure) -> None:
        """Nothing is taken back here."""
        raise Unreachable(erasure.key)


def rehearsed(engine: Engine, settings: Settings, first: datetime, last: datetime) -> list[Told]:
    """What `tick --now first --until last --dry-run` would send. Both are aware; nothing is kept."""
    keepers: list[Keeper] = []

    def keeper(clock: Callable[[], datetime]) -> Sequence[Keeper]:
        keepers.append(Keeper(clock, settings.timezone))
        return keepers[-1:]

    with undone(engine) as copy:
        stepped(copy, settings, first, last, keeper, back=True)
    return keepers[-1].told


def calendar(told: Sequence[Told]) -> Iterator[str]:
    """Each person with the days on which they get a message, those with most first."""
    for name, number in Counter(each.name for each in told).most_common():
        found: dict[date, list[str]] = {}
        for on in dict.fromkeys(each.on for each in told if each.name == name):
            found.setdefault(on.replace(day=1), []).append(str(on.day))
        said = "; ".join(f"{say_month(month).split()[0][:3]} {', '.join(days)}" for month, days in found.items())
        yield textwrap.fill(f"{name} ({number}): {said}", _WIDTH, subsequent_indent="  ")


def days(told: Sequence[Told], name: str) -> Iterator[str]:
    """Each of one person's messages in a line: its day, and its first line."""
    for each in told:
        if each.name == name:
            said = f"{say_day(each.on):>16}  {each.card.title}"
            yield said if len(said) <= _WIDTH else f"{said[: _WIDTH - 1].rstrip()}…"


def whole(told: Sequence[Told], name: str, on: date) -> str:
    """One message as its reader sees it."""
    found = next(each for each in told if (each.name, each.on) == (name, on))
    text = "\n".join(f"  {line}" if line else "" for line in card_text(found.card).splitlines())
    return f"{say_day_long(on)}, to {name}\n{text}"
