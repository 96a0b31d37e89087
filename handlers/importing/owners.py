"""Who is tied to what, and people with their posts and roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.chasing import readdress_in, settle_in
from handlers.documents.names import short_name
from handlers.documents.plan_format.items import Owner
from handlers.documents.plan_format.people import Person as PersonEntry
from handlers.importing.changed import Item, Part, named
from handlers.importing.work import Work
from models.people import Organisation, Person, Post, PostHolder, RoleGrant, Tie
from models.vocabulary import DueKind, Relation, Role

AFTER_THE_SOURCE = 1_001
"""The place from which on an overlay adds to what a plan file holds."""


def put_owners(work: Work, column: str, item: Item, owners: tuple[Owner, ...], start: int = 1) -> None:
    """Tie owners to an item, by the `column` of its kind.

    Where none was assigned in chat, whom a plan file named before and names no longer gives way to whom it names now.
    """
    ties = work.desk.all(Tie, plan_id=work.plan_id, **{column: item.key_id})
    for relation in Relation:
        placed = [(n, owner) for n, owner in enumerate(owners, start) if owner.relation is relation]
        _Tied(work, column, item, relation, [tie for tie in ties if tie.relation is relation]).bring(placed)


@dataclass(slots=True)
class _Tied:
    """Everybody who is or was tied to one item in one way. A file gives no day from which they are; chat does."""

    work: Work
    column: str
    item: Item
    relation: Relation
    ties: list[Tie]

    def bring(self, placed: Sequence[tuple[int, Owner]]) -> None:
        """Bring them up to date with whom a file names, and where."""
        if not (placed or self.ties):
            return
        before = self._standing()
        settled = before and any(tie.from_on is not None for tie in self.ties)
        wanted = [(n, owner, _who(self.work, owner, self.item.label)) for n, owner in placed]
        known = [self._known(who) for *_, who in wanted]
        if settled:
            self._say_kept(wanted, known, before)
            return
        for (n, owner, who), tie in zip(wanted, known, strict=True):
            self._put(n, owner, who, tie)
        self._end([tie for tie in before if tie not in known and tie.position < AFTER_THE_SOURCE], others=bool(wanted))
        self._say(before)

    def _standing(self) -> list[Tie]:
        return [tie for tie in self.ties if tie.until_on is None]

    def _known(self, who: Mapping[str, object]) -> Tie | None:
        alike = [tie for tie in self.ties if all(getattr(tie, name) == value for name, value in who.items())]
        return next((tie for tie in alike if tie.until_on is None), next(iter(alike), None))

    def _put(self, place: int, owner: Owner, who: Mapping[str, object], tie: Tie | None) -> None:
        work = self.work
        if tie is None:
            key = {"plan_id": work.plan_id, self.column: self.item.key_id, "relation": self.relation, **who}
            values = {**key, "printed": owner.printed, "position": place}
            self.ties.append(work.desk.add(Tie, f"{self.item.label}, {_called(owner)}", values))
        elif tie.until_on is not None and not self._left(tie):
            tie.until_on, tie.position = None, place
            work.desk.session.flush()
        else:
            work.desk.result.unchanged["owner"] += 1

    def _left(self, tie: Tie) -> bool:
        """Whether whoever was tied has left the council, or gave it up in chat, and so does not come back by a file."""
        person = self.work.desk.session.get(Person, tie.person_id) if tie.person_id else None
        return (person is not None and not person.active) or any(each.from_on is not None for each in self.ties)

    def _end(self, gone: list[Tie], *, others: bool) -> None:
        """Whom a plan file names no longer gives way to others; with none named they go on, and that is said."""
        if not gone or self.work.illustration:
            return
        if not others:
            self.work.desk.result.note(
                f"{named(self.item)} has {self._names(gone)} as {self._relation}, whom this file no longer names: "
                f"kept, because it names nobody else; to hand it over: assign {self.item.label} EMAIL{self._as}"
            )
            return
        for tie in gone:
            tie.until_on = self.work.now.date()
        self.work.desk.session.flush()
        if self.relation is Relation.OWNER:
            self._chase_the_new(gone)

    def _chase_the_new(self, gone: Sequence[Tie]) -> None:
        """What the old owners were to be chased about, the new one is, as when one is assigned in chat."""
        session, subject = self.work.desk.session, f"{self.item.__tablename__}:{self.item.key_id}"
        settle_in(session, subject, DueKind.NOT_MINE, done=True)
        heir = next((tie.person_id for tie in self._standing() if tie.person_id), None)
        if heir is not None:
            readdress_in(session, [tie.person_id for tie in gone if tie.person_id], heir, subject)

    def _say_kept(self, named_now: Sequence[Any], known: Sequence[Tie | None], before: Sequence[Tie]) -> None:
        """Say whom a file names anew beside those who were assigned in chat."""
        new = [_called(owner) for (_, owner, _), tie in zip(named_now, known, strict=True) if tie is None]
        self.work.desk.result.unchanged["owner"] += len(named_now) - len(new)
        if new:
            self.work.desk.result.note(
                f"{named(self.item)} has {self._names(before)} as {self._relation}, assigned in chat, and "
                f"{', '.join(new)} in the file: kept; to change it: assign {self.item.label} EMAIL{self._as}"
            )

    def _say(self, before: Sequence[Tie]) -> None:
        after = self._standing()
        if before != after and not self.work.illustration:
            self.work.desk.note(self.item, Part(self._relation, self._names(before), self._names(after)))

    @property
    def _relation(self) -> str:
        return self.relation.value.replace("_", " ")

    @property
    def _as(self) -> str:
        return "" if self.relation is Relation.OWNER else f" as={self.relation.value.replace('_', '-')}"

    def _names(self, ties: Sequence[Tie]) -> str:
        return ", ".join(_name(self.work, tie) for tie in ties)


def _name(work: Work, tie: Tie) -> str:
    """What whoever is tied is called."""
    session = work.desk.session
    if tie.person_id:
        return session.get_one(Person, tie.person_id).name
    if tie.post_id:
        return session.get_one(Post, tie.post_id).title
    return session.get_one(Organisation, tie.organisation_id).name if tie.organisation_id else tie.printed or ""


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
