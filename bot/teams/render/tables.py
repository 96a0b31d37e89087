"""Draws facts and tables so that they read well on a telephone: labels in a narrow column, wide tables as rows."""

from collections.abc import Iterable, Sequence

from bot.spoken import fact
from bot.teams.render.markup import QUIET, STRONG, Json, rich
from models.card import Bold, Spans, Table

_LONGEST_LABEL = 16
_WIDEST = 96
_MOST_COLUMNS = 3


def facts(rows: Iterable[tuple[str, Spans]]) -> list[Json]:
    """A line for each fact, its label in a column; what has no label goes on beneath the value before it.

    Where a label is too long for a column, each fact is a line of its own.
    """
    rows = list(rows)
    longest = max((len(label) for label, _ in rows), default=0)
    if longest > _LONGEST_LABEL:
        return [line for label, value in rows for line in rich(_labelled(label, value))]
    word = max(map(len, " ".join([label for label, _ in rows]).split()), default=0)
    width = f"{min(16 + 9 * longest, max(_WIDEST, 8 + 10 * word))}px"
    lines: list[Json] = []
    for label, value in rows:
        name, said = rich((label,), **STRONG), rich(value)
        if lines and not name and lines[-1]["type"] == "ColumnSet":
            lines[-1]["columns"][-1]["items"] += [{**each, "spacing": "None"} for each in said]
        else:
            lines += _fact(name, said, width)
    return lines


def table(drawn: Table) -> list[Json]:
    """A table of up to three columns; a wider one as a line for each row, each cell after its heading."""
    caption = rich((drawn.caption,), **QUIET)
    if not drawn.rows:
        return [*caption, *rich((" · ".join(filter(None, drawn.columns)),))]
    if len(drawn.columns) > _MOST_COLUMNS or any(len(row) != len(drawn.columns) for row in drawn.rows):
        return [*caption, *(line for row in drawn.rows for line in _stacked(drawn.columns, row))]
    return [*caption, *_grids(drawn)]


def _labelled(label: str, value: Spans) -> Spans:
    name, *said = fact(label, value)
    return (Bold(str(name)), *said)


def _fact(name: list[Json], said: list[Json], width: str) -> list[Json]:
    if not name or not said:
        return name or said
    columns = [
        {"type": "Column", "width": width, "items": name},
        {"type": "Column", "width": "stretch", "items": said},
    ]
    return [{"type": "ColumnSet", "spacing": "Small", "columns": columns}]


def _stacked(columns: Sequence[str], row: Sequence[Spans]) -> list[Json]:
    first, *rest = row or ((),)
    heads = [*columns[1:], *[""] * len(rest)]
    cells = (fact(head, cell) for head, cell in zip(heads, rest, strict=False))
    leads = rich(first, **STRONG)
    return [*leads, *(each for cell in cells for each in rich(cell))]


_ROWS = 10


def _grids(drawn: Table) -> list[Json]:
    """The table in parts of ten rows, each under its headings, so that one too long can be cut between them."""
    return [_grid(drawn.columns, drawn.rows[first : first + _ROWS]) for first in range(0, len(drawn.rows), _ROWS)]


def _grid(columns: Sequence[str], rows: Sequence[Sequence[Spans]]) -> Json:
    heads = any(columns)
    cells = [[(Bold(head),) for head in columns]] if heads else []
    return {
        "type": "Table",
        "firstRowAsHeader": heads,
        "columns": [{"type": "TableColumnDefinition", "width": 1} for _ in columns],
        "rows": [_row(row) for row in [*cells, *rows]],
    }


def _row(cells: Iterable[Spans]) -> Json:
    return {"type": "TableRow", "cells": [{"type": "TableCell", "items": rich(cell)} for cell in cells]}
