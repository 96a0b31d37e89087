"""What the plan reader says of a mistake: its line, the item it is in, and what to type instead."""

import pytest

from handlers.documents.plan_reader import UnreadableFile, read_file
from tests.plans import BARE, problems_of


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            "recommendations:\n- number: SG4\n  text: Improve it\n  limit: six months",
            ("line 11: recommendation SG4: limit must be one of immediately, within_3_months, within_6_months, "
            "none_stated; it says 'six months'"),
        ),
        (
            "recommendations:\n- number: SG4\n  text: Improve it\n  ower: DCS",
            "line 11: recommendation SG4: there is no field 'ower' here: did you mean 'owners'?",
        ),
        ("recommendation: []", "line 8: there is no field 'recommendation' here: did you mean 'recommendations'?"),
        (
            "recommendations:\n- number: SG4",
            "line 9: recommendation SG4: text is missing: add a line 'text: …', its exact words in the source",
        ),
        (
            "boards:\n- name: A board\n  id: a",
            ("line 9: board a: kind is missing: add a line 'kind: …', what sort of group it is, such as "
            "steering_group, programme_board, scrutiny, lscb or corporate_parenting"),
        ),
        (
            "people:\n- {email: a@b.example, name: N, roles: [chief]}",
            ("line 9: person a@b.example, role 1: roles must be one of admin, chair, vice_chair, secretary, lead, "
            "contributor, viewer; it says 'chief'"),
        ),
        (
            "people:\n- {email: a@b.example, name: N, roles: [{board: a}]}",
            ("line 9: person a@b.example, role 1: role is missing: add a line 'role: …', one of admin, chair, "
            "vice_chair, secretary, lead, contributor, viewer"),
        ),
        (
            "recommendations: SG4",
            "line 8: recommendations must be a list, each entry on a line that begins with '- '; it says 'SG4'",
        ),
        ("recommendations:\n- SG4", ("line 9: recommendation 1: recommendations must be a group of fields, each on "
         "its own line; it says 'SG4'")),
        (
            "recommendations:\n- number: 1\n  text: a\n- number: 2\n  text: b\n- number: '1'\n  text: c",
            "line 13: recommendation 1: number '1' is used twice: give each its own",
        ),
        (
            "recommendations:\n- number: 1\n  text: a\n  due: 31/2/2012",
            ("line 11: recommendation 1: due: there is no 31 February 2012: write a day (2012-12-31), a month "
            "(2012-12), a year (2013), or what the paper says with its year (after the December 2012 review)"),
        ),
        (
            "recommendations:\n- number: 1\n  text: a\n  due: 31 Febuary 2012",
            ("line 11: recommendation 1: due: write a day (2012-12-31), a month (2012-12), a year (2013), or what "
            "the paper says with its year (after the December 2012 review); it says '31 Febuary 2012'"),
        ),
        (
            "recommendations:\n- number: 1\n  text: a\n  due: 30 April",
            "line 11: recommendation 1: due: say which year, in four figures; it says '30 April'",
        ),
        (
            "inspections:\n- id: ilacs\n  name: An inspection\n  published: 5/2/2024",
            "line 11: inspection ilacs: published: write the day as 2012-12-31; it says '5/2/2024'",
        ),
        (
            "inspections:\n- id: ilacs\n  name: An inspection\n  published: 2024-02-31",
            "line 11: inspection ilacs: published: there is no 31 February 2024: write the day as 2012-12-31",
        ),
        (
            "inspections:\n- id: ILACS 2024\n  name: An inspection",
            ("line 9: inspection ILACS 2024: id must be small letters, digits and single hyphens, such as "
            "cambridgeshire-2009; it says 'ILACS 2024'"),
        ),
        (
            "inspections:\n- id: ilacs\n  name: I\n  scale: [{grade: Good}]\n  judgements: [{area: a, grade: Gud}]",
            "line 12: inspection ilacs, judgement a: grade must be on this inspection's scale (Good); it says 'Gud'",
        ),
        (
            "inspections:\n- {id: a, name: A}\n- {id: b, name: B}\nrecommendations:\n- {number: 1, text: t}",
            "line 12: recommendation 1: say which inspection it comes from: add 'inspection:', one of a, b",
        ),
        (
            "recommendations:\n- {number: 1, text: t, parent: 1}",
            "line 9: recommendation 1: parent leads back to the recommendation itself",
        ),
        (
            "actions:\n- {number: 4.1, text: t, under: [SG4]}",
            "line 9: action 4.1: there is no recommendation 'SG4' in this file",
        ),
        (
            "boards:\n- {id: a, name: A board, kind: k, reports_to: [Cabinet]}",
            "line 9: board a, reports_to 1: 'Cabinet' is not one of the boards here: A board",
        ),
        (
            "recommendations:\n- {number: 1, text: t, owners: [{organisation: lscb}]}",
            "line 9: recommendation 1, owner 1: there is no organisation 'lscb' in this file: the ids here are none",
        ),
        (
            "recommendations:\n- {number: 1, text: t, owners: [{relation: deputy}]}",
            ("line 9: recommendation 1, owner 1: owners names nobody: give a person, a post, an organisation or the "
            "printed name"),
        ),
        (
            "settings:\n  colour_key:\n    overdue: {colour: red, word: Late}",
            ("line 9: colour_key must have every standing; it has none for signed_off, awaiting_sign_off, off_track, "
            "at_risk, not_enough_evidence, completed_unproved, on_track, not_started, paused"),
        ),
        (
            "settings:\n  colour_key:\n    overdue: {colour: purple, word: Late}",
            "line 10: colour must be one of neutral, blue, green, amber, red, grey; it says 'purple'",
        ),
        (
            "resources:\n- {statement: s, amount_gbp: lots}",
            "line 9: resource s: amount_gbp: write pounds as a number, such as 700000; it says 'lots'",
        ),
        (
            "statements:\n- {scope: s, delivery: {words: off track, reads_as: off_track}}",
            ("line 9: statement s: statements has reads_as, so it needs read_by: who decided what the board's words "
            "mean"),
        ),
        (
            "people:\n- {email: nobody, name: N}",
            "line 9: person nobody: email must be an e-mail address; it says 'nobody'",
        ),
        (
            "people:\n- {email: a@b.example, name: N, roles: [owner]}",
            ("line 9: person a@b.example, role 1: roles owner is not given here: name the person among an item's "
            "owners"),
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_what_to_type(lines: str, problem: str) -> None:
    assert problems_of(BARE + lines) == [problem]


def test_every_mistake_is_named_in_the_order_of_the_file() -> None:
    lines = "recommendations:\n- {number: 1, text: t, limit: soon}\n- {number: 2}\nactions:\n- {number: 3, txt: t}"
    assert [problem.partition(":")[0] for problem in problems_of(BARE + lines)] == [
        "line 9",
        "line 10",
        "line 12",
        "line 12",
    ]


def test_parents_may_not_go_round_in_a_circle() -> None:
    numbered = [f"- {{number: {n}, text: t, parent: {parent}}}" for n, parent in ((1, 2), (2, 3), (3, 2), (4, 1))]
    circling = problems_of(BARE + "recommendations:\n" + "\n".join(numbered))
    assert [problem.partition(": parent")[0] for problem in circling] == [
        "line 10: recommendation 2",
        "line 11: recommendation 3",
    ]


MEASURED = "recommendations:\n- {number: 1, text: t, measures: [{name: M}]}\nmeasures: [{name: m}]"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (MEASURED, "'M' is measured twice: give each an id of its own"),
        ("inspections: [{id: a, name: A, fieldwork: {start: 2010-02-01, end: 2010-01-01}}]", "end is before start"),
        ("inspections: [{id: ilacs, name: A}]\nstrengths: [{text: t, inspection: ilac}]", "did you mean 'ilacs'?"),
        ("events: [{date: 2010, kind: k, what: w, inspection: x}]", "there is no inspection 'x' in this file"),
        ("recommendations: [{number: '-', text: t}]", "number must hold a letter or a digit; it says '-'"),
        (
            "recommendations: [{number: 1, text: t, judgements: [{area: a, by: b, on: 2010-01-01}]}]",
            "'a': no judgement has this area and group",
        ),
        ("recommendations: [{number: 1, text: t, workstreams: [x]}]", "there is no workstream 'x' in this file"),
        ("workstreams: [{name: A, in: A}]", "in names the workstream itself"),
        ("workstreams: [{name: A, depends_on: [A]}]", "depends_on names the workstream itself"),
        (
            "workstreams: [{name: A, depends_on: [B]}, {name: B, depends_on: [C]}, {name: C, depends_on: [A]}]",
            "depends_on leads back to the workstream itself",
        ),
        ("workstreams: [{name: A, in: B}, {name: B, in: A}]", "in leads back to the workstream itself"),
        (
            "inspections: [{id: a, name: A, published: 2012-01-10, received: 2013-01-10}]",
            "received is after published, and a council receives a report before it is published",
        ),
        ("statements: [{scope: s, board: Cabinet}]", "'Cabinet' is not one of the boards here: none"),
        ("people: [{email: a@b.example, name: N, organisation: x}]", "there is no organisation 'x' in this file"),
        ("recommendations: [{number: 1, text: ''}]", "text is empty: fill it in, or take the line away"),
        ("recommendations: [{number: 1, text: [a]}]", "text must be words; it holds a list"),
        ("recommendations: [{number: 1, text: t, restricted: perhaps}]", "restricted must be yes or no"),
        (f"inspections: [{{id: {'x' * 61}, name: n}}]", "id is too long: at most 60 characters"),
        ("settings: {silence_days: soon}", "silence_days must be a whole number; it says 'soon'"),
        ("settings: {silence_days: 0}", "silence_days must be 1 or more; it says '0'"),
        (
            "settings: {date_reminders: {paper: [7]}}",
            "paper must be one of meeting, papers, report, clock; it says 'paper'",
        ),
        ("settings: {date_reminders: {papers: [-1]}}", "it says '-1'"),
        ("boards: [{id: a, name: A, kind: k, made: x}]", "there is no field 'made' here: "),
        ("recommendations: [{number: 1, text: t, owners: [{person: a@b.example, post: P}]}]", "is tied to person and"),
    ],
)
def test_other_mistakes(lines: str, message: str) -> None:
    assert message in problems_of(BARE + lines)[0]


@pytest.mark.parametrize("due", ["2012-02-31", "31 February 2012", "before 31 February 2012", "{date: 2012-02-31}"])
def test_a_day_that_no_calendar_has_is_said_to_be_none(due: str) -> None:
    problem = problems_of(BARE + f"actions:\n- number: 1\n  text: a\n  due: {due}")[0]
    assert problem.startswith("line 11: action 1: due: there is no 31 February 2012: write a day (2012-12-31), ")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("updates: [{of: 1, at: 2010-03-30, by: a@b.example}]", "at: write the day and time as 2010-03-30 10:15"),
        (
            "evidence: [{of: [1], at: 2010-03-30 10:00, by: a@b.example, title: t}]",
            (
                "evidence 1: kind is missing: add a line 'kind: …', one of process, outcome_data, audit, voice_of_child, "
                "voice_of_staff, external, observation"
            ),
        ),
        ("people: [{email: a@b.example, name: N, manager: a@b.example}]", "manager is the person themselves"),
        ("actions: [{number: 4.1, text: t}, {number: '4.1', text: u}]", "number '4.1' is used twice"),
    ],
)
def test_mistakes_in_an_overlay(lines: str, message: str) -> None:
    assert message in problems_of(f"format: 1\noverlay: p\nillustration: Illustration\n{lines}")[0]


def test_a_broken_file_is_not_answered_with_a_thousand_problems() -> None:
    problems = problems_of(BARE + "recommendations:\n" + "- {number: 1}\n" * 1000)
    assert len(problems) == 101
    assert problems[-1] == "there are more: put these right first"


def test_a_file_that_lacks_what_it_needs() -> None:
    assert problems_of("format: 1") == [
        "line 1: plan is missing: add a line 'plan: …', the plan itself",
        "line 1: council is missing: add a line 'council: …', whose plan it is",
    ]
    assert problems_of(BARE.replace("format: 1", "format: 2")) == ["line 1: format must be one of 1; it says '2'"]


def test_a_long_name_is_cut_short_where_it_only_says_where() -> None:
    lines = f"risks:\n- {{risk: {'very ' * 30}long, own: DCS}}"
    assert "risk very very very very very very very very…: there is no field 'own'" in problems_of(BARE + lines)[0]


MANY = f"""{BARE}people:
- {{email: a@borsetshire.example, name: A}}
recommendations:
- number: 1
  text: Improve it
  limit: six months
  owners: [{{person: nobody@borsetshire.example}}]
- number: 1
  text: Improve it again
  judgements: [{{area: Safety, by: Someone, on: someday}}]
- text: This one has no number
actions:
- {{number: A1, text: Do it, under: [7], owners: [{{person: b@borsetshire.example}}, {{}}]}}
- {{number: A2, text: Do it, workstreams: [Practice]}}
"""


def test_every_mistake_that_can_be_found_is_listed_at_once_with_its_line() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_file(MANY, here=["lead@borsetshire.example"])
    told = [(problem.line, problem.where, problem.message.partition(": ")[0]) for problem in refused.value.problems]
    assert told[0][2].startswith("limit must be one of immediately, ")
    assert [(line, where) for line, where, _ in told[:1]] == [(13, "recommendation 1")]
    assert told[1:] == [
        (14, "recommendation 1, owner 1", "there is nobody here with the address nobody@borsetshire.example"),
        (15, "recommendation 1", "number '1' is used twice"),
        (17, "recommendation 1, judgement Safety", "on"),
        (18, "recommendation 3", "number is missing"),
        (20, "action A1, owner 2", "owners names nobody"),
        (20, "action A1, owner 1", "there is nobody here with the address b@borsetshire.example"),
        (21, "action A2", "there is no workstream 'Practice' in this file"),
    ]


def test_a_name_that_may_be_in_what_cannot_be_read_is_not_called_missing() -> None:
    unnamed = "recommendations:\n- text: No number\nactions:\n- {number: A1, text: Do it, under: [7]}"
    assert len(problems_of(BARE + unnamed)) == 1
    assert len(problems_of(BARE + unnamed.replace("text: No number", "{number: 1, txt: No words}"))) == 3


def test_several_groups_of_fields_that_are_missing_are_each_listed_beside_another_mistake() -> None:
    rule = "{{id: r{n}, element: Leadership, text: t, strength: likely, then: {{}}}}"
    rules = ", ".join(rule.format(n=n) for n in (1, 2))
    text = (
        f"inspections: [{{id: a, name: A, limiting_rules: [{rules}]}}]\nactions: [{{number: 1, text: t, under: [7]}}]"
    )
    problems = problems_of(BARE + text)
    assert sum(": if is missing: " in problem for problem in problems) == 2
    assert "line 9: action 1: there is no recommendation '7' in this file" in problems


def test_somebody_who_is_here_or_in_the_file_may_be_named() -> None:
    text = f"{BARE}people: [{{email: a@borsetshire.example, name: A, manager: lead@borsetshire.example}}]"
    assert read_file(text, here=["lead@borsetshire.example"]).people[0].manager == "lead@borsetshire.example"
    with pytest.raises(UnreadableFile, match=r"^line 8: person a@borsetshire\.example: there is nobody here with the "):
        read_file(text, here=[])
