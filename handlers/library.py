"""`library`: the documents inspectors ask for on the day: who keeps each, and which are missing or stale."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import Session
from sqlmodel import select as rows_of

from handlers import access
from handlers import library_checklist as checklist
from handlers.access import Ability, PlanView
from handlers.cards import library as cards
from handlers.chasing import chase
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError
from handlers.evidence.offering import is_link
from handlers.grammar import is_email
from handlers.recording import record
from models.assurance import LibraryItem
from models.card import Action, Reply
from models.database import Statement
from models.people import Person
from models.rules.dates import parse_day, say_day
from models.sql import LibraryItem as LibraryTable
from models.vocabulary import DueKind

GOOD_FOR = timedelta(days=183)
_NAMED = re.compile(r"l ?-?(\d{1,9})\Z", re.IGNORECASE)
_LONGEST = 300


class Keeping(StrEnum):
    """Whether a document can be handed to an inspector today."""

    MISSING = "missing"
    STALE = "stale"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class LibraryView:
    """A document of the library, and until when it is good."""

    row: Any
    keeping: Keeping
    good_until: date | None

    @property
    def name(self) -> str:
        """What people call it."""
        return f"L{self.row.id}"


_ITEMS = Statement(
    lambda: (
        select(
            LibraryTable.id, LibraryTable.document, LibraryTable.owner_id, LibraryTable.owner_name, LibraryTable.link,
            LibraryTable.good_until, LibraryTable.confirmed_on, LibraryTable.confirmed_by, LibraryTable.expected,
        )
        .where(LibraryTable.plan_id == bindparam("plan"), LibraryTable.not_needed.is_(None))
        .order_by(func.lower(LibraryTable.document), LibraryTable.id)
    )
)  # fmt: skip


def of_plan(ctx: Context, view: PlanView) -> tuple[LibraryView, ...]:
    """The library of a plan: what is missing first, then what is stale."""
    found = [_view(row, ctx.today) for row in ctx.reader.all(_ITEMS, plan=view.id)]
    return tuple(sorted(found, key=lambda each: list(Keeping).index(each.keeping)))


def _view(row: Any, today: date) -> LibraryView:
    until = good_until(row.good_until, row.confirmed_on)
    if not row.link:
        return LibraryView(row, Keeping.MISSING, until)
    return LibraryView(row, Keeping.CURRENT if until is not None and until >= today else Keeping.STALE, until)


def good_until(stated: date | None, confirmed: date | None) -> date | None:
    """The last day a document counts as current: the one stated, else half a year from when it was last confirmed.

    What nobody ever confirmed is not current.
    """
    if confirmed is None:
        return None
    return stated or confirmed + GOOD_FOR


def show(ctx: Context, args: Arguments) -> Reply:
    """What is missing and stale, then the rest; and what inspectors expect that nobody has put in."""
    view = whole(ctx)
    keep = Ability.KEEP_LIBRARY in view.may
    found = of_plan(ctx, view)
    lacking = checklist.of_plan(ctx, view, found)
    return Reply((cards.library_card(view, found, lacking, page=args.page, may_keep=keep),))


def whole(ctx: Context) -> PlanView:
    """The plan, for somebody who sees all of it: a library is nobody's own item. Raises Refused for anybody else."""
    view = access.plan(ctx)
    if not view.everything:
        raise Refused("In this plan you see the items of your own organisation only.", Action("Mine", "mine"))
    return view


def _kept_by_them(ctx: Context) -> PlanView:
    view = whole(ctx)
    if Ability.KEEP_LIBRARY not in view.may:
        raise access.not_theirs(Ability.KEEP_LIBRARY)
    return view


def add(ctx: Context, args: Arguments) -> Reply:
    """Put a document into the library; it is missing until somebody says where it is."""
    view = _kept_by_them(ctx)
    document = " ".join(args.get("document").split())
    kept = {name: args.get(name) for name in ("owner", "link", "until")}
    until, errors = _read(ctx, kept)
    if not document or len(document) > _LONGEST:
        errors.insert(0, ("document", f"Which document? At most {_LONGEST} characters."))
    owner = _person(ctx.change, kept["owner"])
    if owner is not None and not owner.active:
        errors.append(("owner", f"{owner.name} has left. Name somebody who is here."))
    if errors:
        return Reply(form=cards.library_form(document, kept, tuple(errors)), refused=bool(document))
    key = "-".join("".join(char if char.isalnum() else " " for char in document.casefold()).split())
    if ctx.change.exec(rows_of(LibraryItem).where(LibraryItem.plan_id == view.id, LibraryItem.key == key)).first():
        raise UserError(
            f"The library has “{document}” already. Confirm it with: library confirm {document}",
            Action("Library", "library"),
        )
    confirmed = ctx.today if kept["link"] else None
    row = LibraryItem(
        plan_id=view.id, key=key, document=document, owner_id=owner.id if owner else None,
        owner_name=owner.name if owner else kept["owner"] or None, link=kept["link"] or None, good_until=until,
        confirmed_on=confirmed, confirmed_by=ctx.actor.name if confirmed else None,
    )  # fmt: skip
    ctx.change.add(row)
    ctx.change.flush()
    _chase(ctx, view, row)
    said = f"put L{row.key_id} “{document}” in the library"
    record(ctx, "library", f"library_item:{row.key_id}", said, plan_id=view.id)
    return Reply((cards.kept_card(view, _view(row, ctx.today), "In the library"),))


def _read(ctx: Context, kept: Mapping[str, str]) -> tuple[date | None, list[tuple[str, str]]]:
    errors = []
    if kept["link"] and not is_link(kept["link"]):
        errors.append(("link", "A link begins with https:// and has no spaces, names or passwords in it."))
    until = None
    if kept["until"]:
        try:
            until = parse_day(kept["until"], ctx.today)
        except ValueError as error:
            errors.append(("until", str(error)))
        else:
            errors += [("until", f"{say_day(until)} has passed.")] if until < ctx.today else []
    return until, errors


def _person(session: Session, said: str) -> Person | None:
    return session.exec(rows_of(Person).where(Person.email == said.casefold())).first() if is_email(said) else None


def _chase(ctx: Context, view: PlanView, row: LibraryItem) -> None:
    """Have a document looked at again when it stops being current; at once when it is missing."""
    until = good_until(row.good_until, row.confirmed_on) if row.link else None
    on = until + timedelta(days=1) if until else ctx.today
    missing = f"“{row.document}” is missing from the library; where is it?"
    note = f"“{row.document}” in the library was good until {say_day(until)}; is it still right?" if until else missing
    chase(ctx, view.id, f"library_item:{row.key_id}", DueKind.LIBRARY, on, person_id=row.owner_id, note=note)


def confirm(ctx: Context, args: Arguments) -> Reply:
    """Say that a document is still right: by its owner, or whoever keeps the library."""
    view = whole(ctx)
    found = meant(ctx, view, args.get("document"))
    if Ability.KEEP_LIBRARY not in view.may and found.row.owner_id != (ctx.actor.person_id or -1):
        owner = found.row.owner_name or "nobody yet"
        raise Refused(
            f"“{found.row.document}” is confirmed by its owner ({owner}), or by the secretary, a lead or a "
            "contributor of the plan. Nothing was changed.", Action("Library", "library"),
        )  # fmt: skip
    kept = {"link": args.get("link"), "until": args.get("until"), "owner": ""}
    until, errors = _read(ctx, kept)
    if not found.row.link and not kept["link"]:
        errors.append(("link", "It is missing: where is it?"))
    row = ctx.change.get_one(LibraryItem, found.row.id, with_for_update=True, populate_existing=True)
    if not until and row.good_until and row.good_until < ctx.today:
        errors.append(("until", f"It was good until {say_day(row.good_until)}. Until when is it good now?"))
    if errors:
        return Reply(form=cards.confirm_form(found, kept, tuple(errors)), refused=bool(kept["link"] or kept["until"]))
    row.link, row.good_until = kept["link"] or row.link, until or row.good_until
    row.confirmed_on, row.confirmed_by, row.version = ctx.today, ctx.actor.name, row.version + 1
    ctx.change.add(row)
    _chase(ctx, view, row)
    record(ctx, "library", f"library_item:{row.key_id}", f"confirmed L{row.key_id} “{row.document}”", plan_id=view.id)
    return Reply((cards.kept_card(view, _view(row, ctx.today), "Confirmed"),))


def match(ctx: Context, args: Arguments) -> Reply:
    """Say which expected document one in the library is, where its title does not say so itself."""
    view = _kept_by_them(ctx)
    found, wanted = meant(ctx, view, args.get("document")), checklist.named(ctx, view, args.get("which"))
    row = ctx.change.get_one(LibraryItem, found.row.id, with_for_update=True, populate_existing=True)
    row.expected, row.version = wanted.key, row.version + 1
    ctx.change.add(row)
    said = f"counted L{row.key_id} “{row.document}” as {wanted.name} “{wanted.document}”"
    record(ctx, "library", f"library_item:{row.key_id}", said, plan_id=view.id)
    return Reply((cards.kept_card(view, _view(row, ctx.today), f"Counted as {wanted.name}, {wanted.document}"),))


def not_needed(ctx: Context, args: Arguments) -> Reply:
    """Say that this council needs no such document, and why; adding the document later overrules it."""
    view = _kept_by_them(ctx)
    wanted, reason = checklist.named(ctx, view, args.get("which")), " ".join(args.get("reason").split())
    if not reason or len(reason) > _LONGEST:
        return Reply(form=cards.not_needed_form(wanted, reason, _LONGEST), refused=bool(reason))
    row = checklist.mark(ctx, view, wanted, reason)
    said = f"said that {wanted.name} “{wanted.document}” is not needed: “{reason}”"
    record(ctx, "library", f"library_item:{row.key_id}", said, plan_id=view.id)
    return Reply((cards.not_needed_card(view, wanted, reason),))


def meant(ctx: Context, view: PlanView, said: str) -> LibraryView:
    """The one document of the library that is meant. Raises UserError where it is none or several."""
    number = _NAMED.fullmatch(said.strip())
    words = said.casefold().split()
    found = [
        each for each in of_plan(ctx, view)
        if (each.row.id == int(number[1]) if number else all(word in each.row.document.casefold() for word in words))
    ]  # fmt: skip
    exact = [each for each in found if each.row.document.casefold() == said.strip().casefold()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    what = "More than one document is called that" if found else f"The library has no “{said}”"
    raise UserError(f"{what}. “library” lists them with their numbers, such as L2.", Action("Library", "library"))
