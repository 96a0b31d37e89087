"""A condition on as many values as there are, under one parameter, so that its statement is compiled only once."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Boolean, Dialect, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import UserDefinedType
from typing_extensions import override


class _Many(UserDefinedType[Any]):
    """Some whole numbers or some texts: an array on PostgreSQL, JSON on SQLite."""

    cache_ok = True

    @override
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return json.dumps if dialect.name == "sqlite" else list


class among(FunctionElement[bool]):  # noqa: N801  because it is used as the function it is in SQL
    """That a column of numbers or texts is one of those given as `name`: `among(column, "name")`."""

    inherit_cache = True
    type = Boolean()

    def __init__(self, column: Any, name: str) -> None:
        super().__init__(column, bindparam(name, type_=_Many()))

    @override
    def self_group(self, against: Any = None) -> Any:
        return self  # SQLAlchemy would else compare it with 1, and no index would serve it


@compiles(among)
def _any(element: among, compiler: Any, **how: Any) -> str:
    column, many = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} = ANY({many})"


@compiles(among, "sqlite")
def _each(element: among, compiler: Any, **how: Any) -> str:
    column, many = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({many}))"  # noqa: S608  because it holds names and parameters only
