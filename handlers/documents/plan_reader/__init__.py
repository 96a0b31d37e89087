"""Reads plan files and overlays into checked drafts, or says on which line each problem is."""

from handlers.documents.plan_reader.naming import named_in
from handlers.documents.plan_reader.problems import Problem, UnreadableFile
from handlers.documents.plan_reader.reading import read_file, read_overlay, read_plan
from handlers.documents.plan_reader.screening import Suspect, screen_file
from handlers.documents.plan_reader.tree import says_its_end

__all__ = [
    "Problem",
    "Suspect",
    "UnreadableFile",
    "named_in",
    "read_file",
    "read_overlay",
    "read_plan",
    "says_its_end",
    "screen_file",
]
