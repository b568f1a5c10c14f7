"""What organisers fill in. Participants' own form is sheet.py."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues import building, question_sets
from hamn.dialogues.models import AnswerGroup, Dialogue, Reply
from hamn.people.models import Body
from hamn.records.forms import SharedForm
from hamn.web.forms import Form

DAYS_KEPT = 365


class DialogueForm(SharedForm):
    class Meta:
        model = Dialogue
        fields = [
            *("title", "pace", "who_asks", "why", "kept_until", "team", "threshold", "recognisable", "approve_first"),
            "asks_candour",
        ]
        labels = {
            "title": _("What is it about?"),
            "pace": _("How do people answer?"),
            "who_asks": _("Who asks?"),
            "why": _("Why do you ask?"),
            "approve_first": _("Show words and texts only when we have approved each of them"),
            "asks_candour": _("Ask last whether one could write what one thought"),
            "recognisable": _("Answers may be recognised: show everything at once, however few we are"),
        }
        help_texts = {
            "approve_first": _(
                "Otherwise they are shown with the next answers, and only what looks like a name, a contact detail or "
                "abuse waits for you."
            ),
            "asks_candour": _("It tells you how far the other answers can be trusted. It cannot be taken away later."),
            "who_asks": _("Stands on every phone, before the first answer."),
            "why": _("One or two sentences. What will you do with the answers?"),
            "recognisable": _(
                "For a small group that agrees to it. The phone says so plainly, and it cannot be changed once opened."
            ),
        }
        widgets = {
            "kept_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "why": forms.Textarea(attrs={"rows": 2}),
            "pace": forms.RadioSelect,
        }

    groups = forms.CharField(
        label=_("Groups, one name per line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if you want to see how they differ. Each gets a link of its own, or is chosen on the phone."),
    )

    def __init__(self, *args, teams=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["groups"] = "\n".join(group.name for group in self.instance.groups.all())
        self.fields["team"].queryset = teams if teams is not None else Body.objects.none()
        self.fields["threshold"].min_value = settings.SMALLEST_GROUP
        self.fields["threshold"].help_text = _(
            "Figures are shown when at least so many have answered. It may be raised above %(least)d, never lowered."
        ) % {"least": settings.SMALLEST_GROUP}
        if self.instance.pk and self.instance.was_opened:
            # What people were promised when they answered stands.
            for name in ("threshold", "recognisable", "who_asks", "why", "pace", "asks_candour", "groups"):
                del self.fields[name]
        elif self.instance.is_pinned:
            # What the others guess is asked group by group.
            del self.fields["groups"]

    def clean_groups(self):
        names = building.lines(self.cleaned_data["groups"])
        if len(names) == 1:
            raise forms.ValidationError(_("One group alone cannot be compared. Write at least two, or none."))
        if any(len(name) > building.LONGEST_GROUP for name in names):
            raise forms.ValidationError(
                _("Keep each name to %(most)d characters."), params={"most": building.LONGEST_GROUP}
            )
        return names

    def save_by(self, person, reason=""):
        dialogue = super().save_by(person, reason)
        if "groups" in self.cleaned_data:
            building.write_groups(dialogue, self.cleaned_data["groups"])
        return dialogue

    def clean_threshold(self):
        threshold = self.cleaned_data["threshold"]
        if threshold < settings.SMALLEST_GROUP:
            raise forms.ValidationError(
                _("The smallest group is at least %(least)d people here."),
                params={"least": settings.SMALLEST_GROUP},
            )
        return threshold


class NewDialogueForm(DialogueForm):
    """A title and a set of questions are enough; everything else comes filled in."""

    set = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect)

    field_order = ["title", "set", "pace", "who_asks", "why", "groups"]

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.fields["set"].choices = question_sets.choices()
        self.initial.setdefault("set", question_sets.choices()[0][0])
        self.initial["asks_candour"] = True
        self.initial["pace"] = Dialogue.Pace.OWN
        if not self.initial.get("why"):
            self.initial["why"] = _("We want to know what you think, and tell you afterwards what we do about it.")
        if not self.initial.get("kept_until"):
            self.initial["kept_until"] = timezone.localdate() + timedelta(days=DAYS_KEPT)
        if self.is_bound:
            self.data = self.with_defaults()

    def with_defaults(self):
        """What a sender leaves out altogether is as the page would have held it; what was emptied is empty."""
        data = self.data.copy()
        for name in ("who_asks", "why", "pace", "threshold"):
            data.setdefault(name, self.initial.get(name) or getattr(self.instance, name))
        return data


class ReplyForm(Form):
    verdict = forms.ChoiceField(label=_("Our answer"), choices=Reply.Verdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("In your own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    until = forms.DateField(
        label=_("Until when, if you are trying it"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    body = forms.ModelChoiceField(label=_("Who answers"), queryset=Body.objects.none(), empty_label=None)

    # To what a room asked us to stop there are three answers; to everything else, all four.
    TO_STOP = [
        (Reply.Verdict.STOPPING, _("we stop")),
        (Reply.Verdict.TRYING, _("we try stopping until …")),
        (Reply.Verdict.DECLINED, _("we do not stop, because …")),
    ]

    def __init__(self, *args, bodies, to_stop=False, **kwargs):
        super().__init__(*args, **kwargs)
        if to_stop:
            self.fields["verdict"].choices = self.TO_STOP
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
