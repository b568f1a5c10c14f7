from django import forms
from django.utils.translation import gettext_lazy as _

from hamn.expeditions.photos import cleaned_photo
from hamn.journey import uploads
from hamn.journey.models import Event, Material
from hamn.programmes.models import Track
from hamn.records.forms import SharedForm
from hamn.web.forms import AddressField, Form

PICTURES = {"png", "jpg", "webp"}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EventForm(SharedForm):
    """An event's words. Its day changes only by moving it, so that the turn stays on the map."""

    class Meta:
        model = Event
        fields = ["title", "kind", "track", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["track"].queryset = Track.objects.filter(programme=self.instance.programme)


class NewEventForm(EventForm):
    has_been_held = forms.BooleanField(label=_("It has already taken place"), required=False)

    class Meta(EventForm.Meta):
        fields = ["title", "kind", "track", "on", "precision", "text"]
        widgets = {"on": DAY}
        help_texts = {"precision": _("What happened long ago is often remembered by month or year.")}

    def save_by(self, person, reason: str = ""):
        event = super().save_by(person, reason)
        if self.cleaned_data["has_been_held"]:
            event.hold(by=person)
        return event


class MoveForm(Form):
    to = forms.DateField(label=_("New day"), widget=DAY)
    reason = forms.CharField(label=_("Why it is moved"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CancelForm(Form):
    reason = forms.CharField(label=_("Why it is cancelled"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    lesson = forms.CharField(
        label=_("What that teaches us"),
        help_text=_("It stays on the map with this lesson. “Nothing new, because …” is a lesson too."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MaterialForm(SharedForm):
    class Meta:
        model = Material
        fields = ["kind", "title", "file", "address", "text_alternative", "licence", "event"]
        help_texts = {
            "file": _("A picture up to 10 MB, a document up to 20 MB, sound up to 100 MB or a film up to 400 MB."),
            "text_alternative": _("What is said or shown, in words, so that nobody is shut out."),
            "licence": _("Who made it, and what others may do with it."),
        }
        widgets = {"text_alternative": forms.Textarea(attrs={"rows": 8})}
        field_classes = {"address": AddressField}

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        events = Event.objects.visible_to(person).filter(programme=self.instance.programme)
        self.fields["event"].queryset = events.order_by("on", "pk")

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if not file or not hasattr(file, "content_type"):
            return file
        uploads.check(file)
        # A picture is drawn anew: what the camera wrote into it, such as the place, does not come along.
        return cleaned_photo(file) if uploads.extension(file.name) in PICTURES else file

    def clean_address(self):
        address = self.cleaned_data["address"]
        if address and not address.startswith(("https://", "http://")):
            raise forms.ValidationError(_("An address starts with https:// or http://."))
        return address

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("file") and not cleaned.get("address") and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or write the address where it is."))
        return cleaned
