"""What organisers fill in. Participants' own form is sheet.py."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.forms import inlineformset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues import question_sets
from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Reply
from hamn.people.models import Body
from hamn.records.forms import SharedForm
from hamn.web.forms import Form, ModelForm

DAYS_KEPT = 365


class DialogueForm(SharedForm):
    class Meta:
        model = Dialogue
        fields = ["title", "who_asks", "why", "kept_until", "team", "threshold", "recognisable"]
        labels = {
            "title": _("What is it about?"),
            "who_asks": _("Who asks?"),
            "why": _("Why do you ask?"),
            "recognisable": _("Answers may be recognised: show everything at once, however few we are"),
        }
        help_texts = {
            "who_asks": _("Stands on every phone, before the first answer."),
            "why": _("One or two sentences. What will you do with the answers?"),
            "recognisable": _(
                "For a small group that agrees to it. The phone says so plainly, and it cannot be changed once opened."
            ),
        }
        widgets = {
            "kept_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "why": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, teams=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams if teams is not None else Body.objects.none()
        self.fields["threshold"].min_value = settings.SMALLEST_GROUP
        self.fields["threshold"].help_text = _(
            "Figures are shown when at least so many have answered. It may be raised above %(least)d, never lowered."
        ) % {"least": settings.SMALLEST_GROUP}
        if self.instance.pk and self.instance.was_opened:
            # What people were promised when they answered stands.
            for name in ("threshold", "recognisable", "who_asks", "why"):
                del self.fields[name]

    def clean_threshold(self):
        threshold = self.cleaned_data["threshold"]
        if threshold < settings.SMALLEST_GROUP:
            raise forms.ValidationError(
                _("The smallest group is at least %(least)d people here."),
                params={"least": settings.SMALLEST_GROUP},
            )
        return threshold


class NewDialogueForm(DialogueForm):
    set = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect)

    field_order = ["title", "set", "who_asks", "why", "kept_until", "team", "threshold", "recognisable", "revision"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["set"].choices = question_sets.choices()
        self.initial.setdefault("set", question_sets.choices()[0][0])
        if not self.initial.get("kept_until"):
            self.initial["kept_until"] = timezone.localdate() + timedelta(days=DAYS_KEPT)


class QuestionForm(ModelForm):
    class Meta:
        model = Question
        fields = ["kind", "text", "steps", "low_label", "high_label"]
        labels = {"kind": _("People answer with"), "text": _("The question")}


class QuestionFormSet(
    inlineformset_factory(Dialogue, Question, form=QuestionForm, extra=1, can_delete=True, max_num=12)
):
    """The questions of a dialogue. One that has been answered keeps its wording; a new wording is a new question."""

    def __init__(self, *args, answered=frozenset(), **kwargs):
        self.answered = answered
        super().__init__(*args, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.is_answered = form.instance.pk in self.answered
        if form.is_answered:
            for field in form.fields.values():
                field.disabled = True

    def save_in_order(self):
        saved = self.save(commit=False)
        for removed in self.deleted_objects:
            if removed.pk not in self.answered:
                removed.delete()
        last = max((question.order for question in self.instance.questions.all()), default=-1)
        for question in saved:
            if question.pk is None:
                last += 1
                question.order = last
            question.save()


class ReplyForm(Form):
    verdict = forms.ChoiceField(label=_("Our answer"), choices=Reply.Verdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("In your own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    until = forms.DateField(
        label=_("Until when, if you are trying it"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    body = forms.ModelChoiceField(label=_("Who answers"), queryset=Body.objects.none(), empty_label=None)

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        # Read once: the drawing of a list asks for it several times.
        self.fields["body"].choices = [(body.pk, str(body)) for body in bodies]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verdict") == Reply.Verdict.TRYING and not cleaned.get("until"):
            self.add_error("until", _("Say until when you are trying it, so that everyone knows when to ask again."))
        if cleaned.get("verdict") != Reply.Verdict.TRYING:
            cleaned["until"] = None
        return cleaned


class MergeForm(Form):
    into = forms.ModelChoiceField(
        label=_("Means the same as"), queryset=AnswerGroup.objects.none(), empty_label=_("Choose …")
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        beside = AnswerGroup.objects.shown().filter(question=group.question_id, round=group.round_id)
        self.fields["into"].queryset = beside.exclude(pk=group.pk).order_by("label")


class ReasonForm(Form):
    reason = forms.CharField(label=_("Why? Everyone can read it."), max_length=240)
