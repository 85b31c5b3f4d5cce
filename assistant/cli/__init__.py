"""The command line: `toegangswijzer`, also `python -m assistant` (interface §1)."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (interface §1). `arguments`: those of this process unless given.

    Everything is imported inside, so that a Ctrl-C or a broken installation is met in one place, however early.
    """
    try:
        import sys  # noqa: PLC0415

        from assistant.cli.output import flush, prepare_streams  # noqa: PLC0415
        from assistant.cli.program import run  # noqa: PLC0415

        prepare_streams()
        code = run(list(sys.argv[1:] if arguments is None else arguments))
        flush()
    except (Exception, KeyboardInterrupt) as fault:
        from assistant.cli.faults import report  # noqa: PLC0415

        return report(fault)
    return code
