"""From a file's text to a checked draft."""

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from pydantic import ValidationError

from handlers.documents.plan_format import Entry, OverlayFile, PlanFile
from handlers.documents.plan_reader.checks import Finding, check_overlay, check_plan
from handlers.documents.plan_reader.problems import Problem, UnreadableFile
from handlers.documents.plan_reader.tree import Tree, read_tree
from handlers.documents.plan_reader.wording import problem_at, said

_MOST = 100  # problems in one answer: nobody reads more, and a broken file could have a million
Draft = TypeVar("Draft", bound=Entry)


def read_file(content: bytes | str) -> PlanFile | OverlayFile:
    """The plan or overlay a file holds. Raises UnreadableFile with every problem found."""
    tree = read_tree(content)
    return _overlay(tree) if isinstance(tree.value, dict) and "overlay" in tree.value else _plan(tree)


def read_plan(content: bytes | str) -> PlanFile:
    """The plan a file holds. Raises UnreadableFile with every problem found."""
    return _plan(read_tree(content))


def read_overlay(content: bytes | str) -> OverlayFile:
    """The overlay a file holds. Raises UnreadableFile with every problem found."""
    return _overlay(read_tree(content))


def _plan(tree: Tree) -> PlanFile:
    draft = _checked(PlanFile, tree)
    _refuse(tree, check_plan(draft))
    return draft


def _overlay(tree: Tree) -> OverlayFile:
    draft = _checked(OverlayFile, tree)
    _refuse(tree, check_overlay(draft))
    return draft


def _checked(model: type[Draft], tree: Tree) -> Draft:
    if not isinstance(tree.value, dict):
        raise UnreadableFile([Problem(1, "", "the file must hold fields such as 'format: 1' and 'plan:'")])
    try:
        return model.model_validate(tree.value)
    except ValidationError as errors:
        first = errors.errors(include_url=False)[: _MOST + 1]
        raise UnreadableFile(_in_order(said(model, tree, error) for error in first)) from errors


def _refuse(tree: Tree, findings: Iterable[Finding]) -> None:
    problems = [problem_at(tree, path, message) for path, message in islice(findings, _MOST + 1)]
    if problems:
        raise UnreadableFile(_in_order(problems))


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    found = list(dict.fromkeys(problems))
    listed = sorted(found[:_MOST], key=lambda problem: problem.line or 0)
    more = [Problem(None, "", "there are more: put these right first")] if len(found) > _MOST else []
    return listed + more
