"""What people type about findings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hamn.findings.models import Insight, Lesson, Recommendation, Reflection, Response, TakeAway
from hamn.records.forms import SharedForm
from hamn.web.forms import Form


class TakeAwayForm(Form):
    """The one field."""

    text = forms.CharField(label=_("We take this with us"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))


class FindingForm(SharedForm):
    class Meta:
        fields = ["text", "on", "track"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, programme=None, **kwargs):
        super().__init__(*args, **kwargs)
        programme = programme or self.instance.programme
        self.fields["track"].queryset = programme.tracks.all()
        self.fields["track"].required = False


class TakeAwayEditForm(FindingForm):
    class Meta(FindingForm.Meta):
        model = TakeAway


class InsightForm(FindingForm):
    class Meta(FindingForm.Meta):
        model = Insight
        fields = ["text", "confidence", "receiver", "on", "track"]


class RecommendationForm(FindingForm):
    class Meta(FindingForm.Meta):
        model = Recommendation
        fields = ["text", "to", "why", "on", "track"]
        widgets = {**FindingForm.Meta.widgets, "why": forms.Textarea(attrs={"rows": 3})}


class LessonForm(FindingForm):
    class Meta(FindingForm.Meta):
        model = Lesson
        fields = ["text", "context", "reused_in", "on", "track"]
        widgets = {
            **FindingForm.Meta.widgets,
            "context": forms.Textarea(attrs={"rows": 2}),
            "reused_in": forms.Textarea(attrs={"rows": 2}),
        }


class ReflectionForm(FindingForm):
    class Meta(FindingForm.Meta):
        model = Reflection


FORMS = {
    "takeaway": TakeAwayEditForm,
    "insight": InsightForm,
    "recommendation": RecommendationForm,
    "lesson": LessonForm,
    "reflection": ReflectionForm,
}


class ResponseForm(Form):
    """The answer that a recommendation is owed: what, and why."""

    verdict = forms.ChoiceField(label=_("Answer"), choices=Response.Verdict.choices, widget=forms.RadioSelect)
    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
