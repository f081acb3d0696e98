"""What an action refused, said at the fields of the form that asked for it."""

from collections.abc import Sequence

from django import forms

from portal.errors import Problem
from portal.wording import refusal


class ProblemsForm(forms.Form):
    """A form whose action may raise BrokenRule; nothing that was typed is lost."""

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Each problem at its field, or at the top when it belongs to no field of this form."""
        for problem in problems:
            name = problem.field_name if problem.field_name in self.fields else None
            self.add_error(name, refusal(problem.code, dict(problem.params)))
