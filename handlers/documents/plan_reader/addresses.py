"""Whether everybody whom a plan file names by an address is somebody: here already, or among its people."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from handlers.documents.plan_format import OverlayFile, PlanFile
from handlers.documents.plan_reader.problems import Finding, Findings, Path


def addresses(file: PlanFile | OverlayFile, here: Collection[str] | None) -> Findings:
    """Who is named by an address that nobody has, here or in the file."""
    known = {*(here or ()), *(person.email for person in file.people)}
    for path, email in _named(file) if here is not None else ():
        if email not in known:
            close = get_close_matches(email, known, n=1, cutoff=0.9)
            offer = f"did you mean '{close[0]}'? Otherwise add them under people" if close else "add them under people"
            yield Finding(path, f"there is nobody here with the address {email}: {offer}", "people")


def _named(file: PlanFile | OverlayFile) -> Iterator[tuple[Path, str]]:
    """Each address that a file gives to say who, with its place."""
    owned = ("recommendations", "actions", "workstreams", "owners")
    for section in owned:
        for n, item in enumerate(getattr(file, section, ())):
            for m, owner in enumerate(item.owners):
                if owner.person:
                    yield (section, n, "owners", m, "person"), owner.person
    for n, person in enumerate(file.people):
        if person.manager:
            yield ("people", n, "manager"), person.manager
    for section in ("updates", "evidence"):
        for n, entry in enumerate(getattr(file, section, ())):
            yield (section, n, "by"), entry.by
