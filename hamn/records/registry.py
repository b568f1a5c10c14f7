"""Nouns by the label that addresses and links use, such as `expeditions.logentry`."""

from django.apps import apps
from django.http import Http404
from django.shortcuts import get_object_or_404

from hamn.records.models import Shared


def model_of(label: str):
    """The class of that label. Only classes that know who may see them can be reached this way."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not is_noun(model):
        raise Http404
    return model


def is_noun(model) -> bool:
    return hasattr(model._default_manager, "visible_to")


def places_of(model) -> list[str]:
    """The nouns that a noun stands inside: most addresses need them."""
    return [
        each.name
        for each in model._meta.fields
        if each.many_to_one and each.related_model and is_noun(each.related_model)
    ]


def shared_models() -> list[type[Shared]]:
    return [model for model in apps.get_models() if issubclass(model, Shared)]


def visible(label: str, pk: int, person):
    """The noun, or 404 for whoever may not see it."""
    model = model_of(label)
    return get_object_or_404(model._default_manager.visible_to(person).select_related(*places_of(model)), pk=pk)


def shared_noun(label: str, pk: int, person, access: str = "visible_to") -> Shared:
    """As `visible`, for nouns that are shared; `access` names the queryset method that must find it."""
    model = model_of(label)
    if not issubclass(model, Shared):
        raise Http404
    return get_object_or_404(getattr(model._default_manager, access)(person), pk=pk)


def noun_from(text: str | None, person):
    """The noun that `label:number` in an address or a form names; None when nothing is named, 404 when hidden."""
    if not text:
        return None
    label, _colon, number = text.partition(":")
    if not number.isdigit():
        raise Http404
    return visible(label, int(number), person)
