from django import forms
from django.utils.translation import gettext_lazy as _

from hamn.challenges.models import ChallengeArea, Gap, JointEffort, Platform, Shift, StatePicture, Voice
from hamn.programmes.models import Principle
from hamn.records.forms import SharedForm
from hamn.web.forms import Form


class ChallengeAreaForm(SharedForm):
    class Meta:
        model = ChallengeArea
        fields = ["name", "lead", "order"]
        help_texts = {"lead": _("What is at stake, so that anyone understands it.")}


class VoiceForm(SharedForm):
    class Meta:
        model = Voice
        fields = ["text", "told_by", "consent"]
        help_texts = {
            "text": _(
                "Their words, not ours. Leave out names, places and anything else that could point somebody out."
            ),
            "told_by": _("For example: a young adult looking for work."),
            "consent": _(
                "Who asked, how, and what the person said yes to. It is needed before anyone else may read the voice."
            ),
        }
        widgets = {"consent": forms.Textarea(attrs={"rows": 3})}


class ReviewForm(Form):
    """A review is never silent: it says what was checked, or what has to change."""

    note = forms.CharField(
        label=_("What you checked, or what has to change first"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class StatePictureForm(SharedForm):
    class Meta:
        model = StatePicture
        fields = ["kind", "year", "text"]
        help_texts = {"year": _("A new year is a new picture; the earlier ones stay readable.")}

    def clean(self):
        cleaned = super().clean()
        same = StatePicture.objects.filter(
            area=self.instance.area, kind=cleaned.get("kind", self.instance.kind), year=cleaned.get("year")
        ).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error(
                "year", _("There is already such a picture for that year. Change that one, or choose another year.")
            )
        return cleaned


class StepPictureForm(StatePictureForm):
    """The same picture where the step has already said which kind it is."""

    class Meta(StatePictureForm.Meta):
        fields = ["text", "year"]


class GapForm(SharedForm):
    class Meta:
        model = Gap
        fields = ["text", "principle"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["principle"].queryset = Principle.objects.filter(programme=self.instance.area.programme_id)


class ShiftForm(SharedForm):
    class Meta:
        model = Shift
        fields = ["gap", "text", "first_step"]
        help_texts = {
            "text": _("For example: from separate projects to one shared way in for young people."),
            "first_step": _("Small enough to begin within a month."),
        }

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        # A list of choices reveals words, so it holds only what the writer may see.
        self.fields["gap"].queryset = self.instance.area.gaps.visible_to(person)


class JointEffortForm(SharedForm):
    class Meta:
        model = JointEffort
        fields = ["text", "platform"]

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        # A list of choices reveals names, so it holds only what the writer may see.
        self.fields["platform"].queryset = Platform.objects.visible_to(person)


class PlatformForm(SharedForm):
    class Meta:
        model = Platform
        fields = ["name", "areas", "text", "stage", "next_step", "is_existing_network"]
        widgets = {"areas": forms.CheckboxSelectMultiple}
        help_texts = {"next_step": _("Always there: what happens next, and who takes it.")}

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = ChallengeArea.objects.visible_to(person)
