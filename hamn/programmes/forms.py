from django import forms
from django.utils.translation import gettext_lazy as _

from hamn.programmes.models import Principle, Programme, Track
from hamn.records.forms import SharedForm
from hamn.web.forms import ModelForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProgrammeForm(SharedForm):
    class Meta:
        model = Programme
        fields = ["name", "purpose", "starts_on", "ends_on", "funder", "steward", "vision", "vision_text"]
        widgets = {"starts_on": DAY, "ends_on": DAY}

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The programme cannot end before it starts."))
        return cleaned


class TrackForm(ModelForm):
    class Meta:
        model = Track
        fields = ["order", "name", "text"]


class PrincipleForm(ModelForm):
    class Meta:
        model = Principle
        fields = ["order", "name", "text"]


TrackFormSet = forms.inlineformset_factory(Programme, Track, form=TrackForm, extra=1)
PrincipleFormSet = forms.inlineformset_factory(Programme, Principle, form=PrincipleForm, extra=1)
