"""What `make demo-reset` runs: delete the demo's data."""

import shutil
import sys

from portal.servers import launch
from portal.servers.demo import FOLDER, say
from portal.servers.process import ServerError


def main() -> int:
    """Delete the data folder of the demo. Returns 1 while a demo runs on it."""
    try:
        launch.remove(FOLDER / "servers")
    except ServerError as error:
        say(f"{error} Stop the demo first.")
        return 1
    shutil.rmtree(FOLDER)
    say("its data are deleted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
