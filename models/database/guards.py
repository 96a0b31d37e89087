"""What the database itself refuses: changes to the audit chain that are not the program's own."""

import re
from typing import NamedTuple

from sqlalchemy import Connection

_NO_REMOVAL = (
    "OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL OR NEW.audit_id <> OLD.audit_id"
    " OR NEW.salt IS NOT NULL OR NEW.content IS NOT NULL"
)
# Each with the table, what is done to it, and the condition under which that is refused.
_REFUSED = (
    ("audit", "UPDATE", "true"),
    ("audit", "DELETE", "true"),
    ("audit_content", "DELETE", "true"),
    ("audit_content", "UPDATE", _NO_REMOVAL),
    ("audit_head", "DELETE", "true"),
    ("audit_head", "UPDATE", "NEW.count <= OLD.count"),
)
_SAYING = "the audit chain is only ever added to"
_FUNCTION = "refuse_audit_change"
_FUNCTION_BODY = f" BEGIN RAISE EXCEPTION '{_SAYING}' USING ERRCODE = 'integrity_constraint_violation'; END "
_POSTGRESQL_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_FUNCTION_BODY}$$"
)
_START = {"sqlite": "CREATE TRIGGER IF NOT EXISTS", "postgresql": "CREATE OR REPLACE TRIGGER"}


class Guard(NamedTuple):
    """What acts by itself when a table is written: a trigger, its function, or a rule, on `place` or on no table."""

    kind: str
    name: str
    place: str


def guard(connection: Connection) -> None:
    """Put the guards in place, or back: on SQLite, a migration that copies a table loses its own."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(_POSTGRESQL_FUNCTION)
    for made, rest in _triggers(dialect).items():
        connection.exec_driver_sql(f"{_START[dialect]} {made.name} {rest}")


def guards_made(dialect: str) -> dict[Guard, str]:
    """What this program makes on `dialect`, each with its text as `comparable` has it."""
    made = {each: comparable(f"CREATE TRIGGER {each.name} {rest}") for each, rest in _triggers(dialect).items()}
    if dialect == "postgresql":
        made[Guard("function", _FUNCTION, "")] = comparable(_FUNCTION_BODY)
    return made


def comparable(sql: str) -> str:
    """The text of a guard without the spaces, quotes and brackets that a database puts in as it likes."""
    return re.sub(r'[\s"()]+', "", sql).lower()


def _triggers(dialect: str) -> dict[Guard, str]:
    """Each trigger, with what follows its name."""
    does = f"BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END" if dialect == "sqlite" else f"EXECUTE FUNCTION {_FUNCTION}()"
    made = {
        Guard("trigger", f"{table}_{act.lower()}_guard", table): (
            f"BEFORE {act} ON {table} FOR EACH ROW WHEN ({condition}) {does}"
        )
        for table, act, condition in _REFUSED
    }
    if dialect == "postgresql":
        for table in sorted({table for table, _, _ in _REFUSED}):
            emptied = Guard("trigger", f"{table}_truncate_guard", table)
            made[emptied] = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {does}"
    return made
