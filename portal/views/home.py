"""The home page: what is due for this person, from all apps; the public rounds for everybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.queries import role_words
from portal.registry import Todo, registry
from portal.wording import AGENCY

# States of a line that this person must act on; the others only say how things stand.
WAITING = ("todo", "late")


def home(request: HttpRequest) -> HttpResponse:
    """A logged-in person's to-do list; strangers go to the rounds."""
    if not request.actor.is_known:
        return redirect("rounds")
    todos = [todo for source in registry.todos for todo in source(request.actor, request.now)]
    groups: dict[str, list[Todo]] = {}
    for todo in todos:
        groups.setdefault(str(todo.group), []).append(todo)
    count = sum(todo.state in WAITING for todo in todos)
    context = {"groups": groups.items(), "count": count, "role_words": role_words(request.actor)}
    context["agency_words"] = AGENCY.get(request.actor.agency, "")
    return render(request, "portal/home.html", context)
