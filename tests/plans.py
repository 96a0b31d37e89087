"""The five example plans, the facts they were made from, and the leaves of both."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from handlers.documents.plan_reader.tree import read_tree

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
