"""What `make demo-reset` runs: delete the demo's data."""

import os
import shutil
import sys

import psycopg

from portal.servers import launch
from portal.servers.demo import FOLDER, say
from portal.servers.process import ServerError


def main() -> int:
    """Delete the demo's folder, and empty its database where one is named. Returns 1 if that is refused."""
    try:
        if url := os.environ.get("DATABASE_OWNER_URL"):
            empty(url)
        launch.remove(FOLDER / "servers")
    except ServerError as error:
        say(str(error))
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    say("its data are deleted")
    return 0


def empty(owner_url: str) -> None:
    """Drop everything in a database that was created as a demo. Raises ServerError for any other."""
    with psycopg.connect(owner_url) as owner:
        (marked,) = owner.execute("SELECT to_regclass('portal_cluster') IS NOT NULL").fetchone()
        if not marked or owner.execute("SELECT kind FROM portal_cluster").fetchall() != [("demo",)]:
            raise ServerError("The database in DATABASE_OWNER_URL was not created as a demo; nothing is deleted.")
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")


if __name__ == "__main__":
    sys.exit(main())
