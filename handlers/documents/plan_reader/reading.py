"""From a file's text to a checked draft."""

from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import TypeVar

from pydantic import ValidationError

from handlers.documents.plan_format import Entry, OverlayFile, PlanFile
from handlers.documents.plan_reader.checks import check_overlay, check_plan
from handlers.documents.plan_reader.mending import mended
from handlers.documents.plan_reader.problems import Findings, Problem, UnreadableFile
from handlers.documents.plan_reader.tree import Tree, read_tree
from handlers.documents.plan_reader.wording import problem_at, said

_MOST = 100  # problems in one answer: nobody reads more, and a broken file could have a million
Draft = TypeVar("Draft", bound=Entry)


def read_file(content: bytes | str, here: Collection[str] | None = None) -> PlanFile | OverlayFile:
    """The plan or overlay a file holds. Raises UnreadableFile with every problem found.

    With `here`, the addresses of the people who are here already, whoever it names must be one of them or in the file.
    """
    tree = read_tree(content)
    return _overlay(tree, here) if isinstance(tree.value, dict) and "overlay" in tree.value else _plan(tree, here)


def read_plan(content: bytes | str) -> PlanFile:
    """The plan a file holds. Raises UnreadableFile with every problem found."""
    return _plan(read_tree(content))


def read_overlay(content: bytes | str) -> OverlayFile:
    """The overlay a file holds. Raises UnreadableFile with every problem found."""
    return _overlay(read_tree(content))


def _plan(tree: Tree, here: Collection[str] | None = None) -> PlanFile:
    return _checked(PlanFile, tree, lambda draft: check_plan(draft, here))


def _overlay(tree: Tree, here: Collection[str] | None = None) -> OverlayFile:
    return _checked(OverlayFile, tree, lambda draft: check_overlay(draft, here))


def _checked(model: type[Draft], tree: Tree, check: Callable[[Draft], Findings]) -> Draft:
    if not isinstance(tree.value, dict):
        raise UnreadableFile([Problem(1, "", "the file must hold fields such as 'format: 1' and 'plan:'")])
    try:
        draft = model.model_validate(tree.value)
    except ValidationError as errors:
        first = errors.errors(include_url=False)[: _MOST + 1]
        found = [said(model, tree, error) for error in first]
        raise UnreadableFile(_in_order([*found, *_besides(model, tree, check)])) from errors
    problems = [problem_at(tree, *each[:2]) for each in islice(check(draft), _MOST + 1)]
    if problems:
        raise UnreadableFile(_in_order(problems))
    return draft


def _besides(model: type[Draft], tree: Tree, check: Callable[[Draft], Findings]) -> list[Problem]:
    """What else is wrong with a file in which some fields cannot be read."""
    rest = mended(model, tree.value)
    found = (each for each in check(rest.draft) if rest.stands(each.path, each.refers)) if rest else ()
    return [problem_at(tree, each.path, each.message) for each in islice(found, _MOST + 1)]


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    found = list(dict.fromkeys(problems))
    listed = sorted(found[:_MOST], key=lambda problem: problem.line or 0)
    more = [Problem(None, "", "there are more: put these right first")] if len(found) > _MOST else []
    return listed + more
