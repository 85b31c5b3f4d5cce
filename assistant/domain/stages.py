"""The stages on an organisation's way to an application (interface §6), in order, and what they are called."""

from __future__ import annotations

from assistant.domain.words import words

STAGES: dict[str, str] = {
    "unknown": words("Nog niets gekend"),
    "htb": words("HTB"),
    "capacity": words("Hoedanigheid"),
    "subdivision": words("Subafdelingen"),
    "site": words("Sites"),
    "users": words("Gebruikers"),
    "functions": words("Functies"),
    "outside": words("Buiten het portaal"),
    "ready": words("Klaar"),
}
"""By name; the stage of an organisation is the first one that is not complete."""
