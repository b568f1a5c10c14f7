from hamn.programmes.models import Programme


def programme_of(request):
    """The programme that the page is about: the one named, else the one this person meets first."""
    seen = Programme.objects.visible_to(request.person)
    named = request.GET.get("programme")
    return (named and seen.filter(slug=named).first()) or Programme.objects.current_for(request.person)
