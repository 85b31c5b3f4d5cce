"""The way into the full screen and out of it. Loads Textual only once there is something to show."""

from __future__ import annotations

import gc
import sys

from assistant.domain.words import words
from assistant.screens.options import Options
from assistant.screens.speech import Speech
from assistant.screens.store_desk import StoreDesk
from assistant.store.fault import StoreFault

WRONG, NO_STORE = 2, 3
"""Exit codes of what goes wrong before the screen is there (interface §1)."""
AT_MOST = 0.0005
"""Seconds that the thread which writes to the terminal waits for the one which paints; as Python has it, a paint long."""


def run(options: Options) -> int:
    """Open the full screen and stay in it until the user stops. Returns the exit code (interface §1)."""
    gc.disable()  # what is loaded now stays: looking through it for garbage only delays the first question
    sys.setswitchinterval(AT_MOST)
    try:
        return _run(options, Speech(options.language))
    finally:
        gc.enable()


def _run(options: Options, say: Speech) -> int:
    desk = StoreDesk(options)
    try:
        opening = desk.opening() if options.guide else None
    except StoreFault as fault:
        return _refuse(f"{say(fault.text, **fault.facts)} {say(fault.what_to_do, **fault.facts)}", NO_STORE)
    except ValueError as fault:  # a guide that does not exist, or whose files are damaged
        return _refuse(say(words("Deze gids is niet te openen: {reason}"), reason=str(fault)), WRONG)
    from assistant.screens.program import Assistant  # noqa: PLC0415 (loads Textual)

    app = Assistant(options, desk, opening)
    try:
        code = app.run()
    finally:
        app.backstage.finish()
        desk.close()
    if app.goodbye:
        sys.stdout.write(app.goodbye + "\n")
    return app.return_code or 0 if code is None else code


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
