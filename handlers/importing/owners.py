"""Who is tied to what, and people with their posts and roles."""

from handlers.documents.names import short_name
from handlers.documents.plan_format.items import Owner
from handlers.documents.plan_format.people import Person as PersonEntry
from handlers.importing.work import Work
from models.people import Person, Post, PostHolder, RoleGrant, Tie
from models.vocabulary import Role


def put_owners(work: Work, column: str, item_id: int, name: str, owners: tuple[Owner, ...], start: int = 1) -> None:
    """Tie owners to an item, by the `column` of its kind. A tie that was ended stays ended."""
    for n, owner in enumerate(owners, start):
        key = {"plan_id": work.plan_id, column: item_id, "relation": owner.relation, **_who(work, owner, name)}
        if work.desk.find(Tie, **key) is None:
            work.desk.add(Tie, f"{name}, {_called(owner)}", {**key, "printed": owner.printed, "position": n})
        else:
            work.desk.result.unchanged["owner"] += 1


def _who(work: Work, owner: Owner, name: str) -> dict[str, object]:
    if owner.person:
        return {"person_id": work.person(owner.person, name).key_id}
    if owner.post:
        return {"post_id": put_post(work, owner.post).key_id}
    if owner.organisation:
        return {"organisation_id": work.organisation(owner.organisation, name).key_id}
    return {"printed": owner.printed, "person_id": None, "post_id": None, "organisation_id": None}


def _called(owner: Owner) -> str:
    return owner.printed or owner.person or owner.post or owner.organisation or ""


def put_post(work: Work, title: str) -> Post:
    """The post with this title."""
    return work.desk.put(Post, title, {"key": short_name(title)}, {}, {"title": title})


def put_people(work: Work, entries: tuple[PersonEntry, ...]) -> None:
    """People of a file, with their managers, posts and roles. What has been ended since stays ended."""
    for entry in entries:
        home = work.organisation(entry.organisation).key_id if entry.organisation else None
        values = {"name": entry.name, "organisation_id": home}
        work.desk.put(Person, entry.email, {"email": entry.email}, values)
    for entry in entries:
        person = work.person(entry.email)
        if entry.manager:
            work.desk.alter(person, entry.email, {"line_manager_id": work.person(entry.manager).key_id})
        for title in entry.posts:
            key = {"post_id": put_post(work, title).key_id, "person_id": person.key_id}
            work.desk.put(PostHolder, f"{title}, {entry.email}", key, {})
        _put_roles(work, entry, person)


def _put_roles(work: Work, entry: PersonEntry, person: Person) -> None:
    for grant in entry.roles:
        board = work.board(grant.board)
        key = {
            "person_id": person.key_id,
            "plan_id": None if grant.role is Role.ADMIN else work.plan_id,
            "board_id": board.key_id if board else None,
            "role": grant.role,
        }
        first = {"since": work.now, "granted_by": work.by}
        work.desk.put(RoleGrant, f"{grant.role.value}, {entry.email}", key, {}, first)
