"""The identifier guard over a plan file: where something may identify a child, and never its words."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.cards.guarding import CALLED
from handlers.documents.plan_reader.problems import Path, Problem, UnreadableFile
from handlers.documents.plan_reader.tree import Tree, file_text, read_tree
from handlers.documents.plan_reader.wording import place
from models.rules.identifiers import Certainty, Finding, GuardSettings, IdentifierKind, check

_CLEAR = "this seems to hold {}: take it out, or say it as a total"
_LIKELY = "this may hold {}: change it, or check that nobody could tell which child it is about"
_UNPLACED = "(its name is not repeated here)"


@dataclass(frozen=True, slots=True)
class Suspect:
    """Something in a file that may identify a child: what it is, how sure that is, the line and the entry."""

    kind: IdentifierKind
    certainty: Certainty
    line: int
    where: str

    @property
    def problem(self) -> Problem:
        """It as a problem with the file."""
        words = _CLEAR if self.certainty is Certainty.CLEAR else _LIKELY
        return Problem(self.line, self.where, words.format(CALLED[self.kind]))


def screen_file(content: bytes | str, guard: GuardSettings) -> tuple[Suspect, ...]:
    """What is likely to identify a child, by place. Raises UnreadableFile where something clearly does.

    It runs before anything else speaks of the file, so that no other complaint repeats what should not be there.
    """
    text = file_text(content)
    written = [(text.count("\n", 0, each.start) + 1, each) for each in check(text, guard)]
    try:
        tree = read_tree(content)
    except UnreadableFile:
        _refuse_clear([Suspect(each.kind, each.certainty, line, "") for line, each in written])
        raise
    found = list(_in_values(tree, guard))
    found += _in_text(tree, written, {(path, each.kind) for path, each in found})
    suspects = _in_order(
        Suspect(each.kind, each.certainty, tree.line(path) or 1, _where(tree, path, guard)) for path, each in found
    )
    _refuse_clear(suspects)
    return tuple(suspects)


def _in_values(tree: Tree, guard: GuardSettings) -> Iterator[tuple[Path, Finding]]:
    """What stands in each value, as it is meant, and in the names of fields."""
    for path, said in _said(tree.value, ()):
        for finding in check(said, guard):
            yield path, finding


def _said(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*path, name), str(name)
            yield from _said(inner, (*path, name))
    elif isinstance(value, list):
        for place_in_list, inner in enumerate(value):
            yield from _said(inner, (*path, place_in_list))
    elif value is not None:
        yield path, str(value)


def _in_text(
    tree: Tree, written: list[tuple[int, Finding]], known: set[tuple[Path, IdentifierKind]]
) -> list[tuple[Path, Finding]]:
    """What only the file as it is written shows: a name in one field and a date of birth in the next, a comment."""
    paths = list(tree.lines)
    starts = [tree.lines[path] for path in paths]
    found = []
    for line, finding in written:
        path = paths[max(0, bisect_right(starts, line) - 1)] if paths else ()
        if finding.certainty is Certainty.CLEAR or (path, finding.kind) not in known:
            found.append((path, finding))
    return found


def _where(tree: Tree, path: Path, guard: GuardSettings) -> str:
    """The entry a part is in, unless its own name is what may not be repeated."""
    named = place(tree.value, path)
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    said = ", ".join(part for part in (named, field) if part)
    return _UNPLACED if check(said, guard) else said


def _in_order(suspects: Iterable[Suspect]) -> list[Suspect]:
    """Each once, clear rather than likely, in the order of the file."""
    surest: dict[tuple[int, IdentifierKind], Suspect] = {}
    for one in suspects:
        key = (one.line, one.kind)
        if key not in surest or one.certainty is Certainty.CLEAR:
            surest[key] = one
    return sorted(surest.values(), key=lambda one: one.line)


def _refuse_clear(suspects: list[Suspect]) -> None:
    clear = [one.problem for one in suspects if one.certainty is Certainty.CLEAR]
    if clear:
        raise UnreadableFile(clear)
