"""What `ofsted-bot check` asks Slack: does it know the bot, did it grant what the bot needs, and is there a way in."""

from bot.finding import Finding, note, right, wrong
from bot.reached import reached
from bot.settings import SlackSettings
from bot.slack.manifest import SCOPES
from bot.slack.web import Json, SlackRefused, SlackUnreachable, Web


async def findings(settings: SlackSettings, public_url: str) -> list[Finding]:
    """Everything about one workspace, in the order in which it is put right."""
    found = await _token(settings)
    if settings.app_token:
        return [*found, await _socket_mode(settings)]
    signing = right("SLACK_SIGNING_SECRET is set. Whether it is this app's own shows when Slack first calls.")
    return [*found, signing, await reached(public_url)]


async def _token(settings: SlackSettings) -> list[Finding]:
    web = Web(settings.api_url, settings.bot_token)
    try:
        who = await web.call("auth.test")
    except SlackRefused as error:
        return [wrong(f"Slack does not accept SLACK_BOT_TOKEN ({error.reason}). Copy it again from the app's page.")]
    except SlackUnreachable:
        return [wrong(f"Slack does not answer at {settings.api_url}. Check the network and SLACK_API_URL.")]
    finally:
        await web.close()
    return [_itself(who), *_scopes(web.granted)]


def _itself(who: Json) -> Finding:
    if not who.get("user_id") or not who.get("bot_id"):
        return wrong("SLACK_BOT_TOKEN belongs to no bot. Copy the Bot User OAuth Token from the app's page.")
    name, team = who.get("user") or who["user_id"], who.get("team") or who.get("team_id")
    return right(f"Slack knows this bot: it is {name} in the workspace {team}.")


def _scopes(granted: str) -> list[Finding]:
    has = {scope.strip() for scope in granted.split(",") if scope.strip()}
    if not has:
        return [wrong("Slack did not say which scopes the bot has. Install the app again from the manifest.")]
    missing = [
        wrong(
            f"Slack has not granted {scope}: {why}. Add it under OAuth & Permissions, then choose Reinstall to "
            "Workspace."
        )
        for scope, why in SCOPES.items()
        if scope not in has
    ]
    more = sorted(has - SCOPES.keys())
    unneeded = [note(f"Slack has granted more than the bot needs: {', '.join(more)}. Take it away.")] if more else []
    return [*(missing or [right(f"Slack has granted all {len(SCOPES)} scopes the bot needs.")]), *unneeded]


async def _socket_mode(settings: SlackSettings) -> Finding:
    web = Web(settings.api_url, settings.app_token)
    try:
        await web.call("apps.connections.open")
    except SlackRefused as error:
        return wrong(
            f"Slack does not open Socket Mode with SLACK_APP_TOKEN ({error.reason}). It needs the scope "
            "connections:write, and Socket Mode turned on in the app."
        )
    except SlackUnreachable:
        return wrong("Slack does not answer about Socket Mode. Check the network.")
    finally:
        await web.close()
    return right("Slack opens Socket Mode for this server.")
