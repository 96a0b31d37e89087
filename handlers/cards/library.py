"""The library: what could not be handed to an inspector today comes first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from handlers.access import PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import count, ended, short
from handlers.grammar import compose, quoted
from models.card import (
    Action,
    Block,
    Bold,
    Card,
    DateField,
    Facts,
    Form,
    Link,
    Paragraph,
    Span,
    Spans,
    TextField,
    Tinted,
    Tone,
)
from models.rules.dates import say_day
from models.rules.expected import AS_AT, Expected

if TYPE_CHECKING:
    from handlers.library import LibraryView
    from handlers.library_checklist import Checklist

PAGE = 10
_TONES = {"missing": Tone.RED, "stale": Tone.AMBER}


def library_card(
    view: PlanView, found: Sequence["LibraryView"], checklist: "Checklist", *, page: int, may_keep: bool
) -> Card:
    """The library of a plan, and what is expected in it and is not there."""
    put = (Action("Add a document", "library add"),) if may_keep else ()
    if not found:
        said = (
            f"{view.name} has no library yet. Inspectors ask for key documents on the day they arrive: add each with "
            "“library add” and who keeps it."
        )
        return Card(said, (*_expected(checklist, may_keep=may_keep), *foot(view)), put)
    here = found[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, len(found), PAGE, "library")
    missing, stale = (sum(each.keeping == word for each in found) for word in ("missing", "stale"))
    title = f"{view.name}: library of {count(len(found), 'document')}, {missing} missing, {stale} stale"
    confirm = tuple(
        Action(f"Confirm {each.name}", f"library confirm {each.name}") for each in here[:3] if each.keeping != "current"
    )
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    wanted = _expected(checklist, may_keep=may_keep) if page == 1 else ()
    return Card(title, (Facts(tuple((each.name, _line(each)) for each in here)), *quiet, *wanted, *foot(view)),
                (*(confirm if may_keep else ()), *put, *turn))  # fmt: skip


def _expected(checklist: "Checklist", *, may_keep: bool) -> tuple[Block, ...]:
    """What inspectors expect that nobody has put in, then what this council needs no such document of, and why."""
    lacking = checklist.lacking
    title = f"Inspectors expect these, and nobody has put them in: {len(lacking)} of {checklist.total}"
    if not lacking:
        title = "Everything on the list of what inspectors expect is put in, or said not to be needed"
    spared = tuple((each.name, (f"{each.document} · not needed: {why}",)) for each, why in checklist.not_needed)
    rows = (*((each.name, (each.document,)) for each in lacking), *spared)
    first = lacking[0].name if lacking else ""
    how = f" Under another name? library match L1 {first}. Not needed here? library not-needed {first} reason=“…”"
    note = f"A list to start from, as at {say_day(AS_AT)}; check it against the inspectors' own."
    note += how if may_keep and lacking else ""
    return (Paragraph((Bold(title),)), *((Facts(rows),) if rows else ()), Paragraph((note,), quiet=True))


def not_needed_form(wanted: Expected, reason: str, longest: int) -> Form:
    """Why a document inspectors expect is not needed here."""
    too_long = (("reason", f"At most {longest} characters."),) if reason else ()
    why = TextField("reason", "Why is it not needed here?", value=reason[:longest], required=True, max_length=longest)
    return Form(f"{wanted.name}, {wanted.document}", f"library not-needed {wanted.name}", (why,), errors=too_long)


def not_needed_card(view: PlanView, wanted: Expected, reason: str) -> Card:
    """That a document is not needed, and how that ends."""
    ends = f"Should that change, put it in: library add {quoted(wanted.document)}"
    return Card(
        ended(f"Not needed: {wanted.name}, {wanted.document}. “{reason}”"), (Paragraph((ends,)), *foot(view)),
        (Action("Library", "library"),),
    )  # fmt: skip


def _line(each: "LibraryView") -> Spans:
    row = each.row
    word = each.keeping.value
    lead: tuple[Span, ...] = (Tinted(word.upper(), _TONES[word]), " · ") if word in _TONES else ()
    name: Span = Link(row.document, row.link) if row.link else row.document
    by = f"confirmed {say_day(row.confirmed_on)} by {row.confirmed_by}" if row.confirmed_on else "never confirmed"
    until = f", good until {say_day(each.good_until)}" if each.good_until else ""
    return (*lead, name, f" · {row.owner_name or 'nobody keeps it yet'} · {by}{until}")


def library_form(document: str, kept: Mapping[str, str], errors: tuple[tuple[str, str], ...]) -> Form:
    """A document for the library."""
    return Form(
        "Add a document to the library",
        compose("library add", quoted(document)) if document else "library add",
        (
            TextField("document", "Which document?", value=document, required=True, max_length=300),
            TextField("owner", "Who keeps it?", value=kept["owner"], hint="A work e-mail, or a post."),
            TextField("link", "Where is it?", value=kept["link"], hint="A link; it is kept, never opened."),
            DateField("until", "Good until", value=kept["until"]),
        ),
        errors=errors if document else (),
    )  # fmt: skip


def confirm_form(found: "LibraryView", kept: Mapping[str, str], errors: tuple[tuple[str, str], ...]) -> Form:
    """What is missing before a document can be confirmed."""
    return Form(
        f"Confirm {found.name}: {short(found.row.document, 80)}",
        f"library confirm {found.name}",
        (
            TextField("link", "Where is it?", value=kept["link"] or found.row.link or ""),
            DateField("until", "Good until", value=kept["until"]),
        ),
        errors=errors,
    )


def kept_card(view: PlanView, found: "LibraryView", verb: str) -> Card:
    """That a document was added or confirmed."""
    said = f"{verb}: {found.name}, {found.row.document}"
    return Card(ended(said), (Paragraph(_line(found)), *foot(view)), (Action("Library", "library"),))
