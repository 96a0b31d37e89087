"""The five example plans, the facts they were made from, and the leaves of both."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from sqlmodel import Session, SQLModel, select

from handlers.documents.plan_format import OverlayFile
from handlers.documents.plan_reader import UnreadableFile, read_file
from handlers.documents.plan_reader.tree import read_tree
from handlers.importing import ImportResult, import_overlay, import_plan
from models.plan import Recommendation

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "models" / "examples"
FACTS = ROOT / "tests" / "data" / "plans"
PLANS = (
    "bathnes-2012",
    "cambridgeshire-2009",
    "central-bedfordshire-2012",
    "halton-2010",
    "worcestershire-2017",
)
OVERLAYS = ("cambridgeshire-2009-overlay", "central-bedfordshire-2012-overlay")

NOW = datetime(2010, 4, 7, 9, tzinfo=UTC)
START = """format: 1
plan: {id: borsetshire-2024, title: Improvement plan}
council: {name: Borsetshire County Council, short_name: Borsetshire}
inspections:
- {id: slac, name: An inspection, published: 2010-01-31}
"""
FIRST = """recommendations:
- {number: 1, text: Improve the quality of assessments, limit: within_3_months}
- {number: 2, text: Listen to children, due: 2010-06-30}
events:
- {date: 2010-01-31, kind: publication, what: Report published}
- {date: 2010-03, kind: meeting, what: The board met}
"""

BARE = """format: 1
plan:
  id: borsetshire-2024
  title: Improvement plan
council:
  name: Borsetshire County Council
  short_name: Borsetshire
"""

Leaf = tuple[str, str]
"""The last field's name on the way to a value, and the value's words."""


def example(name: str) -> bytes:
    """An example plan or overlay as it is shipped."""
    return (EXAMPLES / f"{name}.yaml").read_bytes()


def native(name: str) -> dict[str, Any]:
    """An example as the values it holds, before anything is made of them."""
    value: dict[str, Any] = read_tree(example(name)).value
    return value


def facts(name: str) -> dict[str, Any]:
    """The facts of a council's paper, every value as the words written."""
    text = (FACTS / f"{name}.yaml").read_text(encoding="utf-8")
    value: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  because it builds nothing but words
    return value


def leaves(value: Any, field: str = "") -> Iterator[Leaf]:
    """Every value inside, with the name of the field it is in; what is null is not a value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner, field)
    elif value is not None and str(value) != "null":
        yield field, " ".join(str(value).split())


def problems_of(content: bytes | str) -> list[str]:
    """Every problem the reader finds in a file that cannot be read."""
    try:
        read_file(content)
    except UnreadableFile as refused:
        return [str(problem) for problem in refused.problems]
    raise AssertionError("the file could be read")


def load(session: Session, content: bytes | str, *, dry_run: bool = False, **given: Any) -> ImportResult:
    """Import a file as the command line does: commit, or roll back after a refusal or a dry run."""
    session.info["audit_key"] = b"k" * 32
    draft = read_file(content)
    try:
        if isinstance(draft, OverlayFile):
            result = import_overlay(session, draft, now=NOW, by="operator", **given)
        else:
            result = import_plan(session, draft, now=NOW, by="operator", **given)
    except BaseException:
        session.rollback()
        raise
    if dry_run:
        session.rollback()
    else:
        session.commit()
    return result


def the(session: Session, label: str) -> Recommendation:
    """The recommendation with this label."""
    return session.exec(select(Recommendation).where(Recommendation.label == label)).one()


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    session.expire_all()
    return {
        table.name: sorted(map(tuple, session.connection().execute(table.select()).all()), key=repr)
        for table in SQLModel.metadata.sorted_tables
    }
