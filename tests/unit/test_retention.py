"""Retention on the real store: what is erased and when, what never is, and an audit chain that still holds."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.console.attaching import attaching
from bot.dispatch import Dispatcher
from bot.evidence_store import EvidenceStore
from bot.retention import expire, retention
from bot.settings import Settings
from bot.teams.chats import Chats
from handlers.identities import Profile
from handlers.retention import Expired
from models.audit import mark_demonstration
from models.rules.retention import RecordType
from models.vocabulary import Platform
from tests.council import CHAIR, CONTRIBUTOR, DEPUTY, DIRECTOR, PARTICIPATION, QUALITY, SECRETARY
from tests.databases import Store
from tests.worlds import KEY, LONDON, Setting, World, opened, request

WORDS = "Sixty-one parents answered the survey, as Zoë found"
QUESTION = "Why has the standard not been read by the teams?"
SHOWS = "17 of 20 files had views recorded by somebody"
CLOSED = datetime(2010, 4, 20, 9, 0, tzinfo=LONDON)


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    """A plan with something of every type in it, and an evidence store."""
    with opened(store, tmp_path, Setting(now=CLOSED)) as world:
        mark_demonstration(world.engine, KEY)
        files = EvidenceStore(str(tmp_path / "evidence"))
        world.bot = Dispatcher(world.engine, KEY, LONDON, lambda: world.now, lambda: files)
        ask = attaching(world.bot.ask, lambda: files)
        world.ask = lambda who, text, values=None: ask(request(who, text, values))  # type: ignore[method-assign]
        (tmp_path / "audit.csv").write_text("area,allocated,of\nNorth,43,50\n")
        for who, said in (
            (PARTICIPATION, f'update SG4 at risk "{WORDS}" next="{WORDS} again"'),
            (PARTICIPATION, f'evidence SG4 audit shows="{SHOWS}" period="March 2010" @{tmp_path}/audit.csv'),
            (CHAIR, 'evidence accept E8 reason="Clear and recent counts"'),
            (CHAIR, f'challenge SG4 question="{QUESTION}" to={PARTICIPATION} by="18 May 2010"'),
            (PARTICIPATION, 'impact SG4 emerging "Two areas act on what children say" evidence=E8'),
            (PARTICIPATION, "harm SG4 no"),
            (PARTICIPATION, 'change date SG4 30 June 2010 reason="The survey ran later than planned"'),
            (
                CONTRIBUTOR,
                'review add SG4 scope="Dip sample of the plans" reviewer="Peer team of four" sample=20 on="30 June 2010"',
            ),
            (
                CONTRIBUTOR,
                'library add "Threshold document" owner=director@cambridgeshire.example link=https://x.example',
            ),
            (DEPUTY, f"away from 21 April to 30 April cover {QUALITY}"),
            (CHAIR, 'sign-off SG1 meeting="20 April 2010" minute="minute 4.2 of the day"'),
        ):
            reply = world.ask(who, said)
            assert not reply.refused, f"{said}: {reply}"
            assert reply.form is None, f"{said}: {reply}"
        yield world


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings("", KEY, LONDON, str(tmp_path / "evidence"))


def close(world: World) -> None:
    assert not world.ask(DIRECTOR, 'close reason="All of it is signed off or handed on"').refused


def run(world: World, settings: Settings, at: datetime) -> Expired:
    done = expire(world.engine, settings, at)
    assert world.audit_problems() == []
    return done


def stored(world: World) -> str:
    return repr(world.everything()).replace("\\\\u00eb", "ë")


def years(number: int, days: int = 0) -> datetime:
    return CLOSED.replace(year=CLOSED.year + number) + timedelta(days=days)


def kept_files(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]


def test_nothing_of_a_live_plan_is_ever_erased(world: World, settings: Settings) -> None:
    before = world.everything()
    assert run(world, settings, years(200)).erased == {}
    assert world.everything() == before


def test_nothing_is_erased_before_its_day(world: World, settings: Settings) -> None:
    close(world)
    before = world.everything()
    assert run(world, settings, years(1, -1)).erased == {}
    assert world.everything() == before


def test_everything_goes_on_its_day_with_a_marked_gap(world: World, settings: Settings, tmp_path: Path) -> None:
    close(world)
    done = run(world, settings, years(7))
    assert set(done.erased) == set(RecordType) - {RecordType.DECISIONS, RecordType.PEOPLE, RecordType.MESSAGES}
    assert done.files == 1
    assert kept_files(tmp_path) == []
    left = stored(world)
    for words in (WORDS, QUESTION, SHOWS, "Two areas act", "ran later", "Dip sample", "Peer team", "Clear and recent"):
        assert words not in left
    assert "minute 4.2 of the day" in left, "what a board decided is kept for good"
    told = world.says(DIRECTOR, "history SG4") + world.says(DIRECTOR, "history SG4 page 2")
    assert "[no longer kept]" in told
    assert run(world, settings, years(7)).erased == {}, "once is enough"


def test_a_few_at_a_time_comes_to_the_same(world: World, settings: Settings) -> None:
    close(world)
    done = expire(world.engine, settings, years(7), most=7)
    assert sum(done.erased.values()) > 7 * 3
    assert done.files == 1
    assert world.audit_problems() == []
    assert WORDS not in stored(world)
    assert run(world, settings, years(7)).erased == {}


def test_every_card_of_an_erased_plan_can_still_be_read(world: World, settings: Settings) -> None:
    close(world)
    run(world, settings, years(7))
    for said in (
        "status", "status all", "status SG4", "status SG4 more", "history", "history SG4", "evidence SG4", "evidence E8",
        "challenges", "changes", "changes C1", "reviews", "library", "gaps SG4", "sign-off SG1", "people", "readiness",
        "retention", "measures", "waiting", "search parents",
    ):  # fmt: skip
        reply = world.ask(DIRECTOR, said)
        assert "quote" not in str(reply.cards[0].title), said
    assert "What is signed" not in stored(world)


def test_each_type_has_its_own_time(world: World, settings: Settings, tmp_path: Path) -> None:
    for said in ("settings keep_updates 2 years", "settings keep_evidence_files 3", "settings keep_history for good"):
        assert not world.ask(DIRECTOR, said).refused
    close(world)
    run(world, settings, years(2))
    assert WORDS not in stored(world)
    assert SHOWS in stored(world)
    assert len(kept_files(tmp_path)) == 1
    assert run(world, settings, years(3)).files == 1
    assert kept_files(tmp_path) == []
    assert SHOWS in stored(world), "the words of a piece have a time of their own"
    assert "[no longer kept]" not in world.says(DIRECTOR, "evidence E8")
    run(world, settings, years(6))
    assert SHOWS not in stored(world)


def test_words_are_kept_as_long_as_their_file(world: World, settings: Settings) -> None:
    assert not world.ask(DIRECTOR, "settings keep_evidence_files for good").refused
    close(world)
    run(world, settings, years(50))
    assert world.rows("SELECT shows FROM evidence WHERE id = 8") == [(SHOWS,)]


def test_a_file_that_another_piece_has_stays(world: World, settings: Settings, tmp_path: Path) -> None:
    close(world)
    digest = world.rows("SELECT file_sha256 FROM evidence WHERE id = 8")[0][0]
    world.now = years(5)
    world.ask(PARTICIPATION, f'evidence SG4 audit shows="The same file again" @{tmp_path}/audit.csv')
    assert run(world, settings, years(7)).files == 0
    assert world.rows("SELECT file_sha256 FROM evidence WHERE id IN (8, 9) ORDER BY id") == [(None,), (digest,)]
    assert len(kept_files(tmp_path)) == 1
    assert run(world, settings, years(11)).files == 1


def test_what_is_signed_keeps_the_decision_and_loses_the_words(world: World, settings: Settings) -> None:
    signed = world.rows("SELECT id, snapshot FROM decision ORDER BY id DESC LIMIT 1")[0]
    quoted = [str(row[0]) for row in world.rows(
        "SELECT title FROM evidence JOIN evidence_recommendation ON evidence_id = evidence.id "
        "JOIN recommendation ON recommendation.id = recommendation_id WHERE label = 'SG1'"
    )]  # fmt: skip
    assert quoted
    assert all(title in str(signed[1]) for title in quoted)
    close(world)
    run(world, settings, years(7))
    ((minute, snapshot),) = world.rows(f"SELECT minute, snapshot FROM decision WHERE id = {signed[0]}")
    assert minute == "minute 4.2 of the day"
    assert not [title for title in quoted if title in str(snapshot)]
    assert "[no longer kept]" in str(snapshot)


def test_a_legal_hold_keeps_everything_until_it_is_lifted(world: World, settings: Settings, tmp_path: Path) -> None:
    assert not world.ask(DIRECTOR, "hold set Inquiry of 2010").refused
    close(world)
    before = world.everything()
    done = run(world, settings, years(30))
    assert done.erased == {}
    assert done.held[RecordType.UPDATES] > 0
    assert world.everything() == before
    assert len(kept_files(tmp_path)) == 1
    world.now = years(30)
    assert "under a legal hold" in world.says(DIRECTOR, "retention")
    assert not world.ask(DIRECTOR, "hold lift The inquiry has ended").refused
    assert run(world, settings, years(30)).erased[RecordType.UPDATES] > 0


def test_a_reopened_plan_is_live_again(world: World, settings: Settings) -> None:
    close(world)
    assert "Closed on 20 April 2010." in world.says(DIRECTOR, "status")
    assert world.ask(DIRECTOR, "close reason=Again").refused
    assert not world.ask(DIRECTOR, 'reopen reason="Closed by mistake"').refused
    assert world.ask(DIRECTOR, "reopen reason=Again").refused
    assert run(world, settings, years(30)).erased == {}
    for said in ("closed the plan: All of it", "reopened the plan: Closed by mistake"):
        assert said in world.says(DIRECTOR, "history")


@pytest.mark.parametrize("command", ["close", "reopen"])
def test_a_reason_is_asked_for(world: World, command: str) -> None:
    if command == "reopen":
        close(world)
    before = world.rows("SELECT ended_on FROM plan")
    assert world.ask(DIRECTOR, command).form is not None
    assert world.rows("SELECT ended_on FROM plan") == before


def test_what_was_carried_over_is_kept_while_the_later_plan_is_live(world: World, settings: Settings) -> None:
    assert not world.ask(DIRECTOR, "succeed cambridgeshire-2009 with cambridgeshire-2010 title=Second").refused
    assert world.rows("SELECT ended_on FROM plan WHERE key = 'cambridgeshire-2009'")[0][0] is not None
    run(world, settings, years(30))
    left = stored(world)
    for words in (WORDS, SHOWS, "Two areas act"):
        assert words in left, "SG4 was open, so it goes on in the later plan"
    world.now = years(31)
    assert not world.ask(DIRECTOR, 'close cambridgeshire-2010 reason="It ended too"').refused
    run(world, settings, years(36))
    assert WORDS in stored(world)
    run(world, settings, years(37))
    assert WORDS not in stored(world)
    assert SHOWS not in stored(world)


def test_somebody_who_left_goes_when_none_of_their_plans_needs_them(world: World, settings: Settings) -> None:
    world.bot.meet(Profile(Platform.TEAMS, "aad-deputy", DEPUTY, "", member=True))
    Chats(world.engine, lambda: world.now).learn("aad-deputy", {"conversation": {"id": "a:deputy"}})
    assert not world.ask(DIRECTOR, f"leaver {DEPUTY} to={PARTICIPATION}").refused
    run(world, settings, years(30))
    assert DEPUTY in stored(world), "the plan is live"
    close(world)
    done = run(world, settings, years(6))
    assert done.erased[RecordType.PEOPLE] == 1
    ((name, email),) = world.rows("SELECT name, email FROM person WHERE active = false")
    assert (name, email.partition("@")[2]) == ("[no longer kept]", "erased.invalid")
    assert world.rows(f"SELECT 1 FROM person WHERE email = '{DEPUTY}'") == []
    assert world.rows("SELECT 1 FROM identity WHERE external_id = 'aad-deputy'") == []
    assert world.rows("SELECT 1 FROM chat") == []
    assert not world.ask(DIRECTOR, "people").refused
    assert world.ask(DEPUTY, "status").refused


def test_each_erasure_is_recorded(world: World, settings: Settings) -> None:
    close(world)
    done = run(world, settings, years(7))
    said = [row[0] for row in world.rows(
        "SELECT content FROM audit JOIN audit_content ON audit_id = audit.id WHERE event = 'retention' AND content IS NOT NULL"
    )]  # fmt: skip
    assert sum('"by":"Retention schedule"' in each for each in said) == len(said)
    assert (
        sum("erased update U" in each and "updates kept 6 years" in each for each in said)
        == (done.erased[RecordType.UPDATES])
    )
    assert any("texts of the history" in each for each in said)
    world.now = years(7)
    assert "erased update" in world.says(DIRECTOR, "history")


def test_a_row_that_comes_back_is_noticed(world: World, settings: Settings) -> None:
    close(world)
    run(world, settings, years(7))
    world.run(f'UPDATE "update" SET narrative = \'{WORDS}\' WHERE id = (SELECT max(id) FROM "update")')
    assert world.audit_problems() != []


def test_chat_says_what_is_kept_how_long_and_what_falls_due_next(world: World) -> None:
    assert "No records have had their time" in world.says(DIRECTOR, "retention")
    close(world)
    said = world.says(DIRECTOR, "retention")
    assert "6 years · next on 20 April 2016" in said
    assert "Sign-off decisions" in said
    world.now = years(6)
    before = world.everything()
    said = world.says(DIRECTOR, "retention")
    assert "due now" in said
    assert "have had their time" in said
    assert world.everything() == before
    for who in (CHAIR, SECRETARY, PARTICIPATION):
        assert world.ask(who, "retention").refused


@pytest.mark.parametrize("value", ["0", "101", "never", "-1", "six", "1.5", ""])
def test_a_period_that_cannot_be_meant_is_refused(world: World, value: str) -> None:
    reply = world.ask(DIRECTOR, f"settings keep_updates {value}")
    assert reply.refused
    assert "6 years" in world.says(DIRECTOR, "settings")


def test_a_period_is_changed_by_an_administrator_and_recorded(world: World) -> None:
    assert "keep updates is now 2 years" in world.says(DIRECTOR, "settings keep_updates 2")
    assert "keep decisions is now 10 years" in world.says(DIRECTOR, "settings keep_decisions 10 years")
    assert world.ask(CHAIR, "settings keep_updates 1").refused
    contents = [row[0] for row in world.rows("SELECT content FROM audit_content")]
    assert any("set keep updates to 2 years" in each for each in contents)


def test_a_dry_run_says_what_would_go_and_erases_nothing(
    world: World, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    close(world)
    before = world.everything()
    there = Settings(world.engine.url.render_as_string(hide_password=False), KEY, LONDON, settings.evidence_url)
    assert retention(there, dry=True, now=years(7)) == 0
    said = capsys.readouterr().out
    assert said.startswith("This is what would be erased today; nothing was.\n")
    assert "evidence files: 1" in said
    assert "updates: " in said
    assert world.everything() == before
    assert retention(there, dry=False, now=years(7)) == 0
    said = capsys.readouterr().out
    assert said.startswith("Erased, each with a marked gap:\nevidence files: 1\n")
    assert "which still verifies" in said
    assert retention(there, dry=False, now=years(7)) == 0
    assert capsys.readouterr().out.startswith("Nothing was erased")
