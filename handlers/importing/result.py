"""What an import did or, in a dry run, would do."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class ImportResult:
    """Counts by kind of thing, what was done in words, and what was left for a person to decide.

    `changes` holds a line for each item that was here before, `lines` one for each other thing; `moved` counts what
    only stands in another place of its list. `published` says that this import opened the plan, `draft` that it is not
    open after it.
    """

    plan: str
    created: Counter[str] = field(default_factory=Counter)
    altered: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    published: bool = False
    draft: bool = True

    @property
    def changed(self) -> bool:
        """Whether anything was written; importing the same file again writes nothing."""
        return bool(self.created or self.altered or self.moved or self.published)

    def note(self, line: str) -> None:
        """Add a notice, once."""
        if line not in self.notices:
            self.notices.append(line)
