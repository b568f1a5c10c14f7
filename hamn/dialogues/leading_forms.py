"""Asking somebody to help, and giving a guest a link."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.people.models import Person
from hamn.web.forms import Form

LONGEST = timedelta(days=14)


class HelperForm(Form):
    person = forms.ModelChoiceField(label=_("Who helps?"), queryset=Person.objects.none(), empty_label=_("Choose …"))

    def __init__(self, *args, dialogue, by, **kwargs):
        super().__init__(*args, **kwargs)
        known = [by.pk, dialogue.author_id, *dialogue.co_facilitators.values_list("person", flat=True)]
        partners = Person.objects.filter(is_active=True, memberships__isnull=False).distinct()
        self.fields["person"].queryset = partners.exclude(pk__in=[pk for pk in known if pk]).order_by("name")


class GuestForm(Form):
    holder = forms.CharField(
        label=_("Who gets the link?"),
        max_length=120,
        help_text=_("A name. It stands in the history beside what is done with the link."),
    )
    ends_at = forms.DateTimeField(
        label=_("Until"),
        widget=forms.DateTimeInput,
        help_text=_("After this the link leads nowhere. You can end it sooner."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        soon = timezone.localtime() + timedelta(hours=4)
        self.initial.setdefault("ends_at", soon.replace(minute=0, second=0, microsecond=0))

    def clean_ends_at(self):
        ends_at = self.cleaned_data["ends_at"]
        if not timezone.now() < ends_at <= timezone.now() + LONGEST:
            raise forms.ValidationError(
                _("Choose a time from now and at most %(days)d days on."), params={"days": LONGEST.days}
            )
        return ends_at
