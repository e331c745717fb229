"""What a field of a form shows around its control, worked out once for every form."""

from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.forms import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def parts(bound: BoundField, example: str = "") -> dict[str, Any]:
    """Label, example, errors and the control of a bound field, tied together by aria-describedby."""
    widget = bound.field.widget
    attrs: dict[str, Any] = {}
    example = example or widget.attrs.get("data-example", "")
    described = [
        f"{bound.auto_id}_{part}"
        for part, there in (("example", example), ("error", bound.errors), ("help", bound.help_text))
        if there
    ]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    group = isinstance(widget, GROUPS)
    return {
        "field": bound,
        "id": bound.auto_id,
        "example": example,
        "kind": "group" if group else "tick" if isinstance(widget, forms.CheckboxInput) else "plain",
        "control": "" if group else bound.as_widget(attrs=attrs),
        "described": attrs.get("aria-describedby", ""),
        "optional": not bound.field.required and not isinstance(widget, forms.CheckboxInput),
    }


def summary(form: BaseForm) -> list[dict[str, str]]:
    """One line for each place of `form` to look at again: its words and the control it leads to.

    Where something is to be mended elsewhere, the form has `ways`: the name of a field → words and address of the place.

    A form whose labels say enough only where they stand has `full_labels`: the name of a field → what it is called here.
    """
    lines, full, ways = [], getattr(form, "full_labels", {}), getattr(form, "ways", {})
    for name, sentences in form.errors.items():
        if name == NON_FIELD_ERRORS:
            lines += [{"text": str(sentence), "target": ""} for sentence in sentences]
            continue
        bound = form[name]
        target = bound.auto_id
        if isinstance(bound.field.widget, GROUPS):
            target += "_0"
        label, text = str(full.get(name, bound.label)), str(sentences[0])
        if not text.lower().startswith(label.lower()):  # a sentence that begins with whom it is about says it once
            text = _("%(label)s: %(sentence)s") % {"label": label, "sentence": text}
        way, url = ways.get(name, ("", ""))
        lines.append({"text": text, "target": target, "way": way, "url": url})
    return lines
