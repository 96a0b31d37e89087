"""The audit chain: who did what and when, kept so that any change to it afterwards is seen.

Each entry is sealed, together with the one before it, by a key that is not in the database. What an entry
says lies apart, under a salted digest: it can be lawfully removed, and the chain still holds. Each row of the record
is sealed too, whenever it is written.
"""

from models.audit import sealing
from models.audit.chain import AuditBroken, head, is_key, record, remove_content
from models.audit.demonstration import is_demonstration, mark_demonstration
from models.audit.entries import REMOVED, AuditContent, AuditEntry, AuditHead
from models.audit.faults import FOUND, Fault, Problem
from models.audit.rows import is_kept, row_content
from models.audit.seals import Entry, Head
from models.audit.verify import verify

__all__ = [
    "FOUND",
    "REMOVED",
    "AuditBroken",
    "AuditContent",
    "AuditEntry",
    "AuditHead",
    "Entry",
    "Fault",
    "Head",
    "Problem",
    "head",
    "is_demonstration",
    "is_kept",
    "is_key",
    "mark_demonstration",
    "record",
    "remove_content",
    "row_content",
    "sealing",
    "verify",
]
