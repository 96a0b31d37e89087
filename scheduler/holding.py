"""A session for work on many rows: what they share is read once in its transaction, and not once for each."""

from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session


def holding(engine: Engine) -> Session:
    """A session for one transaction, that lets go of nothing it has loaded until it ends."""
    session, held = Session(engine, expire_on_commit=False), list[Any]()
    event.listen(session, "loaded_as_persistent", lambda _, row: held.append(row))
    return session
