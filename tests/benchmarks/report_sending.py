"""The results of the clock: what a tick costs, what sending costs, and how near it comes to Slack's limits."""

from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from tests.benchmarks import limited, sending, ticking
from tests.benchmarks.queued import DUE
from tests.benchmarks.tables import bar, table

_MICRO, _MILLI = 1e6, 1e3


class Clocked(NamedTuple):
    """All that was measured of the clock."""

    ticked: ticking.Ticked
    sent: list[sending.Sent]
    limited: limited.Limited


def clocked() -> Clocked:
    """Measure it."""
    return Clocked(ticking.ticked(), sending.sent(), limited.limited())


def tables(run: Clocked) -> Iterator[str]:
    """What a tick costs, what sending costs, and what limits make of it."""
    yield _due(run.ticked)
    yield _idle(run.ticked)
    yield _sent(run.sent)
    yield _limits(run.limited)


def bars(run: Clocked) -> Iterator[tuple[str, ...]]:
    """What is to be reached."""
    due, many = run.ticked.due.ratio, f"{DUE} due among {ticking.MANY:,}"
    yield bar(f"tick, {many}: time / {ticking.RAW}", "SQLite", due(ticking.TICK, ticking.RAW), 3)
    yield bar(f"tick, {many}: time / {ticking.JOBS}", "SQLite", due(ticking.TICK, ticking.JOBS), 0.05)
    few, all_of_them = (_of(run.ticked, reminders) for reminders in (ticking.FEW, ticking.MANY))
    grown = f"{ticking.MANY:,} reminders / {ticking.FEW:,}"
    yield bar(f"idle tick: {grown}", "SQLite", all_of_them.tick / few.tick, 1.2)
    yield bar(f"first tick of a new process: {grown}", "SQLite", all_of_them.start / few.start, 1.2)
    yield bar(f"memory: {grown}, MB more", "SQLite", all_of_them.megabytes - few.megabytes, 2)
    for each in run.sent:
        ratio = each.timed.ratio(sending.OUTBOX, sending.BARE)
        yield bar(f"a reminder through the outbox: time / {sending.BARE}", each.store, ratio, 1.25)
        yield bar("connections to Slack at most", each.store, each.connections, sending.AT_ONCE)
    held = run.limited
    yield bar("sending within limits: time / the least", "Slack", held.took / held.fewest, 1.05)
    yield bar("sending within limits: share refused", "Slack", held.refused / limited.MESSAGES, 0.01)
    yield bar(f"messages for {limited.REMINDERS:,} reminders", "SQLite", held.collapsed, limited.OWNERS)


def _of(ticked: ticking.Ticked, reminders: int) -> ticking.Idle:
    """The medians of one number of reminders."""
    found = ticked.idle[reminders]
    return ticking.Idle(*(median(getattr(each, part) for each in found) for part in ("tick", "start", "megabytes")))


def _due(ticked: ticking.Ticked) -> str:
    ways = ticking.TICK, ticking.RAW, ticking.JOBS
    rows = [
        (way, f"{ticked.due.usual(way) * _MILLI:,.1f}", f"{ticked.due.ratio(way, ticking.RAW):.2f}") for way in ways
    ]
    about = (
        f"on SQLite; by hand is the bare driver with the indexed query and the very rows that the tick writes, and "
        f"decides nothing; a job for each is APScheduler's SQLAlchemyJobStore with {ticking.MANY:,} jobs, of which "
        f"{DUE} fire and each writes its own rows by hand; the tick finds whom to ask, whether they are away, have "
        "answered or asked to wait, and when to ask again; to write the rows by hand is "
        f"{ticked.due.ratio(ticking.RAW, ticking.JOBS):.2f} of a job for each, which no tick that writes them goes below"
    )
    return f"**A tick with {DUE} due among {ticking.MANY:,} reminders** ({about})\n\n" + table(
        ("way", "ms", "/ by hand"), rows
    )


def _idle(ticked: ticking.Ticked) -> str:
    rows = [
        (f"{reminders:,}", f"{each.tick * _MICRO:,.0f}", f"{each.start * _MILLI:,.0f}", f"{each.megabytes:.1f}")
        for reminders in ticked.idle
        for each in (_of(ticked, reminders),)
    ]
    heads = "reminders", "idle tick, microseconds", "first tick of a new process, ms", "memory MB"
    return (
        f"**A tick that finds nothing due** (on SQLite; the bare query by hand takes {ticked.by_hand * _MICRO:,.0f} "
        f"microseconds among {ticking.MANY:,})\n\n{table(heads, rows)}"
    )


def _sent(sent: list[sending.Sent]) -> str:
    rows = [
        (each.store, way, f"{each.timed.usual(way) * _MICRO:,.0f}", f"{1 / each.timed.usual(way):,.0f}",
         f"{each.timed.ratio(way, sending.BARE):.2f}")
        for each in sent
        for way in (sending.BARE, sending.OUTBOX)
    ]  # fmt: skip
    about = (
        f"{sending.MESSAGES:,} messages, {sending.AT_ONCE} at once, to a recording Slack on this machine; the bare "
        "client is the SDK's own with one kept session, and sends the payloads that the outbox's sender sent; the "
        "outbox claims, composes each card from the facts of that moment, sends, and marks in the same transaction as "
        "the ledger; every conversation was opened before"
    )
    heads = "database", "way", "microseconds a message", "messages a second", "/ bare"
    return f"**Reminders through the outbox** ({about})\n\n{table(heads, rows)}"


def _limits(held: limited.Limited) -> str:
    return (
        f"**Within Slack's limits** (a Slack that takes {limited.PER_MINUTE} messages a minute and one a second to a "
        f"channel, its clock {limited.FASTER} times as fast)\n\n{limited.MESSAGES} messages, {limited.BUSIEST} of them "
        f"to one channel and first in the queue, took {held.took:.1f} s; the least possible is {held.fewest:.1f} s. Slack refused "
        f"{held.refused}. {limited.REMINDERS:,} reminders due on one day for {limited.OWNERS} owners became "
        f"{held.collapsed} messages, in {held.seconds:.0f} s."
    )
