"""`python -m assistant`: the same as the command `toegangswijzer`."""

import sys

from assistant.cli import main

sys.exit(main())
