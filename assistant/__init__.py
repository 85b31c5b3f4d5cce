"""The access assistant: guides, checks and mends access to government applications for care organisations."""

__version__ = "0.1.0"
