"""The field's own words (rulebook §1, §2): one English name in code for each, the portal's Dutch as its value."""

from enum import StrEnum


class Role(StrEnum):
    """Who acts (rulebook §1, §3). The values are the abbreviations used in files and on the command line."""

    WV = "WV"
    HTB = "HTB"
    CO_HTB = "co-HTB"
    TB = "TB"
    CO_TB = "co-TB"
    SB = "SB"
    USER = "G"


MANAGERS = (Role.HTB, Role.CO_HTB, Role.TB, Role.CO_TB, Role.SB)
"""The roles that a person can be appointed to, from the widest to the narrowest."""


class Level(StrEnum):
    """A place in the tree of an enterprise (rulebook §2)."""

    ENTERPRISE = "enterprise"
    CAPACITY = "capacity"
    SUBDIVISION = "subdivision"
    SITE = "site"
    USER = "user"


class State(StrEnum):
    """Whether something was only saved, or confirmed too (rulebook O2)."""

    SAVED = "saved"
    CONFIRMED = "confirmed"


class ManagerStatus(StrEnum):
    """How a manager stands; `left` keeps the history of one who was replaced or removed."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    LEFT = "left"


class UserStatus(StrEnum):
    """The portal's own two words for a user's status (T7)."""

    ACTIVE = "Actief"
    BLOCKED = "Geblokkeerd"


class UnitStatus(StrEnum):
    """How a sub-division stands (G0)."""

    ACTIVE = "active"
    BLOCKED = "blocked"
