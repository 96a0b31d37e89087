"""What alembic reads before it migrates, or compares the tables with a database."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import CheckConstraint
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from models.columns import DayType
from models.tables import metadata

# Written as the database knows them, so that a migration stays true when our own types change.
PLAIN_TYPES = {DayType: "sa.Date()", UTCDateTime: "sa.DateTime(timezone=True)", AutoString: "sa.String()"}


def rendered(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """How a migration writes `item`; False leaves it to alembic."""
    if kind == "type":
        return PLAIN_TYPES.get(type(item), False)
    if isinstance(item, CheckConstraint) and "dialect" in item.info:
        only = f"ddl_if(dialect={item.info['dialect']!r})"
        return f"sa.CheckConstraint({str(item.sqltext)!r}, name=op.f({str(item.name)!r})).{only}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=rendered,
    transactional_ddl=True,  # SQLite's too, since our engines begin transactions themselves
)
context.run_migrations()
