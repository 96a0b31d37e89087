"""The database: how it is opened, brought up to date, and read quickly."""

from models.database.engine import engine_for, is_busy, patiently
from models.database.reading import Reader, Statement, Writer, reader_of, table_of
from models.database.schema import (
    HEAD,
    Deployment,
    SchemaError,
    migrate,
    schema_state,
)

__all__ = [
    "HEAD",
    "Deployment",
    "Reader",
    "SchemaError",
    "Statement",
    "Writer",
    "engine_for",
    "is_busy",
    "migrate",
    "patiently",
    "reader_of",
    "schema_state",
    "table_of",
]
