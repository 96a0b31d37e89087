"""The tables as SQL expressions name them: an attribute here is a column, where on the class it is a value."""

from functools import cached_property
from importlib import import_module
from typing import Any

from sqlalchemy import Table

from models.database.reading import table_of


class Columns:
    """A table with its columns as attributes, and nothing of what turns rows into objects, which reads never do.

    Its module is imported when it is first used, since making tables is slow and most answers need few of them.
    """

    def __init__(self, module: str, model: str) -> None:
        self._module = module
        self._model = model

    @cached_property
    def _table(self) -> Table:
        return table_of(getattr(import_module(f"models.{self._module}"), self._model))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table.c, name)

    def __clause_element__(self) -> Table:
        return self._table


AuditEntry: Any = Columns("audit", "AuditEntry")
AuditContent: Any = Columns("audit", "AuditContent")
Board: Any = Columns("governance", "Board")
BoardPlace: Any = Columns("governance", "BoardPlace")
Chat: Any = Columns("chats", "Chat")
BoardReport: Any = Columns("governance", "BoardReport")
Meeting: Any = Columns("governance", "Meeting")
ReportingDuty: Any = Columns("governance", "ReportingDuty")
Draft: Any = Columns("drafts", "Draft")
Shown: Any = Columns("drafts", "Shown")
Inbox: Any = Columns("inbox", "Inbox")
Organisation: Any = Columns("people", "Organisation")
Person: Any = Columns("people", "Person")
Identity: Any = Columns("people", "Identity")
Post: Any = Columns("people", "Post")
PostHolder: Any = Columns("people", "PostHolder")
RoleGrant: Any = Columns("people", "RoleGrant")
Tie: Any = Columns("people", "Tie")
PlanChoice: Any = Columns("people", "PlanChoice")
Council: Any = Columns("plan", "Council")
Inspection: Any = Columns("plan", "Inspection")
Grade: Any = Columns("plan", "Grade")
Judgement: Any = Columns("plan", "Judgement")
LimitingRule: Any = Columns("plan", "LimitingRule")
Plan: Any = Columns("plan", "Plan")
PlanInspection: Any = Columns("plan", "PlanInspection")
Event: Any = Columns("plan", "Event")
Recommendation: Any = Columns("plan", "Recommendation")
RecommendationJudgement: Any = Columns("plan", "RecommendationJudgement")
Response: Any = Columns("plan", "Response")
Strength: Any = Columns("plan", "Strength")
PlanAction: Any = Columns("plan", "PlanAction")
ActionRecommendation: Any = Columns("plan", "ActionRecommendation")
Workstream: Any = Columns("plan", "Workstream")
WorkstreamDependency: Any = Columns("plan", "WorkstreamDependency")
WorkstreamItem: Any = Columns("plan", "WorkstreamItem")
AmendmentRule: Any = Columns("plan", "AmendmentRule")
Risk: Any = Columns("plan", "Risk")
Resource: Any = Columns("plan", "Resource")
Update: Any = Columns("progress", "Update")
Evidence: Any = Columns("progress", "Evidence")
EvidenceRecommendation: Any = Columns("progress", "EvidenceRecommendation")
Measure: Any = Columns("progress", "Measure")
MeasureRecommendation: Any = Columns("progress", "MeasureRecommendation")
Figure: Any = Columns("progress", "Figure")
BoardJudgement: Any = Columns("progress", "BoardJudgement")
Decision: Any = Columns("decisions", "Decision")
Change: Any = Columns("decisions", "Change")
ChangeCondition: Any = Columns("decisions", "ChangeCondition")
Challenge: Any = Columns("decisions", "Challenge")
ImpactStatement: Any = Columns("assurance", "ImpactStatement")
ImpactEvidence: Any = Columns("assurance", "ImpactEvidence")
PlannedReview: Any = Columns("assurance", "PlannedReview")
ReviewRecommendation: Any = Columns("assurance", "ReviewRecommendation")
LibraryItem: Any = Columns("assurance", "LibraryItem")
HarmAnswer: Any = Columns("assurance", "HarmAnswer")
InspectionNotice: Any = Columns("assurance", "InspectionNotice")
NoticeReceipt: Any = Columns("assurance", "NoticeReceipt")
PreparationStep: Any = Columns("assurance", "PreparationStep")
Redaction: Any = Columns("assurance", "Redaction")
LegalHold: Any = Columns("assurance", "LegalHold")
Reminder: Any = Columns("reminders", "Reminder")
ClockDay: Any = Columns("reminders", "ClockDay")
Absence: Any = Columns("people", "Absence")
Outbox: Any = Columns("outbox", "Outbox")
Ledger: Any = Columns("outbox", "Ledger")
Snooze: Any = Columns("outbox", "Snooze")
