"""Which roles stand: those without an end, and those a guest was admitted to until their day has passed."""

from typing import Any

from sqlalchemy import and_, bindparam, or_

from models.sql import RoleGrant


def stands(now: Any = None) -> Any:
    """The condition that a role stands at `now`, which a statement binds as `:now` where it is not given.

    The chair for one meeting is no such role.
    """
    return or_(RoleGrant.until.is_(None), is_admitted(now))


def is_admitted(now: Any = None) -> Any:
    """The condition that a role is a guest's and has not ended, as in `stands`."""
    moment = bindparam("now") if now is None else now
    return and_(RoleGrant.admitted, RoleGrant.until > moment)
