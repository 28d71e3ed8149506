"""Asks Assay's gate whether data may be promoted.

>>> from assay_gate import GateClient
>>> GateClient("https://assay.example", token).require("gold.orders", batch={"day": "2026-03-01"})
"""

from .client import GateClient, obey
from .errors import GateBlocked, GateError, GateNotEvaluated, GateTimeout, GateUnavailable, GateUsageError
from .records import Decision, Reason, Submitted, Verification

__version__ = "0.1.0"

__all__ = [
    "Decision",
    "GateBlocked",
    "GateClient",
    "GateError",
    "GateNotEvaluated",
    "GateTimeout",
    "GateUnavailable",
    "GateUsageError",
    "Reason",
    "Submitted",
    "Verification",
    "obey",
]
