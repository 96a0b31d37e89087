"""Takes messages from the outbox to a platform: claimed with a lease, composed when sent, marked when they went.

A crash between sending and marking is found out from the platform where it can say what it has; where it cannot, the
message is sent once more and marked as one that may be a repeat.
"""

from scheduler.relay.messages import Erasure, Found, Message, Sender, TryLater, Unreachable
from scheduler.relay.queue import BASE_S, CAP_S, LEASE, LONGEST
from scheduler.relay.sending import Relay

__all__ = [
    "BASE_S",
    "CAP_S",
    "LEASE",
    "LONGEST",
    "Erasure",
    "Found",
    "Message",
    "Relay",
    "Sender",
    "TryLater",
    "Unreachable",
]
