"""`import …`: what comes from elsewhere. Each kind is a command of its own, loaded when it is used."""

from __future__ import annotations

from assistant.cli.frame import Part, Works
from assistant.domain.words import words

import_ = Works(
    "import",
    parts={
        "kbo": Part("assistant.cli.import_kbo:kbo", words("De gegevens van KBO Open Data, uit de zip.")),
        "organisations": Part("assistant.cli.import_list:organisations", words("Uw lijst van organisaties (CSV).")),
        "hco": Part("assistant.cli.import_list:hco", words("Een lijst van voorzieningen met hun HCO-nummer (CSV).")),
        "users": Part(
            "assistant.cli.import_users:users", words("Een gebruikerslijst van het portaal, of een gekopieerd scherm.")
        ),
        "readiness": Part("assistant.cli.import_readiness:readiness", words("Verklaringen die organisaties u toestuurden.")),
    },
    help=words(
        "Leest gegevens van elders in: de KBO, uw lijst van organisaties, verklaringen over hun stand. "
        "Twee keer hetzelfde inlezen verandert niets."
    ),
    examples=(
        "toegangswijzer import kbo KboOpenData_0140_2026_11_Full.zip",
        "toegangswijzer import organisations lijst.csv",
        "toegangswijzer import readiness verklaringen.jsonl",
    ),
)
