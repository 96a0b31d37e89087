"""The database: how it is opened, brought up to date, and read quickly."""

from models.database.among import among
from models.database.engine import engine_for, is_busy, patiently
from models.database.reading import Reader, Statement, table_of
from models.database.schema import (
    HEAD,
    Deployment,
    SchemaError,
    migrate,
    schema_state,
)
from models.database.writing import Writer, reader_of

__all__ = [
    "HEAD",
    "Deployment",
    "Reader",
    "SchemaError",
    "Statement",
    "Writer",
    "among",
    "engine_for",
    "is_busy",
    "migrate",
    "patiently",
    "reader_of",
    "schema_state",
    "table_of",
]
