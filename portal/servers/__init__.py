"""The servers the portal stands on, for machines that have none: PostgreSQL and Valkey out of Python wheels.

`running(folder)` gives the addresses of a database and a broker: those the environment names, else embedded ones that
live and end with this process. `supervise` keeps the portal's own processes together, `demo` is what `make demo` runs.
Nothing in here imports Django.
"""

from portal.servers.launch import ServerUrls, running

__all__ = ["ServerUrls", "running"]
