"""`{% load journey %}`: days, told no finer than they are known."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html

from hamn.programmes.plans import Precision

register = template.Library()

# For the machine and for the reader. Python's isoformat would say more than is known.
FORMATS = {
    Precision.YEAR: ("Y", "Y"),
    Precision.MONTH: ("Y-m", "YEAR_MONTH_FORMAT"),
    Precision.DAY: ("Y-m-d", "DATE_FORMAT"),
}


# A tag, not a partial: a page shows it a hundred times.
@register.simple_tag
def when(on: date, precision: str):
    machine, shown = FORMATS[Precision(precision)]
    return format_html('<time datetime="{}">{}</time>', date_format(on, machine), date_format(on, shown))
