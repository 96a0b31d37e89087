"""Every table, for whoever needs them all."""

from sqlmodel import SQLModel

from models import audit, governance, people, plan, progress
from models.database import schema

__all__ = ["audit", "governance", "metadata", "people", "plan", "progress", "schema"]

metadata = SQLModel.metadata
