"""Who signs a paper."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Signer:
    """One line of the signature table; `signed` says how and when, "" leaves room for a pen."""

    role: str
    name: str
    signed: str = ""
