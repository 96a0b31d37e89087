"""What `ofsted-bot check` asks Microsoft: does it know the bot, does it answer for keys, and is there a way in."""

from collections.abc import Callable
from datetime import datetime

from bot.finding import Finding, note, right, wrong
from bot.reached import reached
from bot.settings import TeamsSettings
from bot.teams.credentials import CredentialRefused, Credentials, CredentialUnreachable
from bot.teams.keys import Keys, NoKeys


async def findings(settings: TeamsSettings, public_url: str, clock: Callable[[], datetime]) -> list[Finding]:
    """Everything about one tenant, in the order in which it is put right."""
    if settings.local:
        return [note("TEAMS_LOCAL is set: Teams is for trying out on this machine, and nothing is signed.")]
    return [
        await _credential(settings, clock),
        await _keys(settings, clock),
        note("Whether the app is installed for everybody shows in the Teams admin centre, under Manage apps."),
        await reached(public_url),
    ]


async def _credential(settings: TeamsSettings, clock: Callable[[], datetime]) -> Finding:
    credentials = Credentials(settings, clock)
    try:
        await credentials.token()
    except CredentialRefused as error:
        return wrong(
            f"Microsoft does not accept the bot's credential ({error}). Check TEAMS_APP_ID, TEAMS_TENANT_ID and "
            "TEAMS_APP_PASSWORD, or the managed identity."
        )
    except CredentialUnreachable:
        return wrong("Microsoft does not answer for the bot's token. Check the network and TEAMS_TOKEN_URL.")
    finally:
        await credentials.close()
    return right("Microsoft knows this bot, and gave it a token.")


async def _keys(settings: TeamsSettings, clock: Callable[[], datetime]) -> Finding:
    keys = Keys(settings.openid_url, clock)
    try:
        await keys.key("")
    except NoKeys:
        return wrong("The keys with which Teams signs cannot be fetched. Check the network and TEAMS_OPENID_URL.")
    finally:
        await keys.close()
    return right("The keys with which Teams signs can be fetched.")
