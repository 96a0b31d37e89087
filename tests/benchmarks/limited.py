"""How near sending comes to what Slack's limits allow, and how many messages many reminders become."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, insert, text

from bot.settings import SlackSettings
from bot.slack.lending import lent_sender
from bot.slack.pace import Pace
from models.database import engine_for, table_of
from models.outbox import Outbox
from models.vocabulary import MessageKind, OutboxState
from scheduler.relay import Relay
from scheduler.tick import tick
from tests.benchmarks.facts import LONDON
from tests.benchmarks.made_plan import NOW, TODAY, Size
from tests.benchmarks.queued import FIRST_PERSON, ON_TRACK, REMINDED, fill_outbox
from tests.benchmarks.sending import AT_ONCE, slack
from tests.benchmarks.stores import sqlite_copy

MESSAGES, BUSIEST, PER_MINUTE = 350, 40, 300
"""Messages in all, those of them to one channel, which waited longest, and how many Slack takes in a minute."""
FASTER = 3
"""How many times as fast as the real ones its minute and its second pass."""
REMINDERS, OWNERS = 10_000, 60
_OWNED = Size("owned", 500, 20, 1)
_PATIENCE = 60.0
_WAITED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limited:
    """Seconds it took and the fewest it could take, how many calls Slack refused, and what reminders became."""

    took: float
    fewest: float
    refused: int
    collapsed: int
    seconds: float


def limited() -> Limited:
    """Send to a Slack that enforces its limits; then queue what is due for few owners."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        took, refused = _held_to_limits(folder)
        second, minute = 1 / FASTER, 60 / FASTER
        fewest = max(MESSAGES / PER_MINUTE * minute, BUSIEST * second)
        return Limited(took, fewest, refused, *_collapsed(folder))


@contextmanager
def _waiting(folder: Path) -> Iterator[Engine]:
    engine = engine_for(sqlite_copy(REMINDED, folder))
    alone = MESSAGES - BUSIEST + 1
    fill_outbox(engine, alone)
    more = [
        {"dedupe_key": f"heartbeat:{FIRST_PERSON}:{number}", "kind": MessageKind.HEARTBEAT, "person_id": FIRST_PERSON,
         "state": OutboxState.QUEUED, "written_at": NOW, "next_at": NOW - _WAITED, "attempts": 0, "may_repeat": False,
         "card": {}}
        for number in range(BUSIEST - 1)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(table_of(Outbox)), more)
    yield engine
    engine.dispose()


def _held_to_limits(folder: Path) -> tuple[float, int]:
    minute, second = 60 / FASTER, 1 / FASTER
    with _waiting(folder) as engine, slack(PER_MINUTE, minute, second) as fake:
        settings, pace = SlackSettings("xoxb-test", api_url=fake.api), Pace(PER_MINUTE, minute, second)
        with lent_sender(settings, engine, lambda _: None, pace) as sender:
            begun = time.perf_counter()

            def clock() -> datetime:
                return NOW + timedelta(seconds=time.perf_counter() - begun)

            relay, went = Relay(engine, sender, LONDON, clock, at_once=AT_ONCE), 0
            while went < MESSAGES and time.perf_counter() - begun < _PATIENCE:
                went += relay.run()
                if went < MESSAGES:
                    time.sleep(second)
            took = time.perf_counter() - begun
        told = fake.told()
    if len(told["bodies"]) != MESSAGES:
        raise RuntimeError(f"{len(told['bodies'])} messages came, not {MESSAGES}")
    return took, told["refused"]


def _collapsed(folder: Path) -> tuple[int, float]:
    """How many messages the reminders become, and in how many seconds."""
    engine = engine_for(sqlite_copy(_OWNED, folder))
    rows = (
        "INSERT INTO reminder (plan_id, subject, kind, due_on, state, level, written_at) "
        f"SELECT 1, 'action:' || id, 'deadline', '{TODAY}', 'pending', 0, '2010-04-01 09:00:00.000000' FROM action"
    )
    whose = f"UPDATE tie SET person_id = person_id % {OWNERS} + 1 WHERE action_id IS NOT NULL AND relation = 'owner'"
    with engine.begin() as connection:
        for statement in ("DELETE FROM reminder", ON_TRACK, rows, whose):
            connection.execute(text(statement))
    begun = time.perf_counter()
    found = tick(engine, NOW, LONDON)
    took = time.perf_counter() - begun
    with engine.connect() as connection:
        messages: int = connection.execute(text("SELECT count(*) FROM outbox WHERE kind = 'daily'")).scalar_one()
        asked = connection.execute(text("SELECT count(*) FROM ledger WHERE state = 'queued'")).scalar_one()
    engine.dispose()
    if (found, asked) != (REMINDERS, REMINDERS):
        raise RuntimeError(f"{found} reminders were due and {asked} asked, not {REMINDERS}")
    return messages, took
