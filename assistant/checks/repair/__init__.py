"""Repair: the shortest plan that lets people reach what they are expected to (`repair/1`, interface §5)."""

from assistant.checks.repair.document import Plan, planned, repair

__all__ = ["Plan", "planned", "repair"]
