"""How forms are drawn: labelled fields, errors tied to them."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class GuichetFormRenderer(TemplatesSetting):
    """Draws every form with `web/components/form.html` and every field with `web/components/field.html`."""

    form_template_name = "web/components/form.html"
    field_template_name = "web/components/field.html"
