"""What the operating system has against a file, in our own words: what it is, and what to do about it."""

from __future__ import annotations

import errno

from assistant.domain.words import words

_REASONS = {
    errno.ENOENT: words("bestaat niet"),
    errno.EACCES: words("mag niet gelezen of geschreven worden. Kijk de rechten na"),
    errno.EPERM: words("mag niet gelezen of geschreven worden. Kijk de rechten na"),
    errno.EISDIR: words("is een map, geen bestand"),
    errno.ENOTDIR: words("ligt niet in een map"),
    errno.ENOSPC: words("past niet: de schijf is vol. Maak plaats en probeer opnieuw"),
    errno.EDQUOT: words("past niet: uw schijfruimte is op. Maak plaats en probeer opnieuw"),
    errno.EROFS: words("kan niet geschreven worden: de schijf is alleen-lezen. Kies een andere map"),
    errno.ENAMETOOLONG: words("heeft een te lange naam"),
    errno.EIO: words("kan niet gelezen of geschreven worden: de schijf geeft een fout"),
}

_NOT_MADE = {
    errno.ENOENT: words("kan hier niet gemaakt worden. Kies een andere map"),
    errno.EACCES: words("mag hier niet geschreven worden. Kies een andere map"),
    errno.EPERM: words("mag hier niet geschreven worden. Kies een andere map"),
    errno.EEXIST: words("bestaat al. Kies een andere naam"),
}
"""Where something new was to be made, what is said instead: nobody asked for a file that is there."""


def reason(fault: OSError) -> str:
    """What a fault means, as a source text that goes on after the file's name; the system's own words when it is rare."""
    return _REASONS.get(fault.errno or 0) or str(fault.strerror or fault)


def why_not_made(fault: OSError) -> str:
    """The same of a file or folder that could not be made."""
    return _NOT_MADE.get(fault.errno or 0) or reason(fault)
