"""Whether a database is for trying things out, where the console may decide in anybody's name: only under the seal."""

from sqlalchemy import Engine
from sqlmodel import Session

from models.audit.seals import row_mac_of
from models.audit.stored import SEAL, row_of, subject_of
from models.database import Deployment, Reader, table_of


def mark_demonstration(engine: Engine, key: bytes) -> None:
    """Say that the database is for trying things out, not for a council's work, sealed with `key`."""
    with Session(engine, info={"audit_key": key}) as session:
        session.get_one(Deployment, 1).demonstration = True
        session.commit()


def is_demonstration(reader: Reader, key: bytes) -> bool:
    """Whether the database was made for trying things out by this program, with this key."""
    table = table_of(Deployment)
    row = reader.one(row_of(table), key0=1)
    if row is None or not row.demonstration:
        return False
    stored = row._asdict()
    subject = subject_of(table, stored)
    seal = reader.one(SEAL, subject=subject)
    return seal is not None and bool(seal.mac == row_mac_of(key, subject, stored))
