"""`settings`: what the council sets for itself: contacts, e-mail domains, case numbers, how long it keeps what."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from handlers import access
from handlers.access import Ability
from handlers.cards import settings as cards
from handlers.context import Arguments, Context
from handlers.errors import UserError
from handlers.grammar import is_email
from handlers.guarding import guard_settings
from handlers.people import person_here
from handlers.recording import record
from handlers.retention.periods import periods_of, say_years, setting, years_in
from models.card import Action, Reply
from models.plan import Council, Plan
from models.rules.retention import RecordType

_CONTACTS = ("front_door", "out_of_hours", "lado", "data_protection_contact", "safeguarding_board")
NAMES = (*_CONTACTS, "data_protection_officer", "heartbeat", "email_domains", "case_patterns", "small_count")
KEPT = {setting(kind): kind for kind in RecordType}
_LONGEST = 500


def show(ctx: Context, args: Arguments) -> Reply:  # noqa: ARG001  because every handler takes arguments
    """Every setting and what it is."""
    access.require(ctx, Ability.MANAGE_PEOPLE)
    council = _council(ctx, ctx.change)
    return Reply((cards.settings_card(shown(council)),))


def change(ctx: Context, args: Arguments) -> Reply:
    """Set one of them. What cannot work is refused, with how to write it."""
    access.require(ctx, Ability.MANAGE_PEOPLE)
    name = args.get("name").casefold().replace("-", "_")
    if name not in (*NAMES, *KEPT):
        raise UserError(f"There is no setting “{args.get('name')}”. Say “settings” for those there are.", _ALL)
    value = args.get("value")
    if len(value) > _LONGEST:
        raise UserError(f"That is longer than {_LONGEST} characters. Nothing was changed.", _ALL)
    if name == "heartbeat":
        person_here(ctx.change, value.casefold())
    council = _council(ctx, ctx.change)
    _put(council, name, value)
    ctx.change.add(council)
    ctx.change.flush()
    record(ctx, "settings", f"council:{council.key_id}", _told(name, shown(council)[name]))
    return Reply((cards.set_card(name, shown(council)[name]),))


def _told(name: str, value: str) -> str:
    """What history says: how long records are kept is said, since it decides what is erased."""
    return f"set {name.replace('_', ' ')}" + (f" to {value}" if name in KEPT else "")


def _council(ctx: Context, session: Session) -> Council:
    """The council of the plans here. Raises UserError where there is none yet."""
    found = session.exec(select(Council).join(Plan).order_by(Council.id).with_for_update(of=Council)).first()  # type: ignore[arg-type]  # because sqlmodel types a column as its value
    if found is None:
        raise access.stranger(ctx)
    return found


def _put(council: Council, name: str, value: str) -> None:
    if name == "email_domains":
        council.email_domains = _domains(value)
        return
    kept = dict(council.settings)
    if name in ("case_patterns", "small_count"):
        kept["guard"] = _guard(kept.get("guard", {}), name, value)
    elif name in KEPT:
        kept["keep"] = {**kept.get("keep", {}), KEPT[name].value: _years(name, value)}
    elif name == "data_protection_officer" and not is_email(value):
        raise UserError("Give the data-protection officer's work e-mail.", _ALL)
    else:
        kept[name] = value.casefold() if name in ("data_protection_officer", "heartbeat") else value
    council.settings = kept


def _domains(value: str) -> list[str]:
    domains = [part.strip().casefold().removeprefix("@") for part in value.replace(",", " ").split()]
    if not domains or any("." not in domain for domain in domains):
        raise UserError("Write e-mail domains such as: council.gov.uk, schools.council.gov.uk", _ALL)
    return domains


def _guard(kept: Mapping[str, Any], name: str, value: str) -> dict[str, Any]:
    wanted = dict(kept)
    if name == "case_patterns":
        wanted[name] = [part for part in value.split() if part]
    elif value.isdecimal():
        wanted[name] = int(value)
    else:
        raise UserError("The largest small count is a number, such as 4.", _ALL)
    try:
        guard_settings({"guard": wanted})
    except ValueError as error:
        raise UserError(f"{error} Nothing was changed.", _ALL) from error
    return wanted


def _years(name: str, value: str) -> int | None:
    try:
        return years_in(value)
    except ValueError as error:
        raise UserError(f"{error} Say it as in: settings {name} 6 years", _ALL) from error


def shown(council: Council) -> dict[str, str]:
    """Every setting as it is read, empty where it is not set."""
    guard = council.settings.get("guard", {})
    lists = {"email_domains": council.email_domains, "case_patterns": guard.get("case_patterns", [])}
    plain = {name: str(council.settings.get(name, "")) for name in NAMES if name not in lists}
    plain["small_count"] = str(guard.get("small_count", 4))
    kept = {setting(kind): say_years(years) for kind, years in periods_of(council.settings).items()}
    return {name: ", ".join(lists[name]) if name in lists else plain[name] for name in NAMES} | kept


_ALL = Action("Settings", "settings")
