"""The form of a shared noun. When two people edit at once, the second is shown the difference and loses nothing."""

from dataclasses import dataclass

from django import forms

from hamn.records import history
from hamn.records.values import label_of, read_value
from hamn.web.forms import ModelForm


@dataclass(frozen=True)
class Difference:
    """One field as somebody else saved it, beside what this person wrote."""

    name: str
    label: str
    theirs: str
    mine: str

    @property
    def choice_name(self) -> str:
        return f"keep_{self.name}"


class SharedForm(ModelForm):
    """Subclass with a Meta as any ModelForm. Save with `save_by`, or through `records.views.edit_noun`."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The history's verb for what this form does to a noun that exists.
    verb = "edited"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", self.instance.revision)
        self.conflict: list[Difference] = []

    def clean(self):
        cleaned = super().clean()
        # After a conflict the person has said, field by field, whose words stand.
        stored = self.stored()
        for name in self.chosen_theirs() if stored else ():
            cleaned[name] = self.stored_value(stored, name)
            self.errors.pop(name, None)
        return cleaned

    def chosen_theirs(self) -> list[str]:
        return [name for name in self.noun_fields() if self.data.get(f"keep_{name}") == "theirs"]

    @property
    def is_reconciling(self) -> bool:
        return any(f"keep_{name}" in self.data for name in self.noun_fields())

    def noun_fields(self) -> list[str]:
        return [name for name in self.fields if name != "revision" and name in self.model_fields()]

    def model_fields(self) -> dict:
        meta = self._meta.model._meta
        return {each.name: each for each in (*meta.fields, *meta.many_to_many)}

    def stored(self):
        """The noun as it stands in the database, whatever this form has written on its own copy."""
        return type(self.instance)._base_manager.filter(pk=self.instance.pk).first() if self.instance.pk else None

    def stored_value(self, stored, name):
        each = self.model_fields()[name]
        return list(getattr(stored, name).all()) if each.many_to_many else getattr(stored, name)

    def save_by(self, person, reason: str = ""):
        """Store what was written, on record.

        Raises: EditedMeanwhile when somebody else saved first.
        """
        noun = super().save(commit=False)
        if noun.pk is None:
            noun.author = noun.author or (person if person.pk else None)
            history.note(noun, "created", person, reason)
        else:
            noun.edit(person, self.cleaned_data.get("revision") or 0, reason or self.verb)
        self.save_m2m()
        return noun

    def meet_the_other_version(self) -> None:
        """Turn the form into a comparison: theirs beside mine, field by field, with what I wrote still in the fields."""
        stored = self.stored()
        if stored is None:
            return
        self.conflict = [found for name in self.noun_fields() if (found := self.difference(stored, name))]
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = stored.revision

    def difference(self, stored, name) -> Difference | None:
        each, theirs, mine = self.model_fields()[name], self.stored_value(stored, name), self.cleaned_data.get(name)
        words = (in_words(each, theirs, stored), in_words(each, list(mine) if each.many_to_many else mine, stored))
        return (
            Difference(name, str(self.fields[name].label or label_of(each)), *words) if words[0] != words[1] else None
        )


def in_words(each, value, noun) -> str:
    if each.many_to_many:
        return ", ".join(sorted(str(one) for one in value))
    return str(value or "") if each.is_relation else read_value(each, value)
