"""What somebody who brings in answers fills in."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues.forms import DAYS_KEPT, DialogueForm
from hamn.dialogues.imports.asking import ROLES
from hamn.records.models import Visibility
from hamn.web.forms import Form


class SeveralFiles(forms.FileInput):
    """More than one may be chosen; the field itself looks at the last, and `reading.one_of` takes them all."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.get(name)


class UploadForm(Form):
    file = forms.FileField(
        label=_("The file"),
        widget=SeveralFiles(attrs={"multiple": True}),
        help_text=_(
            "Results as XLSX or CSV, the structure of a LimeSurvey (.lss), or an export of Pol.is: its zip, or all its "
            "files together. At most 20 MB and 100,000 rows."
        ),
    )
    responses = forms.FileField(
        label=_("The responses, only for a LimeSurvey"),
        required=False,
        help_text=_("Export them as CSV with question codes. Without them the questions alone come in."),
    )


class SheetForm(Form):
    """How the table stands in the file. Sent by GET, so that it is an address that can be gone back to."""

    sheet = forms.TypedChoiceField(label=_("Sheet"), coerce=int)
    layout = forms.ChoiceField(
        label=_("Each row is"),
        choices=[("person", _("a person, with a column for each question")), ("answer", _("a single answer"))],
        initial="person",
    )
    who = forms.TypedChoiceField(label=_("Who answers (is left out)"), required=False, coerce=int)
    question = forms.TypedChoiceField(label=_("The question"), required=False, coerce=int)
    answer = forms.TypedChoiceField(label=_("The answer"), required=False, coerce=int)
    group = forms.TypedChoiceField(label=_("The group, if there is one"), required=False, coerce=int)

    def __init__(self, data, tables):
        chosen = sheet_of(data, len(tables))
        super().__init__({"sheet": chosen, "layout": "person", **data})
        self.fields["sheet"].choices = [(place, table.name) for place, table in enumerate(tables)]
        columns = [("", "–"), *enumerate(tables[chosen].header)]
        for name in ("who", "question", "answer", "group"):
            self.fields[name].choices = columns
            self.fields[name].empty_value = None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("layout") == "answer":
            for name in ("who", "question", "answer"):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Say which column this is."))
        return cleaned


def sheet_of(data, sheets: int) -> int:
    chosen = data.get("sheet", "0")
    return int(chosen) if chosen.isdecimal() and int(chosen) < sheets else 0


class RolesForm(Form):
    """A role for every column."""

    def __init__(self, headings, cells_told, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for place, (heading, told) in enumerate(zip(headings, cells_told, strict=True)):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading or f"{place + 1}", choices=list(ROLES.items()), help_text=told
            )

    @property
    def roles(self) -> list[str]:
        return list(self.cleaned_data.values())

    def clean(self):
        cleaned = super().clean()
        groups = [name for name, role in cleaned.items() if role == "group"]
        for name in groups[1:]:
            self.add_error(name, _("Only one column can say which group they answer as."))
        return cleaned


class ImportForm(DialogueForm):
    """The dialogue that the answers become. Who may see it is decided afterwards, as for everything that is shared."""

    answered_on = forms.DateField(label=_("When was it answered?"))
    field_order = ["title", "answered_on", "who_asks", "why", "kept_until", "team", "threshold", "revision"]

    class Meta(DialogueForm.Meta):
        fields = ["title", "who_asks", "why", "kept_until", "team", "threshold"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].required = bool(self.fields["team"].queryset)
        today = timezone.localdate()
        self.initial.setdefault("answered_on", today)
        if not self.initial.get("kept_until"):
            self.initial["kept_until"] = today + timedelta(days=DAYS_KEPT)

    def clean_answered_on(self):
        on = self.cleaned_data["answered_on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return on


class PolisForm(ImportForm):
    """Public data: it keeps its source and its terms, and is seen by whom one chooses at once."""

    licence = forms.CharField(
        label=_("Source and licence"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands beside the results. For open data the terms ask for it."),
    )
    seen_by = forms.ChoiceField(label=_("Who may see it?"), choices=Visibility.choices, initial=Visibility.HARBOUR)
