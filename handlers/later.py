"""Modules of handlers, imported when one of theirs is first called: an answer needs few, and starting needs none."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

Called = Callable[..., Any]


class Later:
    """Stands for a module; what is taken from it is a function that imports the module when it is called."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Called:
        def called(*given: Any) -> Any:
            return getattr(import_module(self._module), name)(*given)

        called.__module__, called.__name__ = self._module, name
        return called


def each_later(package: str, names: str) -> dict[str, Later]:
    """The modules of `package` that `names` says, a word each, by their names."""
    return {name: Later(f"{package}.{name}") for name in names.split()}
