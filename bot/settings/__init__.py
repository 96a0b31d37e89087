"""The environment, read once into one frozen value."""

from bot.settings.environment import (
    MANAGED_IDENTITY,
    SLACK_API,
    TEAMS_LOGIN,
    TEAMS_OPENID,
    UNCONFIGURED,
    Settings,
    SlackSettings,
    TeamsSettings,
)
from bot.settings.errors import SettingsError

__all__ = [
    "MANAGED_IDENTITY",
    "SLACK_API",
    "TEAMS_LOGIN",
    "TEAMS_OPENID",
    "UNCONFIGURED",
    "Settings",
    "SettingsError",
    "SlackSettings",
    "TeamsSettings",
]
