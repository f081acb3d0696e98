"""The one renderer of all forms: labels, hints and errors come out the same and tied together everywhere.

Widgets are overridden the way Django documents it, in `templates/django/forms/`.
"""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Django's forms in the house's templates; set as FORM_RENDERER."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
