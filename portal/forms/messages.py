"""What fields say when something is wrong with them: the one place, for the house's forms and for allauth's.

Limits get words of their own, whose figures are written in groups. The other texts are Django's and allauth's own
English; they stand here once more so that the house's catalogue gives their Korean, which goes before theirs.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import validators
from django.forms.formsets import BaseFormSet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy

from portal.display import number

STOCK = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a list of values."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("No file was submitted. Check the encoding type on the form."),
    # Passwords
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        2,
    ),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        2,
    ),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    gettext_noop("Your password can’t be too similar to your other personal information."),
    gettext_noop("This password is too common."),
    gettext_noop("Your password can’t be a commonly used password."),
    # allauth's login, sign-up and passwords
    gettext_noop("This account is currently inactive."),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("A user is already registered with this email address."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("Please type your current password."),
    gettext_noop("Incorrect password."),
    gettext_noop("The password reset token was invalid."),
    gettext_noop("The email address is not assigned to any user account."),
    gettext_noop("Be patient, you are sending too many requests."),
)


class Grouped:
    """A message whose figures are written in groups when it is filled in: 1,000,000."""

    def __init__(self, text: Promise) -> None:
        self.text = text

    def __mod__(self, params: Mapping[str, Any]) -> str:
        figures = {name: number(str(params[name])) for name in ("limit_value", "show_value")}
        return str(self.text) % figures

    def __str__(self) -> str:
        return str(self.text)


def install() -> None:
    """Make these the messages of every field and validator; once, before any form is loaded."""
    validators.MaxLengthValidator.message = Grouped(
        _("At most %(limit_value)s characters can be written here (there are %(show_value)s now).")
    )
    validators.MinLengthValidator.message = Grouped(
        _("At least %(limit_value)s characters are needed here (there are %(show_value)s now).")
    )
    validators.MaxValueValidator.message = Grouped(_("The number can be %(limit_value)s at most."))
    validators.MinValueValidator.message = Grouped(_("The number must be %(limit_value)s at least."))
    validators.DecimalValidator.messages |= {
        "max_digits": _("The number can have %(max)s digits at most."),
        "max_decimal_places": _("The number can have %(max)s digits after the decimal point at most."),
        "max_whole_digits": _("The number can have %(max)s digits before the decimal point at most."),
    }
    forms.ChoiceField.default_error_messages |= {"required": _("Please choose.")}
    forms.BooleanField.default_error_messages = {"required": _("Please tick this box.")}
    forms.FileField.default_error_messages |= {
        "required": _("Please choose a file."),
        "missing": _("Please choose a file."),
    }
    BaseFormSet.default_error_messages |= {
        "missing_management_form": _("The page was not sent completely. Please load it again."),
        "too_many_forms": _("At most %(num)s rows are possible."),
        "too_few_forms": _("At least %(num)s rows are needed."),
    }
