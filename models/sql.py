"""The tables as SQL expressions name them: an attribute here is a column, where on the class it is a value."""

from typing import Any

from models import audit, governance, people, plan, progress

AuditEntry: Any = audit.AuditEntry
AuditContent: Any = audit.AuditContent
Board: Any = governance.Board
BoardReport: Any = governance.BoardReport
Meeting: Any = governance.Meeting
ReportingDuty: Any = governance.ReportingDuty
Organisation: Any = people.Organisation
Person: Any = people.Person
Identity: Any = people.Identity
Post: Any = people.Post
PostHolder: Any = people.PostHolder
RoleGrant: Any = people.RoleGrant
Tie: Any = people.Tie
PlanChoice: Any = people.PlanChoice
Council: Any = plan.Council
Inspection: Any = plan.Inspection
Grade: Any = plan.Grade
Judgement: Any = plan.Judgement
LimitingRule: Any = plan.LimitingRule
Plan: Any = plan.Plan
PlanInspection: Any = plan.PlanInspection
Event: Any = plan.Event
Recommendation: Any = plan.Recommendation
RecommendationJudgement: Any = plan.RecommendationJudgement
Response: Any = plan.Response
Strength: Any = plan.Strength
PlanAction: Any = plan.PlanAction
ActionRecommendation: Any = plan.ActionRecommendation
Workstream: Any = plan.Workstream
WorkstreamDependency: Any = plan.WorkstreamDependency
WorkstreamItem: Any = plan.WorkstreamItem
AmendmentRule: Any = plan.AmendmentRule
Risk: Any = plan.Risk
Resource: Any = plan.Resource
Update: Any = progress.Update
Evidence: Any = progress.Evidence
EvidenceRecommendation: Any = progress.EvidenceRecommendation
Measure: Any = progress.Measure
MeasureRecommendation: Any = progress.MeasureRecommendation
Figure: Any = progress.Figure
BoardJudgement: Any = progress.BoardJudgement
