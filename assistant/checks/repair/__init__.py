"""Repair: the shortest plan that lets people reach what they are expected to (`repair/1`, interface §5)."""

from assistant.checks.repair.alternatives import planned, repair
from assistant.checks.repair.document import Plan

__all__ = ["Plan", "planned", "repair"]
