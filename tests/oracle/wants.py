"""What each application needs, typed over from rulebook §6: the oracle's own table, no line of it from `data/`."""

from dataclasses import dataclass, field

ME = "Mammografische eenheid kankerbevolkingsonderzoek"
JEUGD = "Jeugdhulp"
EHEALTH = "eHealth Gezondheidszorg"
RESIDENTIEEL = "Residentiële zorginstelling"
LINKED = "Instelling gelinkt aan de gezondheidszorg"

SURE, SAID = "certain", "described"

LEVELS = ("capacity", "subdivision", "site")

USERS_LIVE_ON = {ME: "site", JEUGD: "subdivision", EHEALTH: "subdivision", RESIDENTIEEL: "subdivision", LINKED: "capacity"}
"""T5."""

UNITS_FIRST = {ME}
"""O4."""


@dataclass(frozen=True)
class Wants:
    capacity: str | None = None
    capacity_is: str = SAID
    lives_on: str | None = None
    lives_on_is: str = SAID
    ticked: dict[str, str] = field(default_factory=dict)
    """Level → how sure."""
    opened_by: tuple[str, ...] = ()
    maybe_opened_by: tuple[str, ...] = ()
    function: str = "open"
    """one, none, open."""
    function_on_is: str = SAID
    beside: str | None = None
    """What is ticked on its units too, and at users who are doctors."""
    doctors: tuple[str, ...] = ()
    in_heracles: bool = False


_INSISTO = (
    "Aanmelder binnen een voorziening (INSISTO)",
    "Wachtlijstbeheerder binnen een voorziening (INSISTO)",
    "Groepsbeheerder binnen een voorziening (INSISTO)",
)
_NEITHER = (
    "Indicatiesteller binnen een indicatiestellingsteam (INSISTO)",
    "Leidinggevende binnen een indicatiestellingsteam (INSISTO)",
    "Administratief medewerker ITP (INSISTO)",
    "Systeembeheerder (INSISTO)",
    "Leidinggevende meldpuntmedewerker (INSISTO)",
    "Meldpuntmedewerker (INSISTO)",
)


def _youth(*functions: str) -> Wants:
    return Wants(
        JEUGD,
        SURE,
        "subdivision",
        ticked={"subdivision": SURE, "user": SURE},
        opened_by=functions,
        maybe_opened_by=_NEITHER,
        function="one",
    )


HERACLES = "Heracles"
INSISTO = "Informatica Systeem Inter Sectorale Toegangspoort"
BINC = "Dossier Minderjarigen Opvolgingsysteem"
MODULES = "MODULEDATABANK"
EVIPA = "Vlaams Infrastructuurfonds voor Persoonsgebonden Aangelegenheden"
ELOKET = "E-loket Departement Zorg"
FAGG = "FAGG portal"

WANTS = {
    HERACLES: Wants(
        ME,
        SURE,
        "site",
        SURE,
        {"capacity": SURE, "subdivision": SURE, "site": SURE, "user": SURE},
        ("hoofdradioloog", "radioloog", "laborant", "administratief medewerker"),
        function="one",
        function_on_is=SURE,
        beside="eHealthBox",
        doctors=("hoofdradioloog", "radioloog"),
        in_heracles=True,
    ),
    INSISTO: _youth(*_INSISTO),
    BINC: _youth(*_INSISTO),
    MODULES: _youth("Moduleerder"),
    EVIPA: Wants(EHEALTH, SAID, "subdivision", ticked={"subdivision": SURE, "user": SURE}, function="none"),
    ELOKET: Wants(ticked={"subdivision": SURE, "user": SURE}),
    "BelRAI": Wants(),
    "VSB caRat": Wants(),
    "e-loket AMA WVG": Wants(),
    FAGG: Wants(LINKED, SAID, "capacity", ticked={"user": SAID}, function="none"),
}

NEVER_BLOCKING = {
    "htb.missing",
    "htb.not-eligible",
    "order.users-before-sites",
    "user.no-email",
    "unit.no-hco",
    "relogin.required",
    "function.without-right",
    "change.pending",
}
"""V7."""
