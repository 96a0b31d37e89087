"""`people`: who is in the plan and as what; added, changed and removed by an administrator."""

from handlers.people.listing import last_day, show
from handlers.people.persons import known_person, name_from, person_here
from handlers.people.roles import add, change, grants, remove, role_of

__all__ = [
    "add",
    "change",
    "grants",
    "known_person",
    "last_day",
    "name_from",
    "person_here",
    "remove",
    "role_of",
    "show",
]
