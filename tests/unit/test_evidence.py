"""Evidence: offered by those who answer for an item, judged by others, against first, and never lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.console.attaching import attaching
from bot.console.delivering import delivering
from bot.dispatch import Dispatcher
from bot.evidence_store import EvidenceStore
from bot.saying import in_one_line
from models.card import FileField, Reply
from tests.council import (
    ACCESS,
    CHAIR,
    CONTRIBUTOR,
    DEPUTY,
    DIRECTOR,
    OPERATOR,
    PARENTING,
    PARTICIPATION,
    PARTNER,
    SECRETARY,
    VIEWER,
)
from tests.databases import Store
from tests.made_files import word
from tests.worlds import KEY, LONDON, Setting, World, buttons, opened, request

AUDIT = 'evidence SG4 audit shows="17 of 20 files had views recorded" period="March 2010" bearing=for'
AGAINST = 'evidence SG4 "voice of staff" "Staff say little has changed" bearing=against'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        yield world


def done(world: World, who: str, said: str, values: dict[str, str] | None = None) -> Reply:
    """What somebody says, which must go through."""
    reply = world.ask(who, said, values)
    assert not reply.refused, world.says(who, said, values)
    return reply


def said_no(world: World, who: str, said: str) -> str:
    """Why something is refused; it must change nothing and offer a way on."""
    before = world.everything()
    reply = world.ask(who, said)
    assert reply.refused
    assert world.everything() == before
    assert reply.form or buttons(reply), "a refusal says what to do next"
    return str(reply)


@pytest.mark.parametrize(
    ("said", "shows", "bearing"),
    [
        ('voice-of-child "Survey shows parents not heard" against', "Survey shows parents not heard", "against"),
        ('process "Minutes" mixed', "Minutes", "mixed"),
        ('process mixed "Minutes"', "Minutes", "mixed"),
        ("process “Minutes” Against", "Minutes", "against"),
        ('audit "17 of 20 had views" for', "17 of 20 had views", "for"),
        ('audit "Parents spoke against it"', "Parents spoke against it", "for"),
        ("audit Here is what we looked for", "Here is what we looked for", "for"),
        ('audit "Parents spoke" bearing=against', "Parents spoke", "against"),
        ("audit n=20 files seen", "n=20 files seen", "for"),
        ('audit "stance=against was the note"', "stance=against was the note", "for"),
        ("audit See https://council.example/x?stance=against", "See https://council.example/x?stance=against", "for"),
    ],
)
def test_which_way_it_speaks_may_be_said_in_one_word(world: World, said: str, shows: str, bearing: str) -> None:
    done(world, PARTICIPATION, f"evidence SG4 {said}")
    assert world.rows("SELECT shows, bearing FROM evidence WHERE id = 8") == [(shows, bearing)]


@pytest.mark.parametrize(
    ("said", "shows"),
    [
        ("audit Parents spoke against", "Parents spoke against"),
        ('audit "Parents spoke" against by a majority', '"Parents spoke" against by a majority'),
        ("audit against", None),
    ],
)
def test_a_word_that_may_be_the_bearing_is_asked_about(world: World, said: str, shows: str | None) -> None:
    before = world.everything()
    form = world.ask(PARTICIPATION, f"evidence SG4 {said}").form
    assert form is not None
    kept = {field.name: field.value for field in form.fields if not isinstance(field, FileField)}
    assert (kept["shows"] or None, kept["bearing"]) == (shows, "against")
    assert world.everything() == before
    done(world, PARTICIPATION, form.command, {"kind": "audit", "shows": "Parents spoke", "bearing": "against"})
    assert world.rows("SELECT bearing FROM evidence WHERE id = 8") == [("against",)]


def test_a_name_nobody_knows_is_refused_with_where_those_there_are_stand(world: World) -> None:
    for said in ('evidence SG4 audit "Minutes" stance=against', "update SG4 on track outlook=bleak"):
        said_no(world, PARTICIPATION, said)
    said = world.says(PARTICIPATION, 'evidence SG4 audit "Minutes" stance=against')
    assert "has no stance=" in said
    assert "Say “help evidence add” for what it has." in said


def impact(world: World, label: str) -> str:
    return str(world.rows(f"SELECT impact FROM recommendation WHERE label = '{label}'")[0][0])


def version(world: World, label: str) -> int:
    return int(world.rows(f"SELECT version FROM recommendation WHERE label = '{label}'")[0][0])


@pytest.mark.parametrize("who", [PARTICIPATION, DEPUTY, DIRECTOR, CONTRIBUTOR, OPERATOR])
def test_those_who_answer_for_an_item_offer_evidence(world: World, who: str) -> None:
    assert "Recorded for SG4: E8, audit, for" in world.says(who, AUDIT)
    assert world.rows("SELECT state, shows, period FROM evidence WHERE id = 8") == [
        ("offered", "17 of 20 files had views recorded", "March 2010")
    ]


@pytest.mark.parametrize("who", [ACCESS, CHAIR, SECRETARY, VIEWER])
def test_others_do_not(world: World, who: str) -> None:
    said_no(world, who, AUDIT)


def test_a_partners_link_officer_offers_for_their_own_item_only(world: World) -> None:
    done(world, PARTNER, 'evidence SG7 external "The peer team found the framework in use" period="March 2010"')
    said_no(world, PARTNER, AUDIT)


def test_a_form_asks_for_what_is_missing(world: World) -> None:
    form = world.ask(PARTICIPATION, "evidence add SG4 audit").form
    assert form is not None
    values = {"kind": "audit", "shows": "17 of 20 files", "bearing": "mixed", "also": "LAC4", "restricted": "no"}
    done(world, PARTICIPATION, form.command, values)
    assert world.rows("SELECT bearing FROM evidence WHERE id = 8") == [("mixed",)]
    assert len(world.rows("SELECT 1 FROM evidence_recommendation WHERE evidence_id = 8")) == 2


def test_wrong_answers_come_back_as_a_form_with_what_was_said(world: World) -> None:
    said = 'evidence SG4 shows="x" kind=rumour bearing=perhaps link=ftp://x period="May 2011"'
    reply = world.ask(PARTICIPATION, said)
    assert reply.refused
    assert reply.form is not None
    assert {name for name, _ in reply.form.errors} == {"kind", "bearing", "link", "period"}
    assert "ftp://x" in str(reply.form)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "http://council.example/x", "https://", "https://a b", "https://me:secret@x.example/"],
)
def test_only_plain_web_addresses_are_kept(world: World, link: str) -> None:
    assert world.ask(PARTICIPATION, f'evidence SG4 audit "x" link="{link}"').refused


@pytest.mark.parametrize("who", [CHAIR, SECRETARY, DIRECTOR])
def test_an_officer_of_the_board_accepts_once(world: World, who: str) -> None:
    done(world, CONTRIBUTOR, AUDIT)
    before = version(world, "SG4")
    assert "Accepted: E8" in world.says(who, "evidence accept E8")
    assert version(world, "SG4") == before + 1
    assert "already" in said_no(world, who, "evidence accept E8")
    assert "4: 1 audit" not in world.says(VIEWER, "status SG4")
    assert "3: 1 audit, 1 process, 1 voice of the child. No outcome data yet" in world.says(VIEWER, "status SG4")


def test_nobody_judges_what_they_offered_or_own(world: World) -> None:
    done(world, DIRECTOR, AUDIT)
    assert "You offered E8" in said_no(world, DIRECTOR, "evidence accept E8")
    assert "You offered E8" in said_no(world, DIRECTOR, 'evidence return E8 reason="no"')
    for who in (PARTICIPATION, OPERATOR, CONTRIBUTOR, VIEWER):
        said_no(world, who, "evidence accept E8")
    done(world, OPERATOR, f"people add {PARTICIPATION} lead")
    assert "You own SG4" in said_no(world, PARTICIPATION, "evidence accept E8")


def test_evidence_is_sent_back_with_a_reason(world: World) -> None:
    done(world, PARTICIPATION, AUDIT)
    assert world.ask(SECRETARY, "evidence return E8").form is not None
    done(world, SECRETARY, 'evidence return E8 reason="Say which teams"')
    assert "sent back by Secretary to the Improvement Steering Group: “Say which teams”" in world.says(
        PARTICIPATION, "evidence E8"
    )
    said_no(world, SECRETARY, "evidence accept E8")


def test_against_is_first_and_blocks_until_it_is_answered(world: World) -> None:
    done(world, PARTICIPATION, 'impact SG4 evidenced "Children are heard earlier"')
    assert impact(world, "SG4") == "evidenced"
    reply = world.says(CONTRIBUTOR, AGAINST)
    assert "stepped down from evidenced to not enough evidence" in reply
    assert impact(world, "SG4") == "not_enough_evidence"
    listing = world.says(VIEWER, "evidence SG4")
    assert listing.index("E8  AGAINST, not answered") < listing.index("E2")
    assert "1 piece that speaks against or mixed, not answered" in world.says(VIEWER, "status SG4")
    assert "evidence against it stands unanswered" in said_no(world, PARTICIPATION, 'impact SG4 evidenced "again"')
    done(world, SECRETARY, "evidence accept E8")
    said_no(world, PARTICIPATION, 'impact SG4 evidenced "again"')
    done(world, PARTICIPATION, 'evidence answer E8 answer="We meet staff each month"')
    said_no(world, PARTICIPATION, 'evidence answer E8 answer="and again"')
    done(world, PARTICIPATION, 'impact SG4 evidenced "again"')


def test_only_evidence_against_comes_while_the_board_decides(world: World) -> None:
    for said in (
        'evidence SG1 audit "More of it" bearing=for',
        'evidence SG1 audit "Some" bearing=mixed',
        'impact SG1 sustained "It lasts"',
    ):
        assert "Sign-off of SG1 has been asked for" in said_no(world, ACCESS, said)
    said_no(world, DIRECTOR, 'evidence return E3 reason="no"')
    done(world, CONTRIBUTOR, 'evidence SG1 audit "22 of 50 allocated in the west" bearing=against')
    assert impact(world, "SG1") == "not_enough_evidence"
    done(world, DIRECTOR, "evidence accept E8")


def test_what_is_signed_off_stays_so_and_the_board_is_asked(world: World) -> None:
    reply = world.says(CONTRIBUTOR, 'evidence LAC1 audit "9 of 20 plans were late" bearing=against')
    assert "stays signed off; the Chair of the Improvement Steering Group is asked" in " ".join(reply.split())
    assert impact(world, "LAC1") == "evidenced"
    assert world.rows("SELECT state FROM reminder WHERE kind = 'sign_off_doubted'") == [("pending",)]
    assert "only the board lifts its word" in said_no(world, PARENTING, 'impact LAC1 emerging "less"')


def test_limited_evidence_is_for_the_board_and_its_owners(world: World) -> None:
    done(world, CONTRIBUTOR, f"{AGAINST} restricted=yes")
    for who in (CHAIR, SECRETARY, DIRECTOR, PARTICIPATION, DEPUTY, CONTRIBUTOR, OPERATOR):
        assert "Staff say little" in world.says(who, "evidence E8")
        assert "Staff say little" in world.says(who, "history SG4")
        assert "Staff say little" in world.says(who, "history")
    for who in (VIEWER, ACCESS):
        said_no(world, who, "evidence E8")
        for said in ("evidence SG4", "status SG4", "history SG4", "history", "evidence", "gaps SG4"):
            assert "Staff say little" not in world.says(who, said)
        assert "Some is limited to the board and its owners" in world.says(who, "status SG4")
    assert "evidence against it is unanswered" in world.says(VIEWER, "status SG4"), "it stands alike for everybody"


def test_every_step_is_in_the_history_of_each_item_it_serves(world: World) -> None:
    done(world, PARTICIPATION, f"{AUDIT} also=LAC4")
    done(world, CHAIR, 'evidence accept E8 reason="Clear counts"')
    for label in ("SG4", "LAC4"):
        told = world.says(VIEWER, f"history {label}")
        assert "offered E8" in told
        assert "accepted: E8" in told
        assert "on the console, 09:00" in told
    assert "offered E8" not in world.says(VIEWER, "history SG1")
    assert world.audit_problems() == []


def test_a_completed_claim_is_asked_what_shows_it(world: World) -> None:
    reply = done(world, PARTICIPATION, 'update LAC4 completed "Scheme open to all"')
    offered = [action.label for action in buttons(reply)]
    assert offered[:6] == ["Audit", "Outcome data", "Voice of the child", "Voice of staff", "External", "Not yet"]
    for action in buttons(reply):
        assert not world.ask(PARTICIPATION, action.command).refused
    labels = [action.label for action in buttons(world.ask(PARTICIPATION, "status LAC4"))]
    assert "Add evidence" in labels
    assert "Add evidence" not in [action.label for action in buttons(world.ask(VIEWER, "status LAC4"))]


def test_what_waits_is_listed_for_the_board(world: World) -> None:
    assert "No evidence" in world.says(CHAIR, "evidence")
    done(world, PARTICIPATION, AUDIT)
    reply = world.ask(CHAIR, "evidence")
    assert [action.label for action in buttons(reply)][:2] == ["Accept E8", "Send back E8"]


@pytest.fixture
def files(world: World, tmp_path: Path) -> World:
    """The world, with an evidence store and files that the console can attach."""
    store = EvidenceStore(str(tmp_path / "evidence"))
    world.bot = Dispatcher(world.engine, KEY, LONDON, lambda: world.now, lambda: store)
    (tmp_path / "mine").mkdir()
    ask = delivering(attaching(world.bot.ask, lambda: store), lambda: store, tmp_path / "mine")
    world.ask = lambda who, text, values=None: ask(request(who, text, values))  # type: ignore[method-assign]
    (tmp_path / "audit.csv").write_text("area,allocated,of\nNorth,43,50\n")
    (tmp_path / "child.txt").write_text("NHS number 943 476 5919")
    (tmp_path / "report.pdf").write_bytes(b"MZ\x90\x00")
    return world


def test_a_file_is_kept_under_its_hash(files: World, tmp_path: Path) -> None:
    done(files, PARTICIPATION, f'evidence SG4 audit "43 of 50 in the north" @{tmp_path}/audit.csv')
    (row,) = files.rows("SELECT file_name, file_kind, file_size, file_sha256 FROM evidence WHERE id = 8")
    assert row[:3] == ("audit.csv", "csv", 30)
    assert (tmp_path / "evidence" / row[3][:2] / row[3][2:4] / row[3]).exists()
    assert "audit.csv" in files.says(VIEWER, "evidence E8")


@pytest.mark.parametrize("name", ["child.txt", "report.pdf", "missing.pdf"])
def test_a_file_that_may_not_be_kept_is_not(files: World, tmp_path: Path, name: str) -> None:
    before = files.everything()
    reply = files.ask(PARTICIPATION, f'evidence SG4 audit "x" @{tmp_path}/{name}')
    assert reply.refused
    assert "943" not in str(reply)
    assert files.everything() == before
    assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []


def test_a_file_from_a_form(files: World, tmp_path: Path) -> None:
    form = files.ask(PARTICIPATION, "evidence add SG4").form
    assert form is not None
    values = {"kind": "audit", "shows": "43 of 50", "file": f"@{tmp_path}/audit.csv"}
    assert not files.ask(PARTICIPATION, form.command, values).refused
    assert files.rows("SELECT file_kind, message FROM evidence WHERE id = 8") == [("csv", None)]


@pytest.mark.parametrize("name", ["audit.csv", "our audit.csv"])
def test_a_path_in_quotation_marks_is_a_file_and_not_words(files: World, tmp_path: Path, name: str) -> None:
    (tmp_path / "our audit.csv").write_text("area,allocated,of\nNorth,43,50\n")
    done(files, PARTICIPATION, f'evidence SG4 audit "43 of 50 in the north" "@{tmp_path}/{name}"')
    assert files.rows("SELECT file_name, shows FROM evidence WHERE id = 8") == [(name, "43 of 50 in the north")]


def test_a_mention_in_quotation_marks_is_words(files: World) -> None:
    done(files, PARTICIPATION, 'evidence SG4 audit "@all: 43 of 50 in the north"')
    assert files.rows("SELECT file_name, shows FROM evidence WHERE id = 8") == [(None, "@all: 43 of 50 in the north")]


def offered(files: World, tmp_path: Path, more: str = "") -> None:
    done(files, PARTICIPATION, f'evidence SG4 audit "43 of 50 in the north" @{tmp_path}/audit.csv {more}')


def kept_file(files: World, tmp_path: Path) -> Path:
    sha256 = str(files.rows("SELECT file_sha256 FROM evidence WHERE id = 8")[0][0])
    return tmp_path / "evidence" / sha256[:2] / sha256[2:4] / sha256


def test_a_kept_file_is_got_back_as_it_was_sent(files: World, tmp_path: Path) -> None:
    offered(files, tmp_path)
    card = files.ask(VIEWER, "evidence E8")
    (button,) = [action for action in buttons(card) if action.label == "Get the file"]
    reply = done(files, VIEWER, button.command)
    assert reply.files == ("audit.csv",)
    assert (tmp_path / "mine" / "audit.csv").read_bytes() == (tmp_path / "audit.csv").read_bytes()
    assert "opened the file of E8" in files.says(CHAIR, "history SG4")
    assert files.audit_problems() == []


def test_nothing_in_the_folder_is_ever_overwritten(files: World, tmp_path: Path) -> None:
    offered(files, tmp_path)
    (tmp_path / "mine" / "audit.csv").write_text("my own")
    assert done(files, VIEWER, "evidence E8 file").files == ("audit (2).csv",)
    assert done(files, VIEWER, "evidence e8 file").files == ("audit (3).csv",)
    assert (tmp_path / "mine" / "audit.csv").read_text() == "my own"


@pytest.mark.parametrize("name", ["../../escaped.csv", "/etc/escaped.csv", "..", ".", "a\\..\\escaped.csv", "nul"])
def test_a_name_leads_nowhere_else(files: World, tmp_path: Path, name: str) -> None:
    offered(files, tmp_path)
    files.run(f"UPDATE evidence SET file_name = '{name}' WHERE id = 8")
    before = {path for path in tmp_path.rglob("*") if path.parent != tmp_path / "mine"}
    assert not files.ask(VIEWER, "evidence E8 file").refused
    assert len(list((tmp_path / "mine").iterdir())) == 1
    new = {path for path in tmp_path.rglob("*") if path.parent != tmp_path / "mine"} - before
    assert [path for path in new if not path.name.startswith("test-")] == []


def test_a_limited_file_is_for_the_board_and_its_owners(files: World, tmp_path: Path) -> None:
    offered(files, tmp_path, "restricted=yes")
    for who in (VIEWER, ACCESS):
        said_no(files, who, "evidence E8 file")
    reply = done(files, CHAIR, "evidence E8 file")
    assert "limited to the board" in str(reply)
    assert "opened the file of E8" not in files.says(VIEWER, "history SG4")
    assert "opened the file of E8" in files.says(PARTICIPATION, "history SG4")


def test_an_altered_or_missing_file_is_said_plainly_and_not_given(files: World, tmp_path: Path) -> None:
    offered(files, tmp_path)
    kept_file(files, tmp_path).write_text("other words")
    said = said_no(files, VIEWER, "evidence E8 file")
    assert "is not as it was when it was sent" in said
    assert "Ask your administrator" in said
    kept_file(files, tmp_path).unlink()
    said = said_no(files, VIEWER, "evidence E8 file")
    assert "is not in the evidence store. Ask your administrator" in said
    assert list((tmp_path / "mine").iterdir()) == []


def test_what_has_no_file_says_what_it_has(files: World) -> None:
    done(files, PARTICIPATION, 'evidence SG4 audit shows="17 of 20" link=https://share.example/audit')
    assert "https://share.example/audit" in said_no(files, VIEWER, "evidence E8 file")
    done(files, PARTICIPATION, AUDIT)
    assert "has no file" in said_no(files, VIEWER, "evidence E9 file")
    assert "There is no evidence" in said_no(files, VIEWER, "evidence E99 file")


def test_a_folder_that_cannot_be_written_to_is_said(files: World, tmp_path: Path) -> None:
    offered(files, tmp_path)
    (tmp_path / "mine").rmdir()
    reply = files.ask(VIEWER, "evidence E8 file")
    assert reply.refused
    assert "I could not write audit.csv here" in str(reply)


def test_a_file_whose_name_may_identify_a_child_is_named_in_the_line_that_asks(files: World, tmp_path: Path) -> None:
    (tmp_path / "mine" / "Child K review.txt").write_text("43 of 50 in the north")
    path = f"{tmp_path}/mine/Child K review.txt"
    asked = files.ask(PARTICIPATION, f'evidence SG4 audit shows="43 of 50" @"{path}"')
    assert asked.form is not None
    line = in_one_line(asked.form)
    assert line == f'evidence SG4 audit shows="43 of 50" @"{path}" confirmed=yes'
    assert not files.ask(PARTICIPATION, line).refused
    assert files.rows("SELECT file_name FROM evidence WHERE id = 8") == [("Child K review.txt",)]
    assert "confirmed that it identifies no child" in " ".join(files.says(VIEWER, "history SG4").split())


@pytest.mark.parametrize(
    "told", ["The child aged 3 in Ely has a plan.", "We placed Aisha with her aunt", "M.T. returned home"]
)
def test_a_document_that_tells_of_one_child_without_a_label_is_asked_about(
    told: str, files: World, tmp_path: Path
) -> None:
    (tmp_path / "plan.docx").write_bytes(word(told))
    asked = files.says(PARTICIPATION, f'evidence SG4 audit shows="43 of 50" period="March 2010" @{tmp_path}/plan.docx')
    assert "Words in plan.docx may identify a child" in " ".join(asked.split())


def test_a_document_whose_words_may_identify_a_child_says_so_and_the_promise_is_shown(
    files: World, tmp_path: Path
) -> None:
    (tmp_path / "plan.docx").write_bytes(word("Child K was moved in March to Ely"))
    line = f'evidence SG4 audit shows="43 of 50" period="March 2010" @{tmp_path}/plan.docx'
    asked = files.says(PARTICIPATION, line)
    assert "Words in plan.docx may identify a child: a child under a letter or label" in " ".join(asked.split())
    assert "cannot read" not in asked
    done(files, PARTICIPATION, f"{line} checked=yes")
    promise = "Head of Participation confirmed that it identifies no child"
    assert promise in " ".join(files.says(CHAIR, "evidence E8").split())
    assert "its file was in doubt, and checked" in " ".join(files.says(CHAIR, "evidence").split())
    assert promise in " ".join(files.says(CHAIR, "evidence accept E8").split())
    told = " ".join(files.says(VIEWER, "history SG4").split())
    assert "confirmed that its file identifies no child (its words may hold a child under a letter or label" in told
