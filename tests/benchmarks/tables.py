"""Tables of results, as Markdown, and a bar in one of them."""

from collections.abc import Sequence


def bar(what: str, where: str, measured: float, most: float) -> tuple[str, ...]:
    """A row of what is to be reached."""
    return what, where, f"{measured:.2f}", f"{most:g}", "reached" if measured <= most else "missed"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under their heads."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
