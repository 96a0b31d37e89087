"""`ofsted-bot tick`: everything due now, or at each due moment of a simulated stretch of time."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.app import opened, utc_now
from bot.console.sending import ConsoleSender
from bot.settings import Settings
from models.database.engine import address, patiently
from scheduler.stepping import Stepper
from scheduler.tick import rehearse


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Queue and deliver what is due, and print what each person receives. Returns 1 for times that cannot be."""
    now = _moment(arguments.now, settings) or utc_now()
    until = _moment(arguments.until, settings)
    if until is not None and until < now:
        print("--until is before --now, so there is nothing to step through.", file=sys.stderr)
        return 1
    with opened(settings, make=True) as engine:
        if arguments.now is not None:
            patiently(lambda: rehearse(engine, now, settings.timezone))
        stepper = Stepper(engine, settings.timezone, now)
        sender = ConsoleSender(sys.stdout, stepper.clock, settings.timezone, _record(settings.database_url))
        sent = stepper.run(sender, until)
    print(f"{sent} sent." if sent else "Nothing was due.")
    return 0


def _moment(said: datetime | None, settings: Settings) -> datetime | None:
    """What was said on the command line, in TIMEZONE without an offset; a day alone means its midnight."""
    if said is None:
        return None
    return (said if said.tzinfo else said.replace(tzinfo=settings.timezone)).astimezone(UTC)


def _record(url: str) -> Path | None:
    """The record of what was printed, beside an SQLite database."""
    database = address(url)
    if database.get_backend_name() != "sqlite" or not database.database:
        return None
    return Path(f"{database.database}.console.jsonl")
