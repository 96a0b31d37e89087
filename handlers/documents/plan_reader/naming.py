"""Where a plan file names something, for what only the store can tell: that it is not there."""

from collections.abc import Iterator

from handlers.documents.names import label_key
from handlers.documents.plan_reader.problems import Path, Problem
from handlers.documents.plan_reader.tree import read_tree
from handlers.documents.plan_reader.wording import place


def named_in(content: bytes | str, said: str, of: str, message: str) -> Problem:
    """`message` as a problem with the line that says `said`: in the entry that is `of` an item, else the first."""
    tree = read_tree(content)
    paths = [path for path, value in leaves(tree.value, ()) if str(value).casefold() == said.casefold()]
    theirs = [path for path in paths if of and _is_of(tree.value, path, label_key(of))]
    found = min(theirs or paths, key=lambda path: tree.line(path) or 0, default=())
    return Problem(tree.line(found), place(tree.value, found), message)


def leaves(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    """Every value of a file that holds no other, with its place."""
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, step))
    else:
        yield path, value


def _is_of(value: object, path: Path, label: str) -> bool:
    """Whether one of the entries around a place is called so, or says that it is of what is called so."""
    for step in path:
        called = (value.get(name) for name in ("label", "number", "id", "of")) if isinstance(value, dict) else ()
        if any(label_key(str(each)) == label for each in called if each is not None):
            return True
        value = value[step]  # type: ignore[index]  # because a path leads through lists and groups of fields
    return False
