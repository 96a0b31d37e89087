"""What is said of an environment that cannot be used."""


class SettingsError(Exception):
    """Something in the environment is missing or wrong; the message says what to set."""
