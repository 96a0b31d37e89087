"""Reads plan files and overlays into checked drafts, or says on which line each problem is."""

from handlers.documents.plan_reader.problems import Problem, UnreadableFile
from handlers.documents.plan_reader.reading import read_file, read_overlay, read_plan

__all__ = ["Problem", "UnreadableFile", "read_file", "read_overlay", "read_plan"]
