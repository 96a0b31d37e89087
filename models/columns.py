"""Column types that refuse what cannot be right, the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import JSON, CheckConstraint, Column, Date, Dialect, Enum, Index, MetaData, Table, event, text
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Session, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime
from typing_extensions import override

from models.rules.dates import PartialDate, Precision

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def partial_index(name: str, *columns: str, where: str) -> Index:
    """An index of the rows `where` holds for, which SQLite and PostgreSQL word alike.

    Saying so to PostgreSQL loads all that SQLAlchemy knows of it, so `models.tables` does, for whoever makes tables.
    """
    return Index(name, *columns, sqlite_where=text(where), info={"where": where})


class Row(SQLModel):
    """A table with the usual key."""

    model_config = {"defer_build": True}  # what checks a model's values is built for those that check them

    id: int | None = Field(default=None, primary_key=True)

    @property
    def key_id(self) -> int:
        """The primary key of a row that has been flushed. Raises LookupError before that."""
        if self.id is None:
            message = f"{type(self).__name__} has no id before it is flushed"
            raise LookupError(message)
        return self.id


class Versioned(Row):
    """A row that people change. Whoever changes it adds one to `version`.

    A change that was worked out from an older version than the stored one raises StaleDataError.
    """

    version: int = 1

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  because SQLAlchemy calls it with the class
        return {"version_id_col": cast("Any", cls).__table__.c.version, "version_id_generator": False}


class DayType(TypeDecorator[date]):
    """A calendar day. Raises TypeError for a moment or a string, which other types let through."""

    impl = Date
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> date | None:
        """Refuse everything but a plain day."""
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            message = f"a calendar day is wanted here, not {type(value).__name__}"
            raise TypeError(message)
        return value


@event.listens_for(Table, "after_parent_attach")
def _check_days_and_moments(table: Table, metadata: MetaData) -> None:
    """SQLite has no types for days and moments, so there a CHECK on each column refuses what is neither."""
    if metadata is not SQLModel.metadata:
        return
    for column in table.columns:
        if rule := _rule(column):
            check = CheckConstraint(rule, name=f"{column.name}_form", info={"dialect": "sqlite"})
            table.append_constraint(check.ddl_if(dialect="sqlite"))


@event.listens_for(Session, "before_flush")
def _know_every_table(session: Session, *_: object) -> None:
    """What is written goes in the order of what refers to what, for which every table must be known.

    It is then held against the seals it has: here, for a listener cannot come to an event that is under way.
    """
    from models.tables import hold_touched  # noqa: PLC0415  because it imports this

    hold_touched(session)


def _rule(column: Column[Any]) -> str | None:
    """Adding nothing makes SQLite work the day out, so that 30 February becomes 2 March and is refused."""
    name = column.name
    if isinstance(column.type, DayType):
        return f"date({name}, '+0 days') IS {name}"
    if isinstance(column.type, UTCDateTime):
        second, fraction = f"substr({name}, 1, 19)", f"substr({name}, 20)"
        return f"datetime({second}, '+0 days') IS {second} AND {fraction} GLOB '.{'[0-9]' * 6}'"
    return None


def choice(kind: type[StrEnum], column: str) -> Any:
    """The type of a column that holds one value of `kind`: text, with a CHECK, on both databases."""
    return Enum(
        kind,
        name=column,
        native_enum=False,
        length=40,
        create_constraint=True,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
    )


def words(value: PartialDate | None, name: str) -> dict[str, Any]:
    """The four columns that hold a partial date under `name`: `_on`, `_precision`, `_text`, `_end`."""
    if value is None:
        return {}
    return {
        f"{name}_on": value.on,
        f"{name}_precision": value.precision,
        f"{name}_text": value.text,
        f"{name}_end": value.end,
    }


def partial(row: Any, name: str) -> PartialDate | None:
    """The partial date that `row` holds under `name`, or None where there is none."""
    on, precision, text, end = _fields(name)(row)
    if precision in (None, Precision.NONE):
        return None
    made = PartialDate if text else _known_date  # people's own words are not kept
    return made(on, _PRECISIONS[precision], text, end)


_known_date = lru_cache(maxsize=4_096)(PartialDate)
_PRECISIONS = {precision.value: precision for precision in Precision}


@cache
def _fields(name: str) -> Callable[[Any], Any]:
    """What reads the four columns of a partial date from a row, at once."""
    return attrgetter(f"{name}_on", f"{name}_precision", f"{name}_text", f"{name}_end")


def json_list() -> Any:
    """A column with a JSON list; assign a new list to change it."""
    return Field(default_factory=list, sa_type=JSON)


def json_dict() -> Any:
    """A column with a JSON object; assign a new one to change it."""
    return Field(default_factory=dict, sa_type=JSON)
