"""What one import carries from part to part: the rows made so far, by the names the file gives them."""

from dataclasses import dataclass, field
from datetime import datetime

from handlers.documents.names import label_key
from handlers.errors import UserError
from handlers.importing.desk import Desk
from models.governance import Board
from models.people import Organisation, Person
from models.plan import Inspection, Plan, PlanAction, Recommendation, Workstream


class NotHere(UserError):
    """Something a file names is not here: `said` is how it names it, `of` the item it names it for, if for one."""

    def __init__(self, message: str, said: str, of: str = "") -> None:
        super().__init__(message)
        self.said, self.of = said, of


@dataclass(slots=True)
class Work:
    """One import under way. Keys of labels and names are as `label_key` makes them.

    `says` is what the history of an item is to hold: its subject, the words, and the plan it is in.
    """

    desk: Desk
    plan: Plan
    now: datetime
    by: str
    illustration: str | None = None
    inspections: dict[str, Inspection] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    streams: dict[str, Workstream] = field(default_factory=dict)
    recommendations: dict[str, Recommendation] = field(default_factory=dict)
    actions: dict[str, PlanAction] = field(default_factory=dict)
    says: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def plan_id(self) -> int:
        return self.plan.key_id

    def mark(self, source: dict[str, object]) -> dict[str, object]:
        """What goes into a row's `source`: an overlay's rows also say that they are illustration."""
        return {**source, "illustration": self.illustration} if self.illustration else dict(source)

    def say(self, subject: str, words: str, plan_id: int | None = None) -> None:
        """Keep something for the history of an item of this plan, or of another."""
        self.says.append((subject, words, plan_id or self.plan_id))

    def board(self, name: str | None) -> Board | None:
        """The board of this name, by any of its names."""
        return self.boards.get(label_key(name)) if name else None

    def recommendation(self, label: str) -> Recommendation:
        """The recommendation with this label. Raises UserError when the plan has none."""
        if (found := self.recommendations.get(label_key(label))) is None:
            raise NotHere(
                f"There is no recommendation {label} in {self.plan.key}. Correct the file. Nothing was imported.", label
            )
        return found

    def item(self, label: str) -> Recommendation | PlanAction:
        """The recommendation or action with this label. Raises UserError when the plan has neither."""
        found = self.recommendations.get(label_key(label)) or self.actions.get(label_key(label))
        if found is None:
            raise NotHere(
                f"There is nothing called {label} in {self.plan.key}. Correct the file. Nothing was imported.", label
            )
        return found

    def owned(self, label: str) -> tuple[str, Recommendation | PlanAction | Workstream]:
        """What owners may be given to, and the column that ties them. Raises UserError when it is not here."""
        if stream := self.streams.get(label_key(label)):
            return "workstream_id", stream
        item = self.item(label)
        return ("action_id" if isinstance(item, PlanAction) else "recommendation_id"), item

    def organisation(self, key: str, of: str = "") -> Organisation:
        """The organisation with this id, named as owner `of` an item. Raises UserError when there is none."""
        found = self.organisations.get(key) or self.desk.find(Organisation, key=key)
        if found is None:
            said = (
                f"There is no organisation {key} here{_owning(of)}. Add it under organisations. Nothing was imported."
            )
            raise NotHere(said, key, of)
        return found

    def person(self, email: str, of: str = "") -> Person:
        """The person with this address, named as owner `of` an item. Raises UserError when there is none."""
        found = self.desk.find(Person, email=email)
        if found is None:
            raise NotHere(
                f"There is nobody here with the address {email}{_owning(of)}. "
                "Add them under people. Nothing was imported.", email, of,
            )  # fmt: skip
        return found


def _owning(of: str) -> str:
    return f", owner of {of}" if of else ""
