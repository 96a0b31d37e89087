"""Erasing who somebody was from the directory, once they have left and none of their plans needs it."""

from sqlalchemy import delete, select

from handlers.context import Context
from handlers.retention.kinds import GONE
from models.chats import Chat
from models.database.reading import table_of
from models.people import Identity, Person, PlanChoice


def erase_person(ctx: Context, person: Person) -> None:
    """Name, address, platform identities, chats and choices go; the row stays as a number that history points at."""
    person.name, person.email = GONE, f"erased-{person.key_id}@erased.invalid"
    person.time_zone = person.preferred_platform = person.line_manager_id = None
    ctx.change.add(person)
    identity, choice, chat = table_of(Identity), table_of(PlanChoice), table_of(Chat)
    theirs = select(identity.c["platform"], identity.c["external_id"]).where(identity.c["person_id"] == person.key_id)
    for platform, account in ctx.change.connection().execute(theirs).all():
        whose = (chat.c["platform"] == platform, chat.c["external_id"] == account)
        ctx.change.connection().execute(delete(chat).where(*whose))
    ctx.change.connection().execute(delete(identity).where(identity.c["person_id"] == person.key_id))
    ctx.change.connection().execute(delete(choice).where(choice.c["actor"] == f"person:{person.key_id}"))
