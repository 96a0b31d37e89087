"""A file that was edited: an import says all that is worded otherwise, old and new, and edits nothing people said."""

import re

import pytest
from sqlmodel import Session, select

from handlers.cards.words import GONE
from handlers.importing import ImportResult
from models.progress import Update
from tests.plans import FIRST, START, everything, example, load

OVERLAY = example("cambridgeshire-2009-overlay").decode()
NARRATIVE = "Survey drafted with the Children in Care Council; waiting for IT."
TITLE, SHOWS = "Audit of first plans, January 2010", "22 of 24 children newly looked after had a plan before"
STATED = "{of: LAC1, impact: evidenced, sign_off: signed_off, on: 2010-02-16}"


@pytest.fixture
def cambridgeshire(session: Session) -> Session:
    load(session, example("cambridgeshire-2009"))
    load(session, OVERLAY)
    return session


def edited(session: Session, old: str, new: str, *, dry_run: bool = True) -> ImportResult:
    assert OVERLAY.count(old) == 1
    return load(session, OVERLAY.replace(old, new), dry_run=dry_run)


@pytest.mark.parametrize(
    ("old", "new", "notice"),
    [
        (
            NARRATIVE, "Survey drafted; IT has it.",
            (f"update U17 of SG4, 30 March 2010: narrative is “{NARRATIVE}” here and “Survey drafted; IT has it.” in "
            "the file: what somebody reported is never edited, so it is kept; a correction is a new update, in chat"),
        ),
        (
            f"{SHOWS} their first review", "20 of 24 had one",
            (f"{TITLE}: shows is “{SHOWS} their first review” here and “20 of 24 had one” in the file: evidence is never "
            "edited, so it is kept; offer what is new as a piece of its own, in chat"),
        ),
        (
            STATED, "{of: LAC1, impact: emerging, sign_off: returned}",
            ("recommendation LAC1: sign off is signed off here and returned in the file: where it stands with its "
            "board is kept; that is decided in chat"),
        ),
        (
            STATED, "{of: LAC1, impact: emerging, sign_off: returned}",
            "recommendation LAC1: impact is evidenced here and emerging in the file: ",
        ),
    ],
)  # fmt: skip
def test_an_edit_of_what_people_said_is_told_with_both_wordings_and_changes_nothing(
    cambridgeshire: Session, old: str, new: str, notice: str
) -> None:
    before = everything(cambridgeshire)
    for dry_run in (True, False):
        result = edited(cambridgeshire, old, new, dry_run=dry_run)
        assert not result.changed
        assert [told for told in result.notices if notice in told]
        assert everything(cambridgeshire) == before


def test_an_unchanged_file_tells_of_nothing(cambridgeshire: Session) -> None:
    before = everything(cambridgeshire)
    for content in (example("cambridgeshire-2009"), OVERLAY):
        again = load(cambridgeshire, content)
        assert (again.changed, again.lines, again.notices) == (False, [], [])
    assert everything(cambridgeshire) == before


def test_what_was_removed_is_not_told_again(cambridgeshire: Session) -> None:
    update = cambridgeshire.exec(select(Update).where(Update.narrative == NARRATIVE)).one()
    update.narrative = GONE
    cambridgeshire.commit()
    assert not load(cambridgeshire, OVERLAY).notices


def test_a_sign_off_that_comes_later_is_told_as_a_change(session: Session) -> None:
    load(session, example("cambridgeshire-2009"))
    load(session, OVERLAY.replace(f"- {STATED}\n", ""))
    dry = load(session, OVERLAY, dry_run=True)
    [line] = [line for line in dry.changes if line.startswith("changed LAC1: ")]
    assert line.endswith("sign off from not requested to signed off")


def test_two_long_wordings_are_shown_where_they_differ(session: Session) -> None:
    long = "Improve the quality of assessments" + ", of plans and of reviews" * 10
    text = START + FIRST.replace("Improve the quality of assessments", f"'{long} in each area'")
    load(session, text)
    [line] = load(session, text.replace("in each area", "in every area"), dry_run=True).changes
    assert re.search(r"words from “….* in each area” to “….* in every area”$", line)
    assert len(line) < len(long) * 2


def test_a_boards_words_are_told_old_and_new(session: Session) -> None:
    text = example("central-bedfordshire-2012").decode()
    load(session, text)
    dry = load(
        session, text.replace("sign_off: {words: not agreed,", "sign_off: {words: agreed in part,"), dry_run=True
    )
    told = "board judgement sign off words from “not agreed” to “agreed in part”"
    assert len([line for line in dry.changes if line.endswith(told)]) == 2
