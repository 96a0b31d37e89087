"""Running alembic from here, with no ini file, so that it works from an installed package too."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

HERE = Path(__file__).parent


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings; `connection` is the one to migrate, in a transaction that its owner commits."""
    settings = Config()
    settings.set_main_option("script_location", str(HERE).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take every step up to `to`."""
    command.upgrade(config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Undo every step after `to`."""
    command.downgrade(config(connection), to)
