"""Items found by what people call them: a label, a number, or words of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, literal, select, union_all

from handlers.access.plan_views import PlanView
from handlers.access.sight import scope, visible
from handlers.context import Context
from handlers.grammar import LONGEST_LABEL, Reference, bare_noun, label_key, reference
from models.database import Statement
from models.sql import PlanAction, Recommendation, Workstream


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation, action or workstream by its plan's own label."""

    kind: str
    id: int
    label: str
    text: str


def _items(by: str) -> Statement:
    """A statement for items of a plan by label or number, of every kind, in the plan's order."""

    def build() -> Any:
        parts = _each_kind(by)
        return union_all(*parts).order_by("kind", "position").limit(MOST_FOUND)

    return Statement(build)  # fmt: skip


def _each_kind(by: str) -> list[Any]:
    return [
        select(
            literal(kind).label("kind"),
            table.id,
            table.label,
            text.label("text"),
            table.position.label("position"),
            literal(rank).label("rank"),
        ).where(table.plan_id == bindparam("plan"), _by(table, text, by), visible(table, kind))
        for rank, (kind, table, text) in enumerate(_kinds())
    ]


def _by_words() -> Any:
    """A page of the items that hold the words, recommendations first, each with how many there are of them all."""
    found = union_all(*_each_kind("words")).subquery()
    ordered = select(found, func.count().over().label("total")).order_by(found.c.rank, found.c.position)
    return ordered.limit(bindparam("size")).offset(bindparam("skip"))


def _kinds() -> tuple[tuple[str, Any, Any], ...]:
    return (
        (
            "recommendation",
            Recommendation,
            func.coalesce(Recommendation.council_text, Recommendation.source_text),
        ),
        ("action", PlanAction, PlanAction.text),
        ("workstream", Workstream, Workstream.name),
    )


def _by(table: Any, text: Any, by: str) -> Any:
    said: list[Any] = [bindparam(name) for name in ("label", "bare", "spelt")]
    if by == "label" and table is Workstream:
        return func.substr(table.label_key, 1, LONGEST_LABEL).in_(
            [func.substr(each, 1, LONGEST_LABEL) for each in said]
        )
    if by == "label":
        return table.label_key.in_(said)
    if by == "number":
        return table.number == bindparam("number")
    words = func.lower(table.label + literal(" ") + text)
    return and_(*(words.like(bindparam(f"word{n}"), escape="\\") for n in range(_WORDS)))


_WORDS = 8
MOST_FOUND = 60
_NO_END = 2**31 - 1
_SHORT_LABEL = 2
_ZEROS = re.compile(r"(?<![\d.])0+(?=[1-9])")
_BY_LABEL, _BY_NUMBER, _BY_WORDS = _items("label"), _items("number"), Statement(_by_words)
_KIND_OF_NOUN = {"rec": "recommendation", "action": "action", "workstream": "workstream",
                 "phase": "workstream", "programme": "workstream"}  # fmt: skip


def find(ctx: Context, view: PlanView, said: str) -> tuple[Item, ...]:
    """The items of a plan that `said` may mean, of those this person may see; none when nothing fits."""
    ref = reference(said) or _letters(said)
    if ref is not None and ((found := _by_reference(ctx, view, ref)) or ref.number is not None):
        return found
    if (shorter := _ZEROS.sub("", said)) != said and ref is not None:
        return find(ctx, view, shorter)
    return _of_its_kind(ctx, view, said) or search(ctx, view, said, size=MOST_FOUND)[0]


def _letters(said: str) -> Reference | None:
    """The label that one or two letters may be: a workstream may be called A."""
    return Reference(label_key(said)) if len(said) <= _SHORT_LABEL and said.isalpha() else None


def _of_its_kind(ctx: Context, view: PlanView, said: str) -> tuple[Item, ...]:
    """The items of the kind that the first word says, "workstream health", whose words hold the others."""
    first, _, rest = said.partition(" ")
    kind = _KIND_OF_NOUN.get(bare_noun(first))
    if kind is None or len(first) == 1 or not rest.strip():
        return ()
    items = search(ctx, view, rest, size=_NO_END)[0]
    return tuple(item for item in items if item.kind == kind)[:MOST_FOUND]


def how_many(ctx: Context, view: PlanView, said: str, found: Sequence[Item]) -> int:
    """How many items `said` may mean, of which `find` gives the first."""
    return len(found) if len(found) < MOST_FOUND else search(ctx, view, said, size=1)[1]


def search(ctx: Context, view: PlanView, said: str, *, size: int, page: int = 1) -> tuple[tuple[Item, ...], int]:
    """A page of the items whose words hold all of `said`'s words, and how many there are."""
    wanted = list(dict.fromkeys(bare for word in said.casefold().split() if (bare := word.strip('?!.,;:"“”…'))))
    if not wanted:
        return (), 0
    skip = (page - 1) * size
    if len(wanted) > _WORDS:  # a sentence: few items can hold it, and the statement has not room for it all
        found = [row for row in _holding(ctx, view, wanted[:_WORDS], _NO_END, 0) if _holds(row, wanted)]
        return tuple(_item(row) for row in found[skip : skip + size]), len(found)
    rows = _holding(ctx, view, wanted, size, skip)
    first = rows or (_holding(ctx, view, wanted, 1, 0) if skip else [])
    return tuple(_item(row) for row in rows), first[0].total if first else 0


def example(ctx: Context, view: PlanView) -> str:
    """What to call one item of the plan, the first that this person sees, in a hint: "SG4", "action 4.2"."""
    first = _holding(ctx, view, (), 1, 0)
    if not first:
        return "ITEM"
    return f"action {first[0].label}" if first[0].kind == "action" else str(first[0].label)


def _holding(ctx: Context, view: PlanView, wanted: Sequence[str], size: int, skip: int) -> list[Any]:
    likes = {f"word{n}": _like(wanted[n]) if n < len(wanted) else "%" for n in range(_WORDS)}
    return ctx.reader.all(_BY_WORDS, size=size, skip=skip, **likes, **scope(ctx, view))


def _holds(row: Any, wanted: Sequence[str]) -> bool:
    return all(word in f"{row.label} {row.text}".casefold() for word in wanted)


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _by_reference(ctx: Context, view: PlanView, ref: Reference) -> tuple[Item, ...]:
    """The items called so: by the very label that was said before what its letters may mean, and both where both are.

    A kind that was a word of its own is no part of a label, unless a label is spelt with it: "Action 4".
    """
    within = scope(ctx, view)
    said = {"label": ref.label_key, "bare": ref.bare or ref.label_key, "spelt": ref.spelt or ref.label_key}
    rows = ctx.reader.all(_BY_LABEL, **said, **within)
    spelt, exact, bare = ([_item(row) for row in rows if _is_called(row, label)] for label in
                          (said["spelt"], said["label"], said["bare"]))  # fmt: skip
    if spelt and not ref.apart:
        return tuple(spelt)
    found = _of_noun(ref, exact) or _of_noun(ref, bare) or _numbered(ctx, ref, within)
    also = spelt if ref.spelt else []
    return _of_noun(ref, also) or tuple(dict.fromkeys((*found, *also)))


def _is_called(row: Any, label: str) -> bool:
    return label_key(row.label)[:LONGEST_LABEL] == label[:LONGEST_LABEL]


def _numbered(ctx: Context, ref: Reference, within: dict[str, Any]) -> tuple[Item, ...]:
    if ref.number is None:
        return ()
    numbered = [_item(row) for row in ctx.reader.all(_BY_NUMBER, number=ref.number, **within)]
    recommendations = tuple(item for item in numbered if item.kind == "recommendation")
    return _of_noun(ref, numbered) if ref.noun else recommendations or tuple(numbered)


def _of_noun(ref: Reference, items: Sequence[Item]) -> tuple[Item, ...]:
    kind = _KIND_OF_NOUN.get(ref.noun)
    return tuple(item for item in items if kind is None or item.kind == kind)


def _item(row: Any) -> Item:
    return Item(row.kind, row.id, row.label, row.text)
