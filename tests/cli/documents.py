"""A small access tree, as another program would write it."""

from typing import Any

NUMBER = "0123456749"
INSZ = "90010199992"
MAMMO = "Mammografische eenheid kankerbevolkingsonderzoek"


def tree(name: str = "Ziekenhuis Voorbeeld", **about: Any) -> dict[str, Any]:
    """An enterprise with a unit, a site and a radiologist on it."""
    manager = {"person": INSZ, "status": "active", "since": "2024-01-08"}
    user = {
        "person": INSZ, "username": "anvoorbeeld", "email": "an@voorbeeld.be", "status": "Actief",
        "applications": ["Heracles"], "changed_at": "2024-01-10T09:00:00+01:00",
        "functions": [
            {"function": "radioloog", "start": "2024-01-10", "end": None, "changed_at": "2024-01-10T10:00:00+01:00"}
        ],
    }  # fmt: skip
    place = {"managers": [], "applications": ["Heracles"], "state": "confirmed", "created_at": "2024-01-09T11:00:00+01:00"}
    site = {**place, "type": "Mammografische eenheid site", "name": "Campus A", "hco": "90001", "users": [user]}
    unit = {**place, "type": "Mammografische eenheid", "name": name, "hco": "90005", "users": [], "sites": [site]}
    return {
        "format": "access-tree/1",
        "enterprise": {"number": NUMBER, "name": name, "legal_representatives": [INSZ], "employees": [INSZ], **about},
        "people": [{"insz": INSZ, "surname": "Voorbeeld", "first_name": "An", "email": "an@voorbeeld.be"}],
        "managers": [{"role": "HTB", **manager}],
        "capacities": [
            {
                "name": MAMMO, "state": "confirmed", "email": "me@voorbeeld.be", "created_at": "2024-01-09T10:00:00+01:00",
                "managers": [{"role": "TB", **manager}], "applications": ["Heracles"], "users": [], "subdivisions": [unit],
            }
        ],
    }  # fmt: skip
