"""Running the clock in tests: ticks on a world, and a console that remembers what was printed."""

import io
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine
from typing_extensions import override

from bot.console.sending import ConsoleSender
from models.database import engine_for
from models.vocabulary import Platform
from scheduler.relay import Erasure, Found, Message, Relay, Sender
from scheduler.stepping import Stepper
from scheduler.tick import rehearse, tick
from tests.worlds import LONDON, Setting, World


@dataclass
class Recorder:
    """A platform that keeps what it was sent, and can say what it has. `faults` are raised in turn, if not None."""

    faults: list[BaseException | None] = field(default_factory=list)
    after: list[BaseException | None] = field(default_factory=list)
    can_find: bool = True
    sent: list[Message] = field(default_factory=list)
    erased: list[Erasure] = field(default_factory=list)
    platform = Platform.CONSOLE

    def send(self, message: Message) -> str:
        if self.faults and (fault := self.faults.pop(0)) is not None:
            raise fault
        self.sent.append(message)
        if self.after and (fault := self.after.pop(0)) is not None:
            raise fault
        return f"id of {message.key}"

    def find(self, message: Message) -> Found:
        there = message.key in self.keys
        return Found(f"id of {message.key}" if there and self.can_find else None)

    def erase(self, erasure: Erasure) -> None:
        if self.faults and (fault := self.faults.pop(0)) is not None:
            raise fault
        self.erased.append(erasure)

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.sent]


@dataclass(frozen=True)
class Reminded(Setting):
    """A setting in which the clock has run, unanswered, up to a moment."""

    until: str = "2010-04-15T18:00"

    @override
    def fill(self, url: str) -> None:
        super().fill(url)
        engine = engine_for(url)
        Stepper(engine, LONDON, self.now).run(Recorder(), at(self.until))
        engine.dispose()


def at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=LONDON)


def step(world: World, until: str, sender: Recorder | ConsoleSender | None = None, now: str = "") -> Recorder:
    """Step from the world's moment, or from `now`, to another."""
    recorder = sender or Recorder()
    if now:
        world.now = at(now)
        rehearse(world.engine, world.now, LONDON)
    stepper = Stepper(world.engine, LONDON, world.now)
    stepper.run(recorder, at(until))
    world.now = at(until)
    return recorder  # type: ignore[return-value]  # because most tests let it make its own


def relay(engine: Engine, sender: Sender, moment: datetime, at_once: int = 1) -> Relay:
    return Relay(engine, sender, LONDON, lambda: moment, lambda: 0.5, at_once=at_once)


def pass_over(world: World, sender: Recorder | None = None) -> Recorder:
    """One tick and one delivery at the world's moment."""
    recorder = sender or Recorder()
    tick(world.engine, world.now, LONDON)
    relay(world.engine, recorder, world.now).run()
    return recorder


def printed(world: World, until: str) -> str:
    """What stepping prints."""
    out = io.StringIO()
    stepper = Stepper(world.engine, LONDON, world.now)
    stepper.run(ConsoleSender(out, stepper.clock, LONDON), at(until))
    world.now = at(until)
    return out.getvalue()
