"""Functions written for one statement, so that reading it does no more than its own columns and parameters need."""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Rows = list[Any]
_Process = Callable[[Any], Any]


def placing(
    names: Sequence[str], fixed: Mapping[str, Any], processes: Mapping[str, _Process], *, named: bool
) -> Callable[[Mapping[str, Any]], Any]:
    """What turns the caller's values into a driver's parameters, `named` or in the order of `names`.

    `fixed` are the statement's own values, ready for the driver; `processes` make a caller's value ready.
    """
    held = {name: f"v{number}" for number, name in enumerate(dict.fromkeys(names))}
    given = [name for name in held if name not in fixed]
    scope = {held[name]: fixed[name] for name in held if name in fixed}
    scope |= {f"to_{held[name]}": processes[name] for name in given if name in processes}
    lines = [f" {held[name]} = {_called(f'to_{held[name]}', f'given[{name!r}]', scope)}" for name in given]
    placed = (f"{name!r}: {held[name]}" if named else held[name] for name in names)
    return _written("place", "given", lines, f"{{{', '.join(placed)}}}" if named else f"[{', '.join(placed)}]", scope)


def row_reader(names: Sequence[str], processes: Sequence[_Process | None]) -> Callable[[Any], Rows]:
    """What reads a cursor's rows into named tuples, running each column's process on what is not None."""
    row: Any = namedtuple("Row", names)  # type: ignore[misc]  # noqa: PYI024  because only the statement knows the names
    scope: dict[str, Any] = {"row": row, "new": tuple.__new__}
    if not any(processes):
        return _written("read", "cursor", [], "[new(row, values) for values in cursor.fetchall()]", scope)
    scope |= {f"to_v{place}": process for place, process in enumerate(processes) if process}
    held = [f"v{place}" for place in range(len(names))]
    made = [f"None if {each} is None else to_{each}({each})" if f"to_{each}" in scope else each for each in held]
    rows = f"[new(row, ({', '.join(made)},)) for {', '.join(held)}, in cursor.fetchall()]"
    return _written("read", "cursor", [], rows, scope)


def _called(process: str, value: str, scope: Mapping[str, Any]) -> str:
    return f"{process}({value})" if process in scope else value


def _written(
    name: str, parameter: str, lines: Sequence[str], answer: str, scope: dict[str, Any]
) -> Callable[[Any], Any]:
    """The function of these lines. Only names of columns and parameters, which are ours, stand in it."""
    exec("\n".join((f"def {name}({parameter}):", *lines, f" return {answer}")), scope)  # noqa: S102  because no value is ever in the text
    return scope[name]  # type: ignore[no-any-return]  # because what is made while running has no type
