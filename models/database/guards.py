"""What the database itself refuses: changes to the audit chain that are not the program's own."""

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
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_SAYING}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def guard(connection: Connection) -> None:
    """Put the guards in place, or back: on SQLite, a migration that copies a table loses its own."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRESQL_FUNCTION)
    for table, act, condition in _REFUSED:
        connection.exec_driver_sql(_trigger(connection.dialect.name, table, act, condition))
    if connection.dialect.name == "postgresql":
        for table in sorted({table for table, _, _ in _REFUSED}):
            connection.exec_driver_sql(
                f"CREATE OR REPLACE TRIGGER {table}_truncate_guard BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
            )


def _trigger(dialect: str, table: str, act: str, condition: str) -> str:
    name = f"{table}_{act.lower()}_guard"
    start = f"TRIGGER {{}} {name} BEFORE {act} ON {table} FOR EACH ROW WHEN ({condition})"
    if dialect == "sqlite":
        return f"CREATE {start.format('IF NOT EXISTS')} BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END"
    return f"CREATE OR REPLACE {start.format('')} EXECUTE FUNCTION refuse_audit_change()"
