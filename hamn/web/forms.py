"""Forms that look like ours, say plainly what is too long, and find back what was written before the session ran out."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hamn.web import kept

TOO_LONG = ngettext_lazy(
    "Please keep this to %(limit_value)d character. You wrote %(show_value)d; nothing of it is lost.",
    "Please keep this to %(limit_value)d characters. You wrote %(show_value)d; nothing of it is lost.",
    "limit_value",
)
# What a text without a limit of its own may hold: about twenty printed pages.
LONGEST_TEXT = 50_000


class HamnForm:
    """Mixed into both kinds of form."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            say_plainly(field)
            show_natively(field.widget)
        if not self.is_bound:
            self.initial = {**self.initial, **kept.values_for(self)}


class AddressField(forms.URLField):
    """A web address; without a scheme it is taken to be https. Name it in a ModelForm's Meta.field_classes."""

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", **kwargs})


class Form(HamnForm, forms.Form):
    pass


class ModelForm(HamnForm, forms.ModelForm):
    pass


# The browser's own pickers, which send and want ISO 8601 whatever the reader's language.
PICKERS = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}


def show_natively(widget: forms.Widget) -> None:
    for kind, (input_type, iso) in PICKERS.items():
        if isinstance(widget, kind):
            widget.input_type, widget.format = input_type, iso


def say_plainly(field: forms.Field) -> None:
    field.error_messages["required"] = _("Please fill in this field.")
    if not isinstance(field, forms.CharField):
        return
    if field.max_length is None:
        field.max_length = LONGEST_TEXT
        field.validators.append(MaxLengthValidator(LONGEST_TEXT))
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = TOO_LONG
    # The browser would cut a pasted text without a word. We let it in, and say what is too long.
    field.widget.attrs.pop("maxlength", None)
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs.setdefault("rows", 5)
        field.widget.attrs.pop("cols", None)
