"""출석: who was present for an application, from the times at which members came into and left the room.

A member is present for an application when it was in the room, without a break, from the start of the session until
the moment when nothing of its own was missing any more (its ballot and its sheet are both in; only what the rule card
asks for), or until the end of the session, whichever came first. Whoever came after the start or left before that
moment is not present: it is in no base that counts presence, and a ballot or sheet that it had handed in does not
count (`assembly` lists it as set aside). Coming and going at the very moment of the start, of the last hand-in or of
the end counts as being in the room.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Presence(StrEnum):
    """What the times say about one member and one session."""

    PRESENT = "present"
    ABSENT = "absent"
    CAME_LATE = "came_late"
    LEFT_EARLY = "left_early"
    NOT_BEGUN = "not_begun"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class Step:
    """A member came into the room or left it."""

    at: datetime
    came_in: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in the room; `end` is None while it lasts."""

    start: datetime
    end: datetime | None

    def covers(self, start: datetime, end: datetime | None) -> bool:
        """In the room all the time between; an open end asks for a stay that still lasts."""
        return self.start <= start and (self.end is None or (end is not None and self.end >= end))


def stays(steps: Iterable[Step]) -> tuple[Stay, ...]:
    """The times in the room, from steps in the order in which they were recorded."""
    found: list[Stay] = []
    since: datetime | None = None
    for step in steps:
        if step.came_in and since is None:
            since = step.at
        elif not step.came_in and since is not None:
            found.append(Stay(since, step.at))
            since = None
    if since is not None:
        found.append(Stay(since, None))
    return tuple(found)


def is_in_the_room(steps: Sequence[Step]) -> bool:
    """Whether the last recorded step was into the room."""
    return bool(steps) and steps[-1].came_in


def completed_at(*moments: datetime | None) -> datetime | None:
    """When the last of the needed hand-ins came; None while one is missing, or where none is needed."""
    if not moments or None in moments:
        return None
    return max(moment for moment in moments if moment is not None)


def presence(
    steps: Iterable[Step], *, started_at: datetime | None, ended_at: datetime | None, completed: datetime | None
) -> Presence:
    """What a member's steps say about one session (see the rule above).

    `completed` is when its last needed hand-in came, None while one is missing. While the session runs, a member who
    has stayed so far is present.
    """
    if started_at is None:
        return Presence.NOT_BEGUN
    known = [moment for moment in (ended_at, completed) if moment is not None]
    until = max(started_at, min(known)) if known else None
    in_the_room = stays(steps)
    if any(stay.covers(started_at, until) for stay in in_the_room):
        return Presence.PRESENT
    if any(stay.covers(started_at, started_at) for stay in in_the_room):
        return Presence.LEFT_EARLY
    came_during = any(stay.start > started_at and (ended_at is None or stay.start <= ended_at) for stay in in_the_room)
    return Presence.CAME_LATE if came_during else Presence.ABSENT


def problem_with_step(
    steps: Sequence[Step], *, came_in: bool, at: datetime, now: datetime, settled_until: datetime | None
) -> str | None:
    """The code of what forbids recording this step, or None.

    A step lies neither in the future nor before the member's last one; coming in and going out take turns. What was
    settled stays settled: no step before `settled_until`, the latest of the end of the last finished session and the
    member's own last hand-in.
    """
    if at > now:
        return "step_in_the_future"
    if is_in_the_room(steps) == came_in:
        return "already_in_the_room" if came_in else "not_in_the_room_to_leave"
    if steps and at < steps[-1].at:
        return "step_before_the_last"
    if settled_until is not None and at < settled_until:
        return "step_before_what_is_settled"
    return None
