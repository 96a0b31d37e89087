"""Every refusal in the handlers says what to do next: a button, a command to say, or a plain instruction."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import handlers

FOLDER = Path(handlers.__file__).parent
KINDS = {"UserError", "Refused"}  # Stale always shows the item as it is now
INSTRUCTION = re.compile(
    r"\b(Say|say|Use|Give|Take|Add|Leave|Ask|ask|Import|Load|Type|Send|Offer|Confirm|Correct|Answer|Choose|Shorten|Try|add|says)\b"
    r"|“[a-z][^”]* *[^”]*” (shows|lists)|: [a-z-]+ [A-Z<{“\"]"
)
WORDS_FROM_ELSEWHERE = re.compile(r"(str\()?error\)?\Z")
"""A mistake in what was typed, in the words of whoever read it; those are tested where they are made."""


def _refusals() -> Iterator[tuple[str, ast.Call, ast.Module]]:
    for path in sorted(FOLDER.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS:
                yield f"{path.relative_to(FOLDER)}:{node.lineno}", node, tree


FOUND = tuple(_refusals())


def _text(said: ast.expr, tree: ast.Module) -> str:
    """The words of a message as they stand in the code, what is filled in shown as {…}; a constant is looked up."""
    if isinstance(said, ast.Name):
        named = (node.value for node in tree.body if isinstance(node, ast.Assign) and _name(node) == said.id)
        return "".join(_text(value, tree) for value in named) or said.id
    return re.sub(r"\s+", " ", ast.unparse(said))


def _name(node: ast.Assign) -> str:
    return node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""


def _has_a_way_on(call: ast.Call, tree: ast.Module) -> bool:
    if len(call.args) > 1:
        return True
    text = _text(call.args[0], tree)
    return bool(INSTRUCTION.search(text) or WORDS_FROM_ELSEWHERE.match(text))


def test_the_refusals_are_found() -> None:
    assert len(FOUND) > 100


@pytest.mark.parametrize("where", [where for where, _, _ in FOUND])
def test_a_refusal_says_what_to_do_next(where: str) -> None:
    call, tree = next((call, tree) for each, call, tree in FOUND if each == where)
    assert _has_a_way_on(call, tree), f"{where} says no more than {_text(call.args[0], tree)}"


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        ('UserError("That is too long.")', False),
        ('UserError("Nothing was recorded.")', False),
        ('UserError("Nobody has that address.", Action("People", "people"))', True),
        ('UserError(f"{name} is not a role. Use one of: {known}.")', True),
        ('UserError("They are the last. Add another first: people add EMAIL admin")', True),
        ("UserError(str(error))", True),
    ],
)
def test_what_counts_as_a_way_on(said: str, *, enough: bool) -> None:
    tree = ast.parse(said)
    call = tree.body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert _has_a_way_on(call.value, tree) is enough
