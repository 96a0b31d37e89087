"""The plan: what was inspected, what it must answer, and the work that answers it."""

from models.plan.inspections import Council, Grade, Inspection, Judgement, LimitingRule
from models.plan.items import ActionRecommendation, PlanAction, Recommendation, RecommendationJudgement, Response
from models.plan.plans import AmendmentRule, Event, Plan, PlanInspection, Resource, Risk, Strength
from models.plan.workstreams import Workstream, WorkstreamDependency, WorkstreamItem

__all__ = [
    "ActionRecommendation",
    "AmendmentRule",
    "Council",
    "Event",
    "Grade",
    "Inspection",
    "Judgement",
    "LimitingRule",
    "Plan",
    "PlanAction",
    "PlanInspection",
    "Recommendation",
    "RecommendationJudgement",
    "Resource",
    "Response",
    "Risk",
    "Strength",
    "Workstream",
    "WorkstreamDependency",
    "WorkstreamItem",
]
