"""Lists of names in a document, and who can be called a stranger to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from reviews.rules.tally.node import Node


@dataclass(frozen=True, slots=True)
class Names:
    """The names that could be read, each with the place where it first stands.

    `complete` is False when the list or one of its names could not be read: then nobody is a stranger to it, because
    a fault that only follows from that one is not worth a line.
    """

    places: Mapping[str, Node]
    complete: bool

    @classmethod
    def read(cls, nodes: Iterable[Node] | None) -> Self:
        """The names at these places; one that stands twice is refused where it stands again."""
        places: dict[str, Node] = {}
        complete = nodes is not None
        for node in nodes or ():
            name = node.name()
            if name is None:
                complete = False
            elif name in places:
                node.refuse("stands twice")
            else:
                places[name] = node
        return cls(places, complete)

    @property
    def none(self) -> bool:
        """Whether the list is known to be empty."""
        return self.complete and not self.places

    def lack(self, name: str) -> bool:
        return self.complete and name not in self.places
