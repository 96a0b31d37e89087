"""One thing somebody said, and what it came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from typing_extensions import override

from bot.console.render import reply_text
from models.card import Reply
from tests.property.walk.seen import Row, Seen, changed


@dataclass(frozen=True)
class Step:
    """Who said what, with which answers to a form, what was replied, and the rows on either side of it."""

    who: str
    text: str
    values: Mapping[str, str]
    command: str
    arguments: Mapping[str, str]
    reply: Reply
    before: Seen
    after: Seen
    now: datetime
    last_audit: int
    log: tuple[str, ...] = field(default=())

    @cached_property
    def told(self) -> str:
        """The reply as it is read."""
        return reply_text(self.reply)

    @property
    def today(self) -> str:
        return self.now.date().isoformat()

    @cached_property
    def person(self) -> int | None:
        return self.before.person(self.who)

    @cached_property
    def audited(self) -> list[Row]:
        """The audit entries that this made."""
        return [row for row in self.after.tables["audit"].values() if row["id"] > self.last_audit]

    def moved(self, table: str) -> list[tuple[Row, Row]]:
        """Rows that were there and are different now."""
        return [(old, new) for old, new in changed(self.before, self.after, table) if old and new]

    def made(self, table: str) -> list[Row]:
        """Rows that were not there."""
        return [new for old, new in changed(self.before, self.after, table) if new and not old]

    @override
    def __str__(self) -> str:
        return f"{self.who} said “{self.text}” {dict(self.values) or ''}\n{self.told}\n{'; '.join(self.log)}"
