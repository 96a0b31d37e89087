"""What is wrong with a plan file: where, on which line, and what to type instead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from typing_extensions import override

Path = tuple[str | int, ...]


class Finding(NamedTuple):
    """A problem with one part of a file. `refers` is the section where something it names was looked for."""

    path: Path
    message: str
    refers: str = ""


Findings = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read. `line` is None where no line is to blame."""

    line: int | None
    where: str
    message: str

    @override
    def __str__(self) -> str:
        """The problem as it is printed: "line 14: recommendation SG4: limit must be one of …"."""
        line = f"line {self.line}" if self.line else ""
        return ": ".join(part for part in (line, self.where, self.message) if part)


class UnreadableFile(Exception):
    """A file that was refused whole, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
