"""A mail server for the demo and the tests: takes every message, sends none on.

`python -m portal.mailsink PORT FOLDER` listens on localhost and keeps FOLDER as a maildir, which `mailbox.Maildir`
reads. Who a message was for by its envelope stands in `X-RcptTo`.
"""

import asyncio
import sys
from pathlib import Path

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.handlers import Mailbox


def main(port: int, folder: Path) -> None:
    """Serve until the process is ended."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    loop = asyncio.new_event_loop()
    UnthreadedController(Mailbox(folder), hostname="localhost", port=port, loop=loop).begin()
    loop.run_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
