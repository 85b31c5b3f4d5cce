"""Repair: the shortest plan that lets people reach what they are expected to (`repair/1`, interface §5)."""

from assistant.checks.repair.document import repair

__all__ = ["repair"]
