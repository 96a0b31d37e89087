"""Evidence in Teams: files sent in one's own chat, any message kept, recommendations found, and files given back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import Store
from tests.made_files import pdf
from tests.teams_fake import Fault, Json
from tests.teams_worlds import OWNER, READER, TeamsWorld, commands_in, teams_world

OFFER = 'evidence SG4 audit shows="17 of 20 files had views recorded" period="March 2010" checked=yes'
AUDIT = pdf("17 of 20 files had views recorded.")
FILE = "application/vnd.microsoft.teams.file.download.info"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"


@pytest.fixture
def teams(store: Store, tmp_path: Path) -> Iterator[TeamsWorld]:
    with teams_world(store, tmp_path) as world:
        world.fake.files["audit"] = AUDIT
        yield world.met(OWNER, READER)
        assert world.world.audit_problems() == []


def attached(teams: TeamsWorld, name: str = "audit.pdf", url: str = "") -> list[Json]:
    address = url or f"{teams.fake.base}/files/audit"
    content = {"downloadUrl": address, "uniqueId": "u-1", "fileType": "pdf"}
    return [{"contentType": FILE, "name": name, "content": content}]


def form_in(shown: Any) -> str:
    """The command that a shown form sends."""
    if isinstance(shown, dict):
        own = shown.get("form")
        return own if isinstance(own, str) else next(filter(None, map(form_in, shown.values())), "")
    return next(filter(None, map(form_in, shown)), "") if isinstance(shown, list) else ""


def held_in(shown: Any) -> str:
    """The name of the files that wait for a shown form."""
    if isinstance(shown, dict):
        own = shown.get("held")
        return own if isinstance(own, str) else next(filter(None, map(held_in, shown.values())), "")
    return next(filter(None, map(held_in, shown)), "") if isinstance(shown, list) else ""


def kept(teams: TeamsWorld) -> list[tuple[Any, ...]]:
    return [
        tuple(row) for row in teams.world.rows("SELECT file_name, shows FROM evidence WHERE file_name = 'audit.pdf'")
    ]


def test_a_file_that_came_with_a_command_is_fetched_and_kept(teams: TeamsWorld) -> None:
    teams.says(OWNER, OFFER, attachments=attached(teams))
    assert "SG4" in str(teams.fake.expect(2, conversation=f"a:{OWNER}"))
    assert len(kept(teams)) == 1
    assert teams.fake.fetched == ["audit"]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/files/audit",
        "http://council.sharepoint.com/x",
        "https://council.sharepoint.com.evil.example/x",
        "https://council.sharepoint.com@evil.example/x",
        "https://council.sharepoint.com:8443/x",
        "http://169.254.169.254/metadata",
        "file:///etc/passwd",
        "",
    ],
)
def test_nothing_is_fetched_from_anywhere_else(teams: TeamsWorld, url: str) -> None:
    files = attached(teams)
    files[0]["content"]["downloadUrl"] = url
    teams.says(OWNER, OFFER, attachments=files)
    assert "could not fetch audit.pdf" in str(teams.fake.expect(2, conversation=f"a:{OWNER}"))
    assert kept(teams) == []


def test_a_file_that_is_gone_is_said_to_be(teams: TeamsWorld) -> None:
    teams.fake.files.clear()
    teams.says(OWNER, OFFER, attachments=attached(teams))
    assert "could not fetch audit.pdf" in str(teams.fake.expect(2, conversation=f"a:{OWNER}"))


def test_a_strangers_file_is_not_fetched(teams: TeamsWorld) -> None:
    teams.fake.add("aad-new", "someone@elsewhere.example")
    teams.says("aad-new", OFFER, attachments=attached(teams))
    teams.fake.expect(conversation="a:aad-new")
    assert teams.fake.fetched == []


def test_a_file_without_a_command_becomes_evidence_once_it_is_said_for_what(teams: TeamsWorld) -> None:
    teams.says(OWNER, "March audit", attachments=attached(teams))
    asked = teams.fake.expect(2, conversation=f"a:{OWNER}")
    assert teams.fake.fetched == []
    press = next(each for each in commands_in(asked) if each.startswith("draft file"))
    form = teams.press(OWNER, press).json["value"]
    assert form_in(form)
    assert "/files/audit" not in str(form)
    sent = {
        "form": form_in(form), "held": held_in(form), "number": "SG4", "kind": "audit", "checked": "yes",
        "shows": "17 of 20 files had views recorded", "period": "March 2010",
    }  # fmt: skip
    answer = teams.signed(teams.press_body(OWNER, sent)).json
    assert kept(teams), answer


def test_somebody_elses_files_are_not_theirs_to_use(teams: TeamsWorld) -> None:
    teams.says(OWNER, "March audit", attachments=attached(teams))
    asked = teams.fake.expect(2, conversation=f"a:{OWNER}")
    press = next(each for each in commands_in(asked) if each.startswith("draft file"))
    form = teams.press(OWNER, press).json["value"]
    sent = {"form": form_in(form), "held": held_in(form)}
    assert "do not wait any more" in str(teams.signed(teams.press_body(READER, sent)).json)
    assert "do not wait any more" in str(teams.signed(teams.press_body(OWNER, {**sent, "held": "another"})).json)


def test_any_message_can_be_kept_as_evidence(teams: TeamsWorld) -> None:
    html = "<div><p>17 of 20 files had views recorded.</p><p>Audit, March 2010 &amp; after</p></div>"
    value = {
        "commandId": "saveAsEvidence", "commandContext": "message",
        "messagePayload": {"id": "1", "body": {"contentType": "html", "content": html}},
    }  # fmt: skip
    where = {"conversationType": "channel", "id": "19:x@thread.tacv2", "isGroup": True}
    opened = teams.invoke(OWNER, "composeExtension/fetchTask", value, conversation=where).json["task"]
    assert opened["type"] == "continue"
    assert "17 of 20 files had views recorded." in str(opened)
    assert "March 2010 & after" in str(opened)
    command = form_in(opened)
    wrong = teams.invoke(
        OWNER, "composeExtension/submitAction",
        {"commandId": "saveAsEvidence", "data": {"form": command, "number": "SG99"}}, conversation=where,
    ).json["task"]  # fmt: skip
    assert wrong["type"] == "continue"
    assert form_in(wrong)
    data = {
        "form": command, "number": "SG4", "kind": "audit", "shows": "17 of 20 files had views recorded",
        "period": "March 2010", "checked": "yes", "link": "https://council.example/audit",
    }  # fmt: skip
    done = teams.invoke(OWNER, "composeExtension/submitAction", {"data": data}, conversation=where).json["task"]
    assert "SG4" in str(done["value"]["card"])
    assert teams.world.rows("SELECT id FROM evidence WHERE shows = '17 of 20 files had views recorded'")
    assert teams.fake.told("reply") == []


def test_a_message_is_kept_with_its_link_and_those_within_it_and_its_files_are_said_not_to_be(
    teams: TeamsWorld,
) -> None:
    link = "https://teams.microsoft.com/l/message/19:x@thread.tacv2/1270000000123?tenantId=t&groupId=g"
    html = '<p>17 of 20: <a href="https://a.gov.uk/report">the report</a></p><attachment id="1"></attachment>'
    value = {
        "commandId": "saveAsEvidence", "messagePayload": {
            "body": {"contentType": "html", "content": html}, "linkToMessage": link,
            "attachments": [{"id": "1", "contentType": "reference", "name": "m.docx"}],
        },
    }  # fmt: skip
    opened = teams.invoke(OWNER, "composeExtension/fetchTask", value).json["task"]
    assert "the report (https://a.gov.uk/report)" in str(opened)
    assert "did not receive the file" in str(opened)
    data = {
        "form": form_in(opened), "number": "SG4", "kind": "audit", "period": "March 2010", "link": link,
        "message": "17 of 20: the report (https://a.gov.uk/report)",
    }  # fmt: skip
    assert link in str(opened)
    teams.invoke(OWNER, "composeExtension/submitAction", {"data": data})
    assert teams.world.rows("SELECT link FROM evidence WHERE shows LIKE '17 of 20: the report%'") == [(link,)]


def test_a_message_about_a_child_is_not_kept(teams: TeamsWorld) -> None:
    body = {"contentType": "text", "content": "Child K, NHS 943 476 5919, waits."}
    value = {"commandId": "saveAsEvidence", "messagePayload": {"body": body}}
    said = teams.invoke(OWNER, "composeExtension/fetchTask", value).json
    assert "NHS number" in str(said)
    assert "943 476" not in str(said) + str(teams.world.everything())


def test_a_recommendation_is_found_and_its_card_inserted(teams: TeamsWorld) -> None:
    value = {"commandId": "findRecommendation", "parameters": [{"name": "search", "value": "parents"}]}
    found = teams.invoke(OWNER, "composeExtension/query", value).json["composeExtension"]
    assert (found["type"], found["attachmentLayout"]) == ("result", "list")
    assert len(found["attachments"]) <= 5
    first = found["attachments"][0]
    assert first["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert first["preview"]["content"]["title"]
    assert "parent" in str(first["content"]).casefold()


@pytest.mark.parametrize("words", ["rec 4", "#4", "recommendation 4", "SG4", "action 4.2"])
def test_a_recommendation_is_found_by_what_it_is_called(teams: TeamsWorld, words: str) -> None:
    value = {"commandId": "findRecommendation", "parameters": [{"name": "search", "value": words}]}
    found = teams.invoke(OWNER, "composeExtension/query", value).json["composeExtension"]
    assert found["type"] == "result", found
    titles = [each["preview"]["content"]["title"] for each in found["attachments"]]
    assert titles
    assert all("4" in title for title in titles)
    assert "may be" not in str(titles)


@pytest.mark.parametrize("words", ["zebra", "rec 400"])
def test_where_nothing_is_found_no_button_is_named(teams: TeamsWorld, words: str) -> None:
    value = {"commandId": "findRecommendation", "parameters": [{"name": "search", "value": words}]}
    found = teams.invoke(OWNER, "composeExtension/query", value).json["composeExtension"]
    assert found["type"] == "message"
    assert words in found["text"]
    assert "Buttons" not in found["text"]


def test_before_anything_is_typed_something_is_shown(teams: TeamsWorld) -> None:
    value = {"commandId": "findRecommendation", "parameters": [{"name": "initialRun", "value": "true"}]}
    assert teams.invoke(OWNER, "composeExtension/query", value).json["composeExtension"]["attachments"]


def test_a_stranger_finds_nothing(teams: TeamsWorld) -> None:
    teams.fake.add("aad-new", "someone@elsewhere.example")
    value = {"parameters": [{"name": "search", "value": "parents"}]}
    found = teams.invoke("aad-new", "composeExtension/query", value).json["composeExtension"]
    assert found["type"] == "message"
    assert "Sorry" in found["text"]


def wanted(teams: TeamsWorld) -> str:
    teams.says(OWNER, OFFER, attachments=attached(teams))
    teams.fake.expect(2, conversation=f"a:{OWNER}")
    (number,) = teams.world.rows("SELECT id FROM evidence WHERE file_name = 'audit.pdf'")[0]
    return f"evidence E{number} file"


def consented(teams: TeamsWorld, offered: Json, user: str = OWNER, **upload: str) -> None:
    context = offered["attachments"][0]["content"]["acceptContext"]
    about = {"uploadUrl": f"{teams.fake.base}/upload/u1", "contentUrl": "https://council.sharepoint.com/audit.pdf",
             "uniqueId": "u1", "fileType": "pdf"} | upload  # fmt: skip
    value = {"type": "fileUpload", "action": "accept", "context": context, "uploadInfo": about}
    assert teams.invoke(user, "fileConsent/invoke", value).status == 200


def offered(teams: TeamsWorld) -> Json:
    teams.says(OWNER, wanted(teams))
    teams.until(lambda: any(CONSENT in str(each.given) for each in teams.fake.told("send", f"a:{OWNER}")))
    return next(each.given for each in teams.fake.told("send", f"a:{OWNER}") if CONSENT in str(each.given))


def test_a_kept_file_is_offered_and_given_to_whoever_asked(teams: TeamsWorld) -> None:
    card = offered(teams)
    assert card["attachments"][0]["content"]["sizeInBytes"] == len(AUDIT)
    told = len(teams.fake.told("send", f"a:{OWNER}"))
    consented(teams, card)
    given = teams.fake.expect(told + 1, conversation=f"a:{OWNER}")
    assert given["attachments"][0]["contentType"].endswith("file.info")
    assert list(teams.fake.uploads.values()) == [AUDIT]
    consented(teams, card)
    assert "no longer offered" in str(teams.fake.expect(told + 2, conversation=f"a:{OWNER}"))


def test_a_file_whose_answer_was_never_told_is_offered_after_a_restart(teams: TeamsWorld) -> None:
    command = wanted(teams)
    teams.fake.fail("send", *[Fault(status=502)] * 4)
    teams.says(OWNER, command)
    teams.until(lambda: "decided" in {row[0] for row in teams.inbox()})
    teams.until(lambda: len(teams.fake.faults["send"]) <= 2)
    teams.fake.faults.clear()
    with teams.another_server():
        teams.until(lambda: any(CONSENT in str(each.given) for each in teams.fake.told("send", f"a:{OWNER}")))
        teams.settled()


@pytest.mark.parametrize("address", ["https://evil.example/upload", "http://169.254.169.254/"])
def test_it_is_put_nowhere_else(teams: TeamsWorld, address: str) -> None:
    card = offered(teams)
    consented(teams, card, uploadUrl=address)
    said = "could not send you audit.pdf"
    teams.until(lambda: any(said in str(each.given) for each in teams.fake.told("send", f"a:{OWNER}")))
    assert teams.fake.uploads == {}


def test_nobody_else_takes_it(teams: TeamsWorld) -> None:
    card = offered(teams)
    told = len(teams.fake.told("send", f"a:{READER}"))
    consented(teams, card, READER)
    assert "no longer offered" in str(teams.fake.expect(told + 1, conversation=f"a:{READER}"))
    assert teams.fake.uploads == {}


@pytest.mark.parametrize(("sent", "said"), [(10, ""), (11, "the last one was not taken"), (13, "the last 3 were not")])
def test_of_more_than_ten_files_it_is_said_how_many_were_not_taken(teams: TeamsWorld, sent: int, said: str) -> None:
    files = [each for number in range(sent) for each in attached(teams, f"audit{number}.pdf")]
    teams.says(OWNER, "All three area teams now hold monthly meetings with the children", attachments=files)
    first = str(teams.fake.expect(2, conversation=f"a:{OWNER}"))
    assert "10 files" in first
    assert ("not taken" in first) is bool(said)
    assert said in first
