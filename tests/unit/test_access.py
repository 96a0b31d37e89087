"""Who may do what, command by command, and that nobody learns what is not theirs from a word of any answer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from handlers.access import ROLE_MAY
from handlers.commands import COMMANDS
from handlers.understanding import understand
from models.card import Facts, plain, to_json
from models.vocabulary import Role
from tests.databases import Store
from tests.worlds import LONDON, OPERATOR, Setting, World, buttons, opened

NOW = datetime(2020, 4, 7, 9, 0, tzinfo=LONDON)
PLAN = ("secretshire-2020", "secretshire-2020-overlay")

PEOPLE = {
    "operator": OPERATOR,
    "admin": "admin@secretshire.example",
    "chair": "chair@secretshire.example",
    "vice_chair": "vice.chair@secretshire.example",
    "secretary": "secretary@secretshire.example",
    "lead": "lead@secretshire.example",
    "owner": "role.owner@secretshire.example",
    "contributor": "contributor@secretshire.example",
    "viewer": "viewer@secretshire.example",
    "tied": "tied@secretshire.example",
    "staff": "somebody@secretshire.example",
    "staff_known": "nobody@secretshire.example",
    "partner": "nurse@cedar.example",
    "partner_viewer": "matron@cedar.example",
    "partner_contributor": "doctor@cedar.example",
    "partner_without": "visitor@fire.example",
    "inactive": "left@secretshire.example",
    "stranger": "stranger@elsewhere.example",
}
"""Every role, and everybody who has none: by what ties them to the plan, or does not."""

RUN_THE_PLAN = "operator admin"
OFFICE = f"{RUN_THE_PLAN} chair vice_chair secretary lead"
TEAM = f"{OFFICE} owner contributor viewer tied"
STAFF = "staff staff_known"
PARTNERS = "partner partner_viewer partner_contributor"
READERS = f"{TEAM} {STAFF} {PARTNERS}"
OUTSIDE = "partner_without inactive stranger"
NOBODY_YET = ""
"""There is nothing of that to decide in this plan; their own tests try each office."""


@dataclass(frozen=True)
class Row:
    """What to say to try a command, and who gets an answer that is not a refusal."""

    says: str
    may: str

    @property
    def allowed(self) -> set[str]:
        return set(self.may.split())


MATRIX: dict[str, tuple[Row, ...]] = {
    "status": (
        Row("status", READERS),
        Row("status 1", f"{TEAM} {STAFF}"),
        Row("status 2", TEAM),
        Row("status 3", READERS),
        Row("status 4", f"{TEAM} {STAFF}"),
        Row("status action 1.2", TEAM),
        Row("status action 3.1", READERS),
        Row("status action 3.2", f"{TEAM} {STAFF}"),
        Row("status Ivory stream", READERS),
        Row("status Iris stream", f"{TEAM} {STAFF}"),
    ),
    "why": (
        Row("why 1", f"{TEAM} {STAFF}"),
        Row("why 2", TEAM),
        Row("why 3", READERS),
        Row("why action 1.2", TEAM),
    ),
    "snooze": (
        Row("snooze 4 until 9 April 2020", "admin lead contributor"),
        Row("snooze 1 until 9 April 2020", ""),  # it is late: nobody puts that off
    ),
    "preview": (Row("preview", OFFICE), Row("preview 3", OFFICE)),
    "digest": (Row("digest", READERS), Row("digest secretshire-2020", READERS)),
    "digest details": (Row("digest details", READERS),),
    "inspection": (Row("inspection", READERS),),
    "inspection notified": (
        Row("inspection notified 2020-04-06", OFFICE),
        Row("inspection notified 2020-04-06 --rehearsal", OFFICE),
    ),
    "inspection confirm": (Row("inspection confirm N1", NOBODY_YET),),
    "inspection have-it": (Row("inspection have-it", NOBODY_YET),),
    "inspection done": (Row("inspection done K1", NOBODY_YET),),
    "inspection give": (Row("inspection give K1 to lead@secretshire.example", NOBODY_YET),),
    "dates": (Row("dates", f"{TEAM} {STAFF}"),),
    "dates done": (Row("dates done P1", OFFICE), Row("dates done T1", OFFICE)),
    "dates not-done": (Row("dates not-done P1", NOBODY_YET),),
    "digest here": (Row("digest here", OFFICE),),
    "digest stop": (Row("digest stop", NOBODY_YET),),
    "status all": (Row("status all", READERS),),
    "status actions": (
        Row("status actions", READERS),
        Row("status 2 actions", TEAM),
        Row("status 3 actions", READERS),
    ),
    "status more": (
        Row("status more", f"{TEAM} {STAFF}"),
        Row("status 2 more", TEAM),
        Row("status 3 more", READERS),
    ),
    "status judgements": (Row("status judgements", f"{TEAM} {STAFF}"),),
    "status timeline": (Row("status timeline", f"{TEAM} {STAFF}"),),
    "mine": (Row("mine", READERS.removeprefix("operator ")),),
    "due": (Row("due", READERS),),
    "overdue": (Row("overdue", READERS),),
    "overdue actions": (Row("overdue actions", READERS),),
    "history": (
        Row("history", READERS),
        Row("history 2", TEAM),
        Row("history 3", READERS),
        Row("history action 1.2", TEAM),
    ),
    "search": (
        Row("search Jade", f"{TEAM} {STAFF}"),
        Row("search Kestrel", TEAM),
        Row("search Lavender", READERS),
        Row("search Nutmeg", TEAM),
    ),
    "update": (
        Row('update 1 at risk "Words"', f"{RUN_THE_PLAN} lead contributor tied"),
        Row('update 2 at risk "Words"', f"{RUN_THE_PLAN} lead contributor"),
        Row('update 3 at risk "Words"', f"{RUN_THE_PLAN} lead contributor {PARTNERS}"),
        Row('update 4 at risk "Words"', f"{RUN_THE_PLAN} lead contributor"),
        Row('update 1.1 at risk "Words"', f"{RUN_THE_PLAN} lead contributor tied"),
        Row('update 3.1 at risk "Words"', f"{RUN_THE_PLAN} lead contributor {PARTNERS}"),
        Row('update 3.2 at risk "Words"', f"{RUN_THE_PLAN} lead contributor tied"),
    ),
    "evidence": (
        Row("evidence", READERS),
        Row("evidence 1", f"{TEAM} {STAFF}"),
        Row("evidence 2", TEAM),
        Row("evidence 3", READERS),
        Row("evidence E1", f"{TEAM} {STAFF}"),
    ),
    "evidence file": (Row("evidence E1 file", NOBODY_YET),),
    "evidence add": (
        Row('evidence add 1 audit "Words"', f"{RUN_THE_PLAN} lead contributor tied"),
        Row('evidence 2 audit "Words"', f"{RUN_THE_PLAN} lead contributor"),
        Row('evidence 3 audit "Words"', f"{RUN_THE_PLAN} lead contributor {PARTNERS}"),
        Row('evidence 1 audit "Words" bearing=against', f"{TEAM} {STAFF}"),
        Row('evidence 2 audit "Words" bearing=against', TEAM),
        Row('evidence 3 audit "Words" bearing=against', READERS),
        Row('evidence 1 audit "Words" bearing=mixed also=2', TEAM),
    ),
    "people link": (Row("people link viewer@secretshire.example U1", RUN_THE_PLAN),),
    "draft keep": (Row('draft keep words="Words"', "tied partner partner_viewer partner_contributor lead"),),
    "draft use": (Row("draft use 1 1 at_risk", NOBODY_YET),),
    "draft file": (Row("draft file 1", NOBODY_YET),),
    "draft drop": (Row("draft drop 1", NOBODY_YET),),
    "evidence save": (
        Row('evidence save number=1 kind=audit message="Words"', f"{RUN_THE_PLAN} lead contributor tied"),
        Row('evidence save number=1 kind=audit message="Words" bearing=against', f"{TEAM} {STAFF}"),
        Row("evidence save", READERS),
    ),
    "evidence accept": (Row("evidence accept E3", "chair vice_chair secretary lead"),),
    "evidence return": (Row('evidence return E3 reason="Words"', "chair vice_chair secretary lead"),),
    "evidence answer": (
        Row('evidence answer E3 answer="Words"', f"{RUN_THE_PLAN} chair vice_chair secretary lead contributor tied"),
    ),
    "measures": (Row("measures", READERS), Row("measures 2", TEAM), Row("measures 3", READERS)),
    "measure add": (
        Row('measure add "Words" for=1 direction=up', f"{RUN_THE_PLAN} lead contributor tied"),
        Row('measure add "Words" direction=up', f"{RUN_THE_PLAN} lead contributor"),
    ),
    "figure": (Row('figure M1 value=3 period="March 2020"', f"{RUN_THE_PLAN} lead contributor tied"),),
    "reviews": (Row("reviews", READERS),),
    "review list": (Row("review list", READERS),),
    "review add": (Row('review add 1 scope="Words" reviewer="Peers" on=2020-06-30', f"{OFFICE} contributor tied"),),
    "review done": (Row('review done R1 shows="Words" bearing=for again=none', f"{OFFICE} contributor tied"),),
    "review cancel": (Row('review cancel R1 reason="Words"', f"{OFFICE} contributor"),),
    "library": (Row("library", f"{TEAM} {STAFF}"),),
    "library add": (Row('library add "Words"', f"{RUN_THE_PLAN} secretary lead contributor"),),
    "library match": (Row("library match L1 D5", f"{RUN_THE_PLAN} secretary lead contributor"),),
    "library not-needed": (Row('library not-needed D5 "Words"', f"{RUN_THE_PLAN} secretary lead contributor"),),
    "library confirm": (
        Row("library confirm L1 link=https://x.example/", f"{RUN_THE_PLAN} secretary lead contributor tied"),
    ),
    "impact": (
        Row('impact 1 emerging "Words" evidence=E1', f"{RUN_THE_PLAN} lead contributor tied"),
        Row('impact 2 not-enough-evidence "Words"', f"{RUN_THE_PLAN} lead contributor"),
        Row('impact 3 not-enough-evidence "Words"', f"{RUN_THE_PLAN} lead contributor {PARTNERS}"),
    ),
    "gaps": (Row("gaps", READERS), Row("gaps 2", TEAM), Row("gaps 3", READERS)),
    "readiness": (Row("readiness", READERS),),
    "assurance": (Row("assurance", READERS), Row("assurance 2", TEAM), Row("assurance 3", READERS)),
    "challenges": (Row("challenges", READERS),),
    "challenge": (
        Row('challenge 1 "Words?" to=tied@secretshire.example', f"{RUN_THE_PLAN} chair vice_chair secretary"),
        Row('challenge 2 "Words?" to=tied@secretshire.example', f"{RUN_THE_PLAN} chair vice_chair secretary"),
    ),
    "challenge answer": (Row("challenge answer Q1 Words", NOBODY_YET),),
    "challenge accept": (Row("challenge accept Q1", NOBODY_YET),),
    "challenge not-yet": (Row("challenge not-yet Q1 Words", NOBODY_YET),),
    "changes": (Row("changes", READERS),),
    "change date": (Row('change date 1 2020-08-01 reason="Words"', f"{RUN_THE_PLAN} lead contributor tied"),),
    "change reword": (Row('change reword 1 text="New" reason="Words"', f"{RUN_THE_PLAN} lead contributor tied"),),
    "change drop": (Row('change drop 3 reason="Words"', f"{RUN_THE_PLAN} lead contributor {PARTNERS}"),),
    "change move": (Row('change move 1 to="Iris stream" reason="Words"', f"{RUN_THE_PLAN} lead contributor tied"),),
    "change pause": (Row('change pause 1 review=2020-08-01 reason="Words"', f"{RUN_THE_PLAN} lead contributor tied"),),
    "change resume": (Row('change resume 1 reason="Words"', NOBODY_YET),),
    "change add": (Row('change add 1 "New" reason="Words"', f"{RUN_THE_PLAN} lead contributor tied"),),
    "change consult": (Row('change consult C1 1 who="Words"', NOBODY_YET),),
    "change agree": (Row("change agree C1", NOBODY_YET),),
    "change confirm": (Row("change confirm C1", NOBODY_YET),),
    "change reported": (Row("change reported C1", NOBODY_YET),),
    "change refuse": (Row('change refuse C1 reason="Words"', NOBODY_YET),),
    "change withdraw": (Row("change withdraw C1", NOBODY_YET),),
    "assign": (Row("assign 1 viewer@secretshire.example reason=Moved", f"{RUN_THE_PLAN} lead"),),
    "not mine": (
        Row('not mine 1 reason="Words"', "tied"),
        Row('not mine 3 reason="Words"', PARTNERS),
        Row("not mine", f"{TEAM.replace(' viewer', '')} {PARTNERS}"),
    ),
    "away": (Row("away from 2020-05-01 to 2020-05-02", f"{TEAM} staff_known {PARTNERS}".removeprefix("operator ")),),
    "away back": (Row("away back", NOBODY_YET),),
    "leaver": (Row("leaver viewer@secretshire.example", RUN_THE_PLAN),),
    "harm": (
        Row("harm 1 no", f"{RUN_THE_PLAN} lead contributor tied"),
        Row("harm 3 no", f"{RUN_THE_PLAN} lead contributor {PARTNERS}"),
    ),
    "sign-off": (Row("sign-off 1", f"{TEAM} {STAFF}"), Row("sign-off 2", TEAM)),
    "sign-off request": (Row("sign-off request 1", NOBODY_YET),),
    "sign-off withdraw": (Row("sign-off withdraw 1", NOBODY_YET),),
    "sign-off sign": (Row("sign-off sign 1 meeting=2020-04-01 minute=1", NOBODY_YET),),
    "sign-off confirm": (Row("sign-off confirm 1", NOBODY_YET),),
    "sign-off return": (Row('sign-off return 1 wanted="Words"', NOBODY_YET),),
    "sign-off reopen": (Row('sign-off reopen 1 reason="Words"', NOBODY_YET),),
    "sign-off reported": (Row("sign-off reported 1 meeting=2020-04-01 minute=1", NOBODY_YET),),
    "holding": (Row("holding 1 yes", NOBODY_YET),),
    "waiting": (Row("waiting", READERS),),
    "chair": (Row("chair viewer@secretshire.example for 2020-05-01", f"{RUN_THE_PLAN} chair vice_chair secretary"),),
    "judge": (Row('judge 1 delivery=at-risk meeting=2020-04-01 reason="Words"', "chair vice_chair"),),
    "judge lift": (Row('judge lift 1 reason="Words"', NOBODY_YET),),
    "settings": (Row("settings", RUN_THE_PLAN),),
    "settings set": (Row("settings lado 01234", RUN_THE_PLAN),),
    "redact": (Row("redact", RUN_THE_PLAN),),
    "redact find": (Row("redact find 1", RUN_THE_PLAN), Row("redact find action 1.2", RUN_THE_PLAN)),
    "redact ask": (Row('redact U1 reason="Words"', NOBODY_YET),),
    "redact confirm": (Row("redact confirm R1", NOBODY_YET),),
    "retention": (Row("retention", RUN_THE_PLAN),),
    "close": (Row("close secretshire-2020 reason=Words", RUN_THE_PLAN),),
    "reopen": (Row("reopen secretshire-2020 reason=Words", NOBODY_YET),),
    "hold": (Row("hold", RUN_THE_PLAN),),
    "hold set": (Row("hold set Words", RUN_THE_PLAN),),
    "hold lift": (Row("hold lift Words", NOBODY_YET),),
    "succeed": (Row('succeed secretshire-2020 with secretshire-2021 title="Next"', RUN_THE_PLAN),),
    "plans": (Row("plans", READERS),),
    "use": (Row("use secretshire-2020", READERS),),
    "publish": (Row("publish secretshire-2020 to members", RUN_THE_PLAN),),
    "people": (Row("people", OFFICE),),
    "people add": (Row("people add new@secretshire.example viewer", RUN_THE_PLAN),),
    "people admit": (
        Row("people admit guest@elsewhere.example role=viewer until=2020-06-30", RUN_THE_PLAN),
        Row("people admit guest@elsewhere.example", RUN_THE_PLAN),
    ),
    "people change": (Row("people change viewer@secretshire.example lead", RUN_THE_PLAN),),
    "people remove": (Row("people remove viewer@secretshire.example", RUN_THE_PLAN),),
    "help": (Row("help", READERS),),
}
"""Every command, with what tells its permissions apart. A command that is not here fails the test below."""

# Words found nowhere else in the plan, by who may ever read them.
OF_THE_PLAN = "Amaranth azure Beryl Garnet Secretshire"
NOT_FOR_PARTNERS = (
    "almond Bronze Brindle Cobalt Dogwood Ebony Fuchsia Ginger Gold Granite Hazel Heather Indigo Iris Jade Jasper "
    "Linden Magenta Nectar Olive Opal Pearl Pewter Pine plum Quartz Quill Raven Saffron Sienna Tangerine Teal"
)
CEDARS = "Cedar Fennel Ivory Larch Lavender Lichen Ochre Russet Sepia"
RESTRICTED = "Kestrel Nutmeg Rosewood Sage"
ONLY_OF_PEOPLE = "Dahlia Daffodil Damson Denim Drake Dune Elder Flint Frost"
NEVER = "Emerald Ermine Fern Cerise"

TO_BE_FOUND = (
    "Amaranth Jade Kestrel Lavender Magenta Nectar Nutmeg Ochre Olive Opal Ivory Iris Dahlia "
    "Raven Rosewood Russet Saffron Sage Sepia Sienna"
)

READ_BY = {
    **dict.fromkeys(OFFICE.split(), f"{OF_THE_PLAN} {NOT_FOR_PARTNERS} {CEDARS} {RESTRICTED} {ONLY_OF_PEOPLE}"),
    **dict.fromkeys(
        ["owner", "contributor", "viewer", "tied"], f"{OF_THE_PLAN} {NOT_FOR_PARTNERS} {CEDARS} {RESTRICTED}"
    ),
    **dict.fromkeys(STAFF.split(), f"{OF_THE_PLAN} {NOT_FOR_PARTNERS} {CEDARS}".replace("Dogwood ", "")),
    **dict.fromkeys(PARTNERS.split(), f"{OF_THE_PLAN} {CEDARS}"),
    **dict.fromkeys(OUTSIDE.split(), ""),
}

READING = (
    *("status", "status all", "status actions", "status more", "status judgements", "status timeline"),
    *(f"status {item}{more}" for item in (1, 2, 3, 4) for more in ("", " more", " actions")),
    *(f"status action {item}" for item in (1.1, 1.2, 3.1, 3.2, 4.1)),
    *(f"status {stream}" for stream in ("Iris", "Ivory", "Indigo", "Larch", "Linden")),
    *(f"history {item}".strip() for item in ("", 1, 2, 3, 4, "1.2", "3.1", "3.2", "Ivory stream", "page 2")),
    *("mine", "due", "due 365 days", "due 2020-04", "overdue", "overdue actions", "people", "plans", "help"),
    *("search recommendation", "search action", "search news", "search stream", "search e"),
    *("status rec 9", "status 9", "status 2.2", "update 1 on track", "update 2 on track", "update 3", "use wessex"),
    *(f"{word} {item}".strip() for word in ("evidence", "measures", "gaps") for item in ("", 1, 2, 3, 4, "E1", "E3")),
    *("reviews", "library", "impact 2", "evidence add 2"),
    *("digest", "digest details", "digest secretshire-2020", "inspection"),
    *("readiness", "assurance", "challenges", "frobnicate", "publish", "people add x@y.example viewer", "use amaranth"),
)


def fill(url: str) -> None:
    """The plan, with somebody who has the owner's role, somebody who left, and news of what not all may see."""
    Setting(PLAN, now=NOW, demonstration=True).fill(url)
    with _world(url) as world:
        for said in (
            "people add role.owner@secretshire.example owner",
            'update action 1.2 off track "Sage again"',
            'update action 3.2 off track "Sienna again"',
            'evidence 1 audit "Tangerine words" bearing=against',
            'measure add "Tangerine measure" for=1 direction=up',
            'figure M1 value=2 period="February 2020"',
            'review add 1 scope="Tangerine scope" reviewer="Peers" on=2020-06-01',
            'library add "Tangerine paper" owner=tied@secretshire.example',
        ):
            assert not world.ask(OPERATOR, said).refused
        world.run("UPDATE person SET active = false WHERE email = 'left@secretshire.example'")


@contextmanager
def _world(url: str) -> Iterator[World]:
    from models.database import engine_for  # noqa: PLC0415  because nothing here needs it but this

    engine = engine_for(url)
    world = World(engine, NOW)
    try:
        yield world
    finally:
        world.bot.close()
        engine.dispose()


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with store.filled(tmp_path, "secretshire", fill) as url, _world(url) as world:
        yield world


def test_every_command_has_a_row_and_every_row_is_its_command() -> None:
    assert {command.name for command in COMMANDS} - set(MATRIX) == set()
    for command in COMMANDS:
        assert {understand(row.says).command.name for row in MATRIX[command.name]} == {command.name}


def test_every_role_and_person_is_tried() -> None:
    assert {role.value for role in Role} <= set(PEOPLE)
    assert set(ROLE_MAY) == set(Role)
    assert set(READ_BY) == set(PEOPLE)
    assert all(row.allowed <= set(PEOPLE) for rows in MATRIX.values() for row in rows)


@pytest.mark.parametrize("who", PEOPLE)
def test_what_each_person_may_do(who: str, world: World) -> None:
    """And that a question, and what is refused, change nothing; what is allowed is only rehearsed."""
    before = world.everything()
    rows = [(command, row) for command in COMMANDS for row in MATRIX.get(command.name, ())]
    got = {
        row.says: not (
            world.rehearse if command.changes and who in row.allowed else world.ask
        )(PEOPLE[who], row.says).refused
        for command, row in rows
    }  # fmt: skip
    assert got == {row.says: who in row.allowed for _, row in rows}
    assert world.everything() == before


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_reads_what_is_not_theirs(who: str, world: World) -> None:
    read: set[str] = set()
    # After the board's last meeting the plan shows what else is to come.
    for said in (*READING, "later", "status", "due 60 days"):
        if said == "later":
            world.wait(days=21)
        reply = world.ask(PEOPLE[who], said)
        told = {word.casefold() for word in re.findall(r"\w+", str(to_json(reply)))}
        read |= told - {word.casefold() for word in re.findall(r"\w+", said)}
    every = f"{OF_THE_PLAN} {NOT_FOR_PARTNERS} {CEDARS} {RESTRICTED} {ONLY_OF_PEOPLE} {NEVER}".casefold().split()
    may = READ_BY[who].casefold().split()
    assert {word for word in every if word in read} - set(may) == set()
    found = {word for word in may if word in read}
    assert found >= set(may) & set(TO_BE_FOUND.casefold().split()), "what is theirs must be there to be found"


@pytest.mark.parametrize("who", PEOPLE)
def test_counts_give_nothing_away(who: str, world: World) -> None:
    seen = {
        **dict.fromkeys(TEAM.split(), ("4 recommendations", "of 5")),
        **dict.fromkeys(STAFF.split(), ("3 recommendations", "of 4")),
        **dict.fromkeys(PARTNERS.split(), ("1 recommendation:", "of 1")),
    }
    said = world.says(PEOPLE[who], "status")
    if who in seen:
        items, actions = seen[who]
        assert items in said
        assert f"Actions{' ' * 4}" in said or "Actions" in said
        assert re.search(rf"Actions\s+{actions}:", said)
    else:
        assert not re.search(r"\d", said)


@pytest.mark.parametrize("who", OUTSIDE.split())
def test_a_stranger_is_refused_politely_and_offered_nothing(who: str, world: World) -> None:
    for said in READING:
        reply = world.ask(PEOPLE[who], said)
        assert reply.refused
        assert reply.cards[0].title.startswith("Sorry, this plan is only open to people the council has added")
        assert buttons(reply) == ()


@pytest.mark.parametrize("who", PEOPLE)
def test_a_plan_for_members_is_closed_to_other_staff(who: str, world: World) -> None:
    assert not world.ask(OPERATOR, "publish secretshire-2020 to members").refused
    assert world.ask(PEOPLE[who], "status").refused is (who in f"{STAFF} {OUTSIDE}".split())


@pytest.mark.parametrize("who", PEOPLE)
def test_a_draft_is_there_for_its_team_alone(who: str, store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting((), PLAN, NOW)) as world:
        world.ask(OPERATOR, "people add role.owner@secretshire.example owner")
        world.run("UPDATE person SET active = false WHERE email = 'left@secretshire.example'")
        team = f"{TEAM} {PARTNERS}".split()
        for said in ("status", "plans", "status 1", "use secretshire-2020", "status secretshire-2020/3", "help"):
            reply = world.ask(PEOPLE[who], said)
            if who not in team:
                assert reply.refused
                assert "secretshire" not in str(to_json(reply)).casefold()
            elif said in ("status", "plans"):
                assert not reply.refused
                assert "Draft" in str(to_json(reply)) or "draft" in str(to_json(reply))


@pytest.mark.parametrize("who", [who for who in PEOPLE if who != "operator"])
def test_an_ended_role_opens_nothing(who: str, world: World) -> None:
    world.run("UPDATE role_grant SET until = since", "UPDATE tie SET until_on = '2020-04-01'")
    still = set(STAFF.split()) | {name for name, email in PEOPLE.items() if email.endswith("@secretshire.example")}
    assert world.ask(PEOPLE[who], "status").refused is (who not in still - {"inactive"})
    assert world.ask(PEOPLE[who], 'update 1 at risk "Words"').refused


def test_case_and_spaces_in_an_address_are_the_same_person(world: World) -> None:
    assert world.says(" Lead@SECRETSHIRE.example ", "status 2") == world.says(PEOPLE["lead"], "status 2")


def test_a_name_that_only_looks_like_the_councils_is_a_stranger(world: World) -> None:
    for email in ("x@secretshire.example.evil.example", "x@evilsecretshire.example", "secretshire.example", "@", " "):
        assert world.ask(email or " ", "status").refused


MAY_COME_TO_OWN = {command.name for command in COMMANDS if command.ability == "update what they own"} | {
    "review done", "review cancel", "library confirm", "harm",
}  # fmt: skip
"""What is said of something one owns: listed for whoever may own something, though they own nothing yet."""


@pytest.mark.parametrize("who", [who for who in PEOPLE if who not in OUTSIDE.split()])
def test_help_lists_what_somebody_may_say_and_nothing_that_they_may_not(who: str, world: World) -> None:
    (card,) = world.ask(PEOPLE[who], "help").cards
    (rows,) = [block.rows for block in card.blocks if isinstance(block, Facts)]
    shown = {word: plain(said) for word, said in rows}
    for command in (each for each in COMMANDS if not each.pressed):
        allowed = set().union(*(row.allowed for row in MATRIX[command.name]))
        if not allowed:
            continue
        word, _, rest = command.name.partition(" ")
        listed = word in shown and (rest in shown[word].split("; and: ")[-1].split(", ") if rest else True)
        listed = listed or shown.get(word) == command.summary
        assert listed or who not in allowed, f"{who} may say “{command.name}”, and help does not list it"
        if command.name in MAY_COME_TO_OWN or (not rest and shown.get(word) != command.summary):
            continue
        assert not listed or who in allowed, f"help lists “{command.name}” for {who}, who may not say it"


@pytest.mark.parametrize(
    ("who", "topic", "title"),
    [
        ("viewer", "judge", "“judge” is for the chair or vice-chair of a board, or the chair for the meeting."),
        ("admin", "judge", "“judge” is for the chair or vice-chair of a board, or the chair for the meeting."),
        ("staff", "people", "“people” is for the plan's chairs, secretary, leads and administrators."),
        ("contributor", "people add", "“people add” is for an administrator of the plan."),
        ("viewer", "change", "What begins with “change” is for others"),
        ("lead", "redact", "“redact” is for an administrator or the data protection officer."),
        ("viewer", "challenge", "“challenge” is for the members and officers of a board."),
    ],
)
def test_help_for_what_is_not_theirs_says_whose_it_is(who: str, topic: str, title: str, world: World) -> None:
    reply = world.ask(PEOPLE[who], f"help {topic}")
    assert (reply.refused, reply.cards[0].title) == (False, title)
    assert [button.command for button in buttons(reply)] == ["help"]


def test_help_is_of_the_plan_in_use(store: Store, tmp_path: Path) -> None:
    plans = ("cambridgeshire-2009", "cambridgeshire-2009-overlay", "worcestershire-2017")
    owner = "head.of.access@cambridgeshire.example"
    with store.filled(tmp_path, "two plans", Setting(plans).fill) as url, _world(url) as world:
        world.run("UPDATE plan SET open_to = 'staff' WHERE key = 'worcestershire-2017'")
        world.run("UPDATE council SET email_domains = '[\"cambridgeshire.example\"]'")
        for plan, offered in (("cambridgeshire-2009", True), ("worcestershire-2017", False)):
            assert not world.ask(owner, f"use {plan}").refused
            told = world.says(owner, "help")
            assert ("report on a recommendation or action you own" in told) is offered
            assert world.says(owner, "help update").startswith("“update” is for") is not offered
