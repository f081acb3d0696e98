"""`python -m tests.drills`: what `make drill` runs."""

import sys

from tests.plugins.measuring import main

sys.exit(main("tests.drills", "drill"))
