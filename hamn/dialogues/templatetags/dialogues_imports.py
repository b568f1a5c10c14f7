"""What the page of an import says of its plan."""

from django import template

from hamn.dialogues.models import Question

register = template.Library()


@register.simple_tag
def gate_sentence(importing, plan):
    return importing.gate_sentence(len(plan.respondents))


@register.simple_tag
def must_wait(importing, plan):
    return importing.must_wait(plan)


@register.simple_tag
def kind_of(question):
    """What people answered with, in words."""
    return Question.Kind(question.kind).label
