"""The people who walk, by what they are, and the plan as they find it."""

import hashlib
from datetime import datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy import Engine

from bot.dispatch import Dispatcher
from bot.evidence_store import EvidenceStore
from handlers.identities import Profile
from handlers.request import Attachment, Request
from models.people import Person
from models.plan import AmendmentRule, Recommendation, Workstream
from models.vocabulary import Platform
from tests.audit_chains import seal_again
from tests.council import (
    ACCESS,
    CHAIR,
    CONTRIBUTOR,
    DEPUTY,
    DIRECTOR,
    PARENTING,
    PARTICIPATION,
    PARTNER,
    QUALITY,
    SECRETARY,
    VICE_CHAIR,
    VIEWER,
)
from tests.worlds import KEY, LONDON, Setting, World

_AT = "@cambridgeshire.example"
ADMIN, LEAD, OWNER = f"administrator{_AT}", f"lead{_AT}", f"role.owner{_AT}"
AREA_TEAMS, SIXTEEN_PLUS = f"head.of.area.teams{_AT}", f"head.of.sixteen.plus{_AT}"
STAFF, STRANGER = f"somebody{_AT}", "stranger@elsewhere.example"

OWNERS = (ACCESS, AREA_TEAMS, QUALITY, PARTICIPATION, PARENTING, SIXTEEN_PLUS)
PEOPLE = {
    "admin": (ADMIN, DIRECTOR),
    "chair": (CHAIR,),
    "vice_chair": (VICE_CHAIR,),
    "secretary": (SECRETARY,),
    "lead": (LEAD, DIRECTOR),
    "owner": (*OWNERS, OWNER),
    "deputy": (DEPUTY,),
    "contributor": (CONTRIBUTOR,),
    "viewer": (VIEWER,),
    "partner": (PARTNER,),
    "line manager": (DIRECTOR, CHAIR),
    "leaver": (SIXTEEN_PLUS,),
    "staff": (STAFF,),
    "stranger": (STRANGER,),
}
EVERYBODY = tuple(dict.fromkeys(who for group in PEOPLE.values() for who in group))
MAY_BE_NAMED = (*OWNERS, DEPUTY, CONTRIBUTOR, LEAD, OWNER, CHAIR)
"""Who may be given an item, cover for somebody, or a question; those who only read are not among them."""

ONLY_READ = (VIEWER, STAFF, STRANGER)
RESTRICTED_ITEM, LIMITED_EVIDENCE = "Kestrelwing", "Nightjarsong"
NOT_TOLD = {
    RESTRICTED_ITEM: (STAFF, PARTNER, STRANGER),
    LIMITED_EVIDENCE: (VIEWER, STAFF, PARTNER, STRANGER),
}
"""A word that stands in one restricted place only, and who may never read it."""

OPENING = Setting(now=datetime(2010, 4, 20, 17, 0, tzinfo=LONDON))
_NOTES = b"Two teams were visited, and what they said was written down.\n"
_LIMITED = f'evidence SG4 "voice of staff" "{LIMITED_EVIDENCE} was heard in two teams" bearing=for restricted=yes'
_FIRST = (
    f"people add {ADMIN} admin",
    f"people add {LEAD} lead",
    f"people add {OWNER} owner",
    f"settings data_protection_officer {CONTRIBUTOR}",
    "publish cambridgeshire-2009 to staff",
    'library add "Threshold document" owner=head.of.access@cambridgeshire.example',
)


def fill(url: str) -> None:
    """The Cambridgeshire illustration, with what it lacks.

    The chair manages the Head of Participation, LAC5 is restricted, and there are streams of work and amendment rules.
    """
    from models.database import engine_for  # noqa: PLC0415  because tests of pure rules need no database

    OPENING.fill(url)
    engine = engine_for(url)
    world = world_on(engine)
    world.run(
        f"UPDATE person SET line_manager_id = (SELECT id FROM person WHERE email = '{CHAIR}') "
        f"WHERE email = '{PARTICIPATION}'",
        f"UPDATE recommendation SET restricted = true, council_text = '{RESTRICTED_ITEM} stays with us' "
        "WHERE label = 'LAC5'",
        "INSERT INTO amendment_rule (plan_id, position, change, decided_by, conditions) VALUES "
        "(1, 1, 'any amendment', 'Independent chair', '[]'), "
        "(1, 2, 'a rewrite', 'Independent chair', '[\"in consultation with the Lead Member\"]')",
        "INSERT INTO workstream (plan_id, kind, position, label, label_key, name, source) VALUES "
        "(1, 'workstream', 1, 'WS1', 'ws1', 'Listening stream', '{}'), "
        "(1, 'workstream', 2, 'WS2', 'ws2', 'Recording stream', '{}')",
    )
    _link(world, DIRECTOR)
    notes = Attachment("notes.txt", _files().quarantine(BytesIO(_NOTES)))
    assert not world.bot.ask(Request("teams", DIRECTOR, "here", _LIMITED, attachments=(notes,))).refused
    for said in _FIRST:
        assert not world.bot.ask(asked(DIRECTOR, said)).refused, said
    _link(world, *EVERYBODY)
    world.bot.close()
    seal_again(engine, Person, Recommendation, AmendmentRule, Workstream, key=KEY)
    engine.dispose()


def _link(world: World, *people: str) -> None:
    for who in people:
        world.bot.meet(Profile(Platform.TEAMS, who, who, who, member=who != STRANGER))


def world_on(engine: Engine) -> World:
    """A world whose one file, that of the limited evidence, is kept, whatever walk removed it before."""
    world, files = World(engine, OPENING.now), _files()
    files.keep(files.quarantine(BytesIO(_NOTES)), hashlib.sha256(_NOTES).hexdigest())
    world.bot = Dispatcher(engine, KEY, LONDON, lambda: world.now, lambda: files)
    return world


def _files() -> EvidenceStore:
    return EvidenceStore("memory://walk")


def asked(who: str, text: str, values: dict[str, str] | None = None) -> Request:
    """What somebody says in chat, where the platform knows who they are."""
    return Request("teams", who, f"with {who}", text, values or {})


def file_of(world: World) -> Path:
    return Path(str(world.engine.url.database))
