"""A draft of a file in which some fields cannot be read, without them: so that the rest of it can be checked too."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from handlers.documents.plan_format import Entry
from handlers.documents.plan_reader.problems import Path
from handlers.documents.plan_reader.wording import written

Draft = TypeVar("Draft", bound=Entry)
_STAND_INS: tuple[Any, ...] = ("x", "x@x.example", "2000-01-01", "1", [], {})
_ROUNDS = 12
_MOST = 1_000  # problems past which a file is not looked at again
_NAMES = frozenset(
    {"number", "council_number", "id", "email", "name", "also_called", "area", "group", "label", "scale", "grade"}
)


@dataclass(slots=True)
class Mended(Generic[Draft]):
    """What could be read of a file, and the parts that were taken out or stood in for."""

    draft: Draft
    touched: set[Path]

    def stands(self, path: Path, refers: str) -> bool:
        """Whether a finding there is one of the file, and not of what was done to it.

        `refers` is the section that the finding says a name is missing from, where it does.
        """
        near = (path[: len(each)] == each or each[: len(path)] == path for each in self.touched)
        return not any(near) and not (refers and any(_unnames(each, refers) for each in self.touched))


def _unnames(path: Path, section: str) -> bool:
    """Whether something in this section may have lost its name there."""
    return len(path) == 1 or (path[0] == section and (isinstance(path[-1], int) or path[-1] in _NAMES))


def mended(model: type[Draft], value: Any) -> Mended[Draft] | None:
    """A file's values with every field taken out that cannot be read; None where that leaves nothing to check."""
    mending = _Mending(_copied(value))
    for _ in range(_ROUNDS):
        try:
            return Mended(model.model_validate(mending.value), set(mending.tried))
        except ValidationError as errors:
            if errors.error_count() > _MOST:
                return None
            mending.again(error["loc"] for error in errors.errors(include_url=False))
    return None


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


@dataclass(slots=True)
class _Mending:
    value: Any
    tried: dict[Path, int] = field(default_factory=dict)

    def again(self, errors: Iterable[tuple[int | str, ...]]) -> None:
        """Take out each part that is wrong, or, where that cannot be, have something else stand in for it."""
        for path in {written(self.value, loc): None for loc in errors}:
            self._mend(path)

    def _mend(self, path: Path) -> None:
        if not path:
            return
        above: Any = self._at(path[:-1])
        if not isinstance(above, dict | list):  # it was stood in for in this very round
            return
        attempt, step = self.tried.get(path, 0), path[-1]
        self.tried[path] = attempt + 1
        if isinstance(above, dict) and step in above and attempt == 0:
            del above[step]
        elif attempt >= len(_STAND_INS) or not (isinstance(above, dict) or _within(above, step)):
            self._mend(path[:-1])
        else:
            inside: Any = above
            inside[step] = _copied(_STAND_INS[attempt])

    def _at(self, path: Path) -> Any:
        value = self.value
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value


def _within(above: list[Any], step: object) -> bool:
    return isinstance(step, int) and step < len(above)
