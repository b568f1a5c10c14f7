from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.web import kept, themes
from hamn.web.forms import ModelForm
from hamn.web.models import AccessibilityStatement, Wording
from hamn.web.statement import statement_in
from hamn.web.word_forms import WordForm, found_texts


@require_POST
def choose_theme(request):
    response = redirect(page_to_return_to(request))
    themes.remember(response, request.POST.get("theme", ""), secure=settings.SESSION_COOKIE_SECURE)
    return response


def page_to_return_to(request, otherwise: str = "/") -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else otherwise


@require_POST
def forget_kept_text(request):
    kept.forget(request)
    return redirect(page_to_return_to(request))


def about(request):
    return render(request, "web/about.html")


def accessibility(request):
    return render(request, "web/accessibility.html", {"statement": statement_in(get_language())})


class StatementForm(ModelForm):
    class Meta:
        model = AccessibilityStatement
        exclude = ["language"]


def edit_accessibility(request):
    only_administrators(request)
    form = StatementForm(request.POST or None, instance=statement_in(get_language()))
    if form.is_valid():
        form.save()
        messages.success(request, _("The accessibility statement is saved."))
        return redirect("accessibility")
    return render(request, "web/accessibility_edit.html", {"form": form})


def words(request):
    only_administrators(request)
    language = get_language()
    search = request.GET.get("search", "").strip()
    page = Paginator(found_texts(language, search), 50).get_page(request.GET.get("page"))
    changed = {(row.msgid, row.form): row.text for row in Wording.objects.filter(language=language)}
    rows = [(text, changed.get((text.msgid, text.form))) for text in page]
    return render(request, "web/words.html", {"rows": rows, "page": page, "search": search})


def word(request):
    """Our own words for one text, in every language at once."""
    only_administrators(request)
    form = WordForm(request.GET, request.POST or None)
    if not form.is_known:
        raise Http404
    if form.is_valid():
        form.save()
        messages.success(request, _("The words are saved. They are used from now on."))
        return redirect("words")
    return render(request, "web/word.html", {"form": form})


def only_administrators(request) -> None:
    if not request.person.reach.is_administrator:
        raise Http404


def csrf_failed(request, reason=""):
    """The page that somebody meets whose form was too old, with what they wrote, so that nothing is lost."""
    request.is_forged = True
    fields = {name: "\n".join(values) for name, values in request.POST.lists() if is_own_text(name, values)}
    return render(request, "403_csrf.html", {"written": fields}, status=403)


def is_own_text(name: str, values: list[str]) -> bool:
    return not any(word in name.lower() for word in kept.SECRET) and any(value.strip() for value in values)
