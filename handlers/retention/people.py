"""Erasing who somebody was from the directory, once they have left and none of their plans needs it."""

from sqlalchemy import delete
from sqlmodel import select

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
    choice, chat = table_of(PlanChoice), table_of(Chat)
    for account in ctx.change.exec(select(Identity).where(Identity.person_id == person.key_id)).all():
        whose = (chat.c["platform"] == account.platform, chat.c["external_id"] == account.external_id)
        ctx.change.connection().execute(delete(chat).where(*whose))
        ctx.change.delete(account)
    ctx.change.connection().execute(delete(choice).where(choice.c["actor"] == f"person:{person.key_id}"))
