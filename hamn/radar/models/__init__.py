"""The radar: an instrument with its axes, and the rounds in which people say where we are on it."""

from hamn.radar.models.comparison import Comparison, Difference
from hamn.radar.models.instrument import Axis, Instrument
from hamn.radar.models.round import Round

__all__ = ["Axis", "Comparison", "Difference", "Instrument", "Round"]
