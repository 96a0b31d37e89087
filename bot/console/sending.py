"""Delivers messages on the console: prints each as a card, and keeps a record of what was printed."""

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.console.render import card_text
from models.rules.dates import say_day_long
from models.vocabulary import Platform
from scheduler.relay import Erasure, Found, Message, Unreachable

_PRINTED = "it was printed on a console"


class ConsoleSender:
    """Prints cards to `out`. With a `record`, what was printed is known after a crash and is not printed twice."""

    platform = Platform.CONSOLE

    def __init__(self, out: TextIO, clock: Callable[[], datetime], zone: ZoneInfo, record: Path | None = None) -> None:
        self._out = out
        self._clock = clock
        self._zone = zone
        self._record = record

    def send(self, message: Message) -> str:
        """Print it, then put its key in the record: a crash between the two prints it once more, marked."""
        local = self._clock().astimezone(self._zone)
        repeat = " (may be a repeat)" if message.may_repeat else ""
        whom = message.name if message.place else f"{message.name} <{message.email}>"
        thread = ", in the thread of what went before" if message.thread else ""
        head = f"{say_day_long(local.date())}, {local:%H:%M} · to {whom}{thread}{repeat}"
        self._out.write(f"{head}\n{_indented(card_text(message.card))}\n\n")
        self._out.flush()
        self._put_down(
            {
                "key": message.key,
                "to": message.email or message.place,
                "at": local.isoformat(),
                "title": message.card.title,
            }
        )
        return message.key

    def find(self, message: Message) -> Found:
        """Whether the record has it; without one nobody can say, and what was printed last may not be in it."""
        key = message.key
        if self._record is None or not self._record.exists():
            return Found()
        with self._record.open(encoding="utf-8") as lines:
            return Found(next((key for line in lines if line.endswith("\n") and json.loads(line)["key"] == key), None))

    def erase(self, erasure: Erasure) -> None:  # noqa: ARG002  because every platform is asked alike
        """What was printed is paper: nothing is asked of a console that it could take back."""
        raise Unreachable(_PRINTED)

    def _put_down(self, line: dict[str, str]) -> None:
        if self._record is None:
            return
        file = os.open(self._record, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, (json.dumps(line) + "\n").encode())  # in one piece, or not at all
        finally:
            os.close(file)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.splitlines())
