"""Holding the triggers of the database against those this program makes: another can rewrite what is being written."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import String, text

from models.audit.faults import Fault, Problem
from models.database import Reader, Statement
from models.database.guards import Guard, comparable, guards_made

_FOUND = {
    "sqlite": """
        SELECT 'trigger' AS kind, name, tbl_name AS place, sql FROM sqlite_master
        WHERE type = 'trigger' OR upper(sql) LIKE 'CREATE TRIGGER%'
    """,
    "postgresql": """
        SELECT 'trigger' AS kind, CAST(t.tgname AS text) AS name, CAST(c.relname AS text) AS place,
            pg_get_triggerdef(t.oid, true) || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' not enabled' END AS sql
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)
        UNION ALL
        SELECT 'rule', CAST(rulename AS text), CAST(tablename AS text), definition FROM pg_rules
        WHERE schemaname = ANY (current_schemas(false))
        UNION ALL
        SELECT 'function', CAST(proname AS text), '', prosrc FROM pg_proc
        WHERE proname = 'refuse_audit_change' AND pronargs = 0 AND pg_function_is_visible(oid)
    """,
}


def trigger_problems(reader: Reader) -> Iterator[Problem]:
    """Every trigger, and on PostgreSQL every rule, that is strange, is missing, or is not as this program makes it."""
    made = guards_made(reader.dialect_name)
    found = {Guard(row.kind, row.name, row.place): row.sql for row in reader.all(_STATEMENTS[reader.dialect_name])}
    for each, sql in sorted(found.items()):
        if each not in made:
            yield _problem(Fault.TRIGGER_STRANGE, each)
        elif comparable(sql) != made[each]:
            yield _problem(Fault.TRIGGER_CHANGED, each)
    for each in sorted(made.keys() - found.keys()):
        yield _problem(Fault.TRIGGER_MISSING, each)


def _problem(fault: Fault, guard: Guard) -> Problem:
    place = f" on {guard.place}" if guard.place else ""
    return Problem(None, fault, f"{guard.kind}:{guard.name}{place}")


def _statement(sql: str) -> Any:
    return text(sql).columns(kind=String, name=String, place=String, sql=String)


_STATEMENTS = {dialect: Statement(partial(_statement, sql)) for dialect, sql in _FOUND.items()}
