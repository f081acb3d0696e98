"""The home page: what is due for this person, from all apps; the public rounds for everybody else."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.registry import registry


def home(request: HttpRequest) -> HttpResponse:
    """A logged-in person's to-do list; strangers go to the rounds."""
    if not request.actor.is_known:
        return redirect("rounds")
    todos = [todo for source in registry.todos for todo in source(request.actor, request.now)]
    groups = [(group, list(items)) for group, items in groupby(todos, key=lambda todo: str(todo.group))]
    return render(request, "portal/home.html", {"groups": groups, "count": len(todos)})
