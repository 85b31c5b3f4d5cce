"""`python -m assistant`: the same as the command `toegangswijzer`."""

import sys

from assistant.cli import main

if __name__ == "__main__":  # a process that helps loads this module too
    sys.exit(main())
