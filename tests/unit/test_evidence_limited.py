"""Evidence that not everybody may see: who decides is told how much there is, and nobody else learns its number."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.card import Reply
from tests.council import ACCESS, CHAIR, CONTRIBUTOR, DIRECTOR, OPERATOR, PARTICIPATION, QUALITY, SECRETARY, VIEWER
from tests.databases import Store
from tests.ticks import Reminded, at, step
from tests.unit.test_access import NOW, PEOPLE, PLAN
from tests.worlds import LONDON, Setting, World, buttons, opened

BOARD_DAY = Setting(now=datetime(2010, 4, 20, 17, 0, tzinfo=LONDON))
STANDS_IN = f"chair {QUALITY} for 20 April 2010"
READING = (
    "evidence SG4", "status SG4", "status SG4 more", "history SG4", "history", "history page 2", "evidence", "gaps",
    "gaps SG4", "assurance", "assurance SG4", "readiness", "readiness SG4", "waiting", "digest", "search E8", "search E9",
    "reviews", "measures SG4", "sign-off SG4", "why SG4", "challenges", "mine", "due",
)  # fmt: skip


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world
        assert world.audit_problems() == []


@pytest.fixture
def board(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, BOARD_DAY) as world:
        yield world


@pytest.fixture
def secretshire(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(PLAN, now=NOW)) as world:
        yield world


def done(world: World, who: str, said: str) -> Reply:
    reply = world.ask(who, said)
    assert not reply.refused, reply
    return reply


def flat(world: World, who: str, said: str) -> str:
    return " ".join(world.says(who, said).split())


def limit(world: World, label: str, shows: str, bearing: str) -> None:
    done(world, OPERATOR, f'evidence {label} audit "{shows}" period="April 2010" bearing={bearing} restricted=yes')


def card(world: World, who: str) -> str:
    return str(world.in_chat(who, "sign-off SG1"))


def test_the_chair_for_the_meeting_sees_what_they_sign_on_while_they_hold_that_office(board: World) -> None:
    board.run("UPDATE evidence SET restricted = true WHERE id = 3")
    hidden = "Some evidence is limited to the board and its owners, and not shown to you"
    assert hidden in card(board, QUALITY)
    board.in_chat(SECRETARY, STANDS_IN)
    assert hidden not in card(board, QUALITY)
    assert "E3" in flat(board, QUALITY, "evidence SG1")
    assert not board.in_chat(QUALITY, 'sign-off SG1 meeting="20 April 2010" minute=4.2').refused
    board.wait(days=14)
    assert "E3" not in flat(board, QUALITY, "evidence SG1")


def test_a_second_member_sees_what_they_confirm_on(board: World) -> None:
    board.run(
        "UPDATE evidence SET restricted = true WHERE id = 3",
        f"UPDATE person SET line_manager_id = (SELECT id FROM person WHERE email = '{CHAIR}') WHERE email = '{ACCESS}'",
    )
    board.in_chat(SECRETARY, STANDS_IN)
    board.in_chat(CHAIR, 'sign-off SG1 meeting="20 April 2010" minute=4.2')
    reply = board.in_chat(QUALITY, "sign-off SG1")
    assert "Confirm" in [each.label for each in buttons(reply)]
    assert "E3" in flat(board, QUALITY, "evidence SG1")
    assert "not shown to you" not in str(reply)


def test_others_are_told_that_there_is_some_and_who_sees_all_of_it_nothing(board: World) -> None:
    board.run("UPDATE evidence SET restricted = true WHERE id = 3")
    told = card(board, VIEWER)
    assert "Some evidence is limited to the board and its owners, and not shown to you" in told
    assert "before you decide" not in told
    assert "Some evidence is limited" in flat(board, VIEWER, "evidence SG1")
    for who in (CHAIR, SECRETARY, ACCESS):
        assert "not shown to you" not in card(board, who)
        assert "not shown to you" not in flat(board, who, "evidence SG1")


def test_the_card_never_says_there_is_nothing_against_where_that_is_limited(board: World) -> None:
    assert "nothing unanswered is recorded against it" in card(board, QUALITY)
    limit(board, "SG1", "Nightjars were late", "against")
    board.in_chat(SECRETARY, STANDS_IN)
    told = card(board, VIEWER)
    assert "nothing unanswered is recorded against it" not in told
    assert "what is unanswered against it is limited to the board and its owners" in told
    assert "Nightjars" not in told
    assert "E8" not in told
    for who in (CHAIR, QUALITY):
        assert "Nightjars were late" in card(board, who)


def test_what_was_sent_back_is_no_part_of_what_is_decided(board: World) -> None:
    limit(board, "SG1", "Nightjars were late", "against")
    board.run("UPDATE evidence SET state = 'returned' WHERE id = 8")
    board.in_chat(SECRETARY, STANDS_IN)
    assert "not shown to you" not in card(board, QUALITY)


def test_its_number_is_for_those_who_may_see_it(world: World) -> None:
    limit(world, "SG4", "Nightjars were heard", "for")
    done(world, SECRETARY, "evidence accept E8")
    done(world, PARTICIPATION, 'impact SG4 evidenced "Heard, as E8 and (e8) say" evidence=E2,E8')
    done(world, PARTICIPATION, 'update SG4 on track "See E8 for more"')
    limit(world, "SG4", "Nightjars were not heard", "against")
    for who in (VIEWER, ACCESS):
        for said in READING:
            told = world.says(who, said).replace(said.removeprefix("search "), "")
            assert "Nightjars" not in told
            if not said.startswith(("status", "digest", "mine", "due")):  # what people wrote themselves stands there
                assert "E8" not in told.upper(), said
            assert "E9" not in told, said
        history = flat(world, who, "history SG4")
        assert "on E2 and a piece of evidence you may not see" in history
        assert "stepped down from evidenced to not enough evidence: a piece of evidence limited to the board" in history
    for who in (CHAIR, PARTICIPATION, DIRECTOR):
        assert "on E2 and E8" in flat(world, who, "history SG4")
        assert "offered E9" in flat(world, who, "history SG4")


def test_who_states_an_impact_is_not_told_the_number_either(world: World) -> None:
    limit(world, "SG4", "Nightjars were heard", "for")
    done(world, SECRETARY, "evidence accept E8")
    done(world, OPERATOR, f"people add {VIEWER} contributor")
    told = flat(world, VIEWER, 'impact SG4 evidenced "Children are heard earlier"')
    assert "and a piece of evidence you may not see" in told
    assert "E8" not in told


def test_an_item_that_bears_the_same_name_is_still_called_so(world: World) -> None:
    limit(world, "SG4", "Nightjars were heard", "for")
    world.run("UPDATE recommendation SET label = 'E8', label_key = 'e8' WHERE label = 'SG5'")
    done(world, PARTICIPATION, 'update SG4 on track "As E8 is"')
    assert "“As E8 is”" in flat(world, VIEWER, "history SG4")


def test_what_came_while_it_was_signed_is_weighed_without_its_number(world: World) -> None:
    limit(world, "LAC1", "Nightjars were late", "against")
    done(world, CHAIR, 'sign-off reopen LAC1 reason="Two areas stopped"')
    assert "a piece of evidence limited to the board and its owners speaks against it and is not answered" in flat(
        world, VIEWER, "history LAC1"
    )


def test_several_are_neither_counted_nor_numbered(world: World) -> None:
    for month in ("February", "March"):
        limit(world, "LAC1", f"Nightjars were late in {month}", "against")
    done(world, CONTRIBUTOR, 'evidence LAC1 audit "3 of 9 were late" bearing=against')
    done(world, CHAIR, 'sign-off reopen LAC1 reason="Two areas stopped"')
    assert "E10 and some pieces of evidence limited to the board and its owners speak against it" in flat(
        world, VIEWER, "history LAC1"
    )


def test_a_reminder_does_not_number_it(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Reminded()) as world:
        world.now = at("2010-04-15T18:00")
        limit(world, "LAC1", "Nightjars were late", "against")
        sent = str([each.card for each in step(world, "2010-04-16T18:00").sent])
    assert "a piece of evidence limited to the board and its owners speaks against it" in sent
    assert "E8" not in sent
    assert "Nightjars" not in sent


def test_who_sees_one_of_several_items_learns_nothing_of_the_others(secretshire: World) -> None:
    partner = PEOPLE["partner"]
    done(secretshire, OPERATOR, 'evidence 3 audit "3 of 9 were late" bearing=against also=1')
    secretshire.run("UPDATE recommendation SET sign_off = 'requested' WHERE label = '1'")
    (number,) = secretshire.rows("SELECT max(id) FROM evidence")[0]
    reply = secretshire.ask(partner, f'evidence answer E{number} answer="They were ill"')
    assert reply.refused
    assert "Sign-off of an item you may not see has been asked for" in str(reply)
    assert "for 2 recommendations" in flat(secretshire, partner, "history 3")
    assert "Serves 3 Kind audit" in flat(secretshire, partner, f"evidence E{number}")
    secretshire.run("UPDATE recommendation SET sign_off = 'not_requested' WHERE label = '1'")
    done(secretshire, partner, f'evidence answer E{number} answer="They were ill"')


def test_a_review_of_several_items_names_none_of_them_in_the_history_of_one(secretshire: World) -> None:
    done(secretshire, OPERATOR, 'review add 3 scope="Late visits" reviewer=Peers on=2020-06-01 also=1')
    done(secretshire, OPERATOR, 'review done R1 shows="3 of 9" bearing=for kind=audit again=none')
    told = flat(secretshire, PEOPLE["partner"], "history 3")
    assert "planned R1 of 2 recommendations" in told
    assert "for 2 recommendations, the result of R1" in told


@pytest.mark.parametrize("who", ["staff", "staff_known"])
def test_the_plans_history_tells_nobody_of_what_is_restricted(who: str, secretshire: World) -> None:
    for said in (
        'evidence {} audit "Kestrel words" bearing=against',
        'impact {} not-enough-evidence "Kestrel impact"',
        'review add {} scope="Kestrel scope" reviewer=Peers on=2020-06-01',
        'challenge {} "Kestrel why" to=tied@secretshire.example',
        'measure add "Kestrel measure {}" for={} direction=up',
        'change date {} "1 September 2020" reason="Kestrel date"',
    ):
        done(secretshire, OPERATOR, said.replace("{}", "2"))
        done(secretshire, OPERATOR, said.replace("{}", "1").replace("Kestrel", "Heron"))
    done(secretshire, OPERATOR, 'evidence 2 audit "Heron of both" bearing=against also=1')
    told = "".join(secretshire.says(PEOPLE[who], f"history page {page}") for page in (1, 2, 3))
    assert "Kestrel" not in told
    for said in ("words", "impact", "scope", "why", "measure", "date", "of both"):
        assert f"Heron {said}" in told
    whole = "".join(secretshire.says(PEOPLE["viewer"], f"history page {page}") for page in (1, 2, 3))
    assert whole.count("Kestrel") >= 6
