"""The library: what could not be handed to an inspector today comes first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from handlers.access import PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import count, ended, short
from handlers.grammar import compose, quoted
from models.card import Action, Card, DateField, Facts, Form, Link, Paragraph, Span, Spans, TextField, Tinted, Tone
from models.rules.dates import say_day

if TYPE_CHECKING:
    from handlers.library import LibraryView

PAGE = 10
_TONES = {"missing": Tone.RED, "stale": Tone.AMBER}


def library_card(view: PlanView, found: Sequence["LibraryView"], *, page: int, may_keep: bool) -> Card:
    """The library of a plan."""
    put = (Action("Add a document", "library add"),) if may_keep else ()
    if not found:
        said = (
            f"{view.name} has no library yet. Inspectors ask for key documents on the day they arrive: add each with "
            "“library add” and who keeps it."
        )
        return Card(said, foot(view), put)
    here = found[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, len(found), PAGE, "library")
    missing, stale = (sum(each.keeping == word for each in found) for word in ("missing", "stale"))
    title = f"{view.name}: library of {count(len(found), 'document')}, {missing} missing, {stale} stale"
    confirm = tuple(
        Action(f"Confirm {each.name}", f"library confirm {each.name}") for each in here[:3] if each.keeping != "current"
    )
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    return Card(title, (Facts(tuple((each.name, _line(each)) for each in here)), *quiet, *foot(view)),
                (*(confirm if may_keep else ()), *put, *turn))  # fmt: skip


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
