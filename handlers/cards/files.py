"""What is said of files that did not come through, and what to send instead."""

NOT_KEPT_HERE = "Files cannot be kept here. Send a link to it instead. Nothing was recorded."
FILES_GONE = "The files you sent do not wait any more, so nothing was recorded. Send them again."
WORDS_GONE = "What you wrote does not wait any more, so nothing was recorded. Write it again."


def not_fetched(name: str, platform: str) -> str:
    """That a file could not be had from where it is: "Slack", "Teams"."""
    return (
        f"I could not fetch {name} from {platform}, so nothing was recorded. Send it again, or send a link to it "
        "instead."
    )
