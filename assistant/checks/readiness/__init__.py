"""Readiness: who can start with an application, who is stuck, on what, and who has to act (`readiness/1`, interface §6)."""

from assistant.checks.readiness.reading import Filters, Readiness, readiness
from assistant.checks.readiness.side_by_side import one_moment

__all__ = ["Filters", "Readiness", "one_moment", "readiness"]
