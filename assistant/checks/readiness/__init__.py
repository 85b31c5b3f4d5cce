"""Readiness: who can start with an application, who is stuck, on what, and who has to act (`readiness/1`, interface §6)."""

from assistant.checks.readiness.reading import Filters, Readiness, is_named, readiness
from assistant.checks.readiness.side_by_side import one_moment

__all__ = ["Filters", "Readiness", "is_named", "one_moment", "readiness"]
