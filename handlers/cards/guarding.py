"""What is said when words may identify a child, or read as a concern about one. It never says them back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from handlers.cards.words import listed
from handlers.request import Request
from models.card import Action, Card, ChoiceField, Facts, FileField, Form, Paragraph, TextField
from models.rules.identifiers import IdentifierKind

if TYPE_CHECKING:
    from handlers.attached import Looked

CALLED = {
    IdentifierKind.NHS_NUMBER: "an NHS number",
    IdentifierKind.UPN: "a unique pupil number",
    IdentifierKind.LEARNER_NUMBER: "a unique learner number",
    IdentifierKind.NI_NUMBER: "a National Insurance number",
    IdentifierKind.CASE_NUMBER: "a case number",
    IdentifierKind.CASE_LINK: "a link to a case record",
    IdentifierKind.CHILD_LIST: "a list of children",
    IdentifierKind.BIRTH_DATE: "a date of birth",
    IdentifierKind.POSTCODE: "a postcode",
    IdentifierKind.ADDRESS: "an address",
    IdentifierKind.CHILD_LABEL: "a child under a letter or label",
    IdentifierKind.CHILD_NAME: "a child's name",
    IdentifierKind.SMALL_COUNT: "a number of children so small that one could be known",
}
_REWRITE = "Say it as a total, for example “audit of 20 files: 17 had views recorded”."
LONGEST_FIELD = 3_000


def refused_card(kinds: Sequence[IdentifierKind], council: Mapping[str, Any], *, stands: bool = True) -> Card:
    """That nothing was kept, how to delete the message where one `stands` in the chat, and how to say it instead."""
    team = council.get("data_protection_contact")
    tell = f"tell the data protection team ({team})" if team else "tell your data protection team"
    said = f"Your message is still in this chat: please delete it and {tell}." if stands else f"Please {tell}."
    return Card(
        f"I have not kept that: it seems to contain {listed(CALLED[kind] for kind in kinds)}.",
        (Paragraph((f"{said} {_REWRITE}",)),),
        (Action("How to say it", "help update"),),
    )


def confirm_form(request: Request, kinds: Sequence[IdentifierKind]) -> Form:
    """The words to change, or the promise that nobody could tell which child they are about."""
    kept = tuple(
        TextField(name, name.replace("_", " ").capitalize(), value=value, multiline=True, max_length=LONGEST_FIELD)
        for name, value in request.values.items()
        if name != "confirmed"
    )
    promise = ChoiceField(
        "confirmed", "I have checked: nobody could tell which child this is about", (("yes", "Yes"),), required=True
    )
    intro = f"Nothing is kept yet: it may contain {listed(CALLED[kind] for kind in kinds)}. {_REWRITE}"
    return Form("Could this identify a child?", request.text, (*kept, *_files(request), promise), intro=intro)


def _files(request: Request) -> tuple[FileField, ...]:
    """The files again, which are kept as little as the words, unless they wait under a draft."""
    if not request.attachments or request.text.startswith("draft file "):
        return ()
    return (FileField("file", "The file again: it is not kept yet", required=True),)


def doubted_file(file: "Looked") -> str:
    """Why somebody has to say that a file identifies no child: its words, or what of it could not be read."""
    told = f"Words in {file.name} may identify a child: {_told(file)}." if file.telling else ""
    unread = f"I cannot read all of {file.name}." if file.unread else ""
    return " ".join(filter(None, (told, unread, "Have you checked that it identifies no child?")))


def checked_file(file: "Looked") -> str:
    """That somebody said so, for the history, with what was doubted."""
    doubts = (f"its words may hold {_told(file)}" if file.telling else "", "not all of it can be read" * file.unread)
    return f"; confirmed that its file identifies no child ({'; '.join(filter(None, doubts))})"


def _told(file: "Looked") -> str:
    return listed(CALLED[kind] for kind in file.telling)


def concern_card(council: Mapping[str, Any]) -> Card:
    """Where a concern about a child goes. This chat is not watched."""
    rows = [
        ("Front door", council.get("front_door") or "your council's children's services front door"),
        ("Out of hours", council.get("out_of_hours") or "your council's emergency duty team"),
        ("About somebody who works with children", council.get("lado") or "the designated officer (LADO)"),
        ("Immediate danger", "999"),
    ]
    return Card(
        "This chat is not watched, and I have not kept your message.",
        (Paragraph(("For a concern about a child, call now:",)), Facts(tuple((name, (said,)) for name, said in rows))),
        (Action("It was an update, not a concern", "help update"),),
    )
