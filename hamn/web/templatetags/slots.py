"""`{% slot "name" noun %}`: what later folders show at this place."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from hamn.web.slots import templates_of

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context, name, noun=None, **more):
    inner = {**context.flatten(), "noun": noun, **more}
    return mark_safe("".join(render_to_string(page, inner) for page in templates_of(name)))  # noqa: S308
