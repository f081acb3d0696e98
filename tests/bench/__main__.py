"""`python -m tests.bench`: what `make bench` runs."""

import sys

from tests.plugins.measuring import main

sys.exit(main("tests.bench", "bench"))
