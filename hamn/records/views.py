from django.contrib import messages
from django.db.models import Value
from django.db.models.fields import CharField
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hamn.records import audience, versions
from hamn.records.models import EditedMeanwhile, Visibility
from hamn.records.registry import model_of, shared_models, shared_noun
from hamn.records.seen import fingerprint


def share(request, label, pk):
    """*Dela med …*: what will be seen, by whom, and then the act itself."""
    noun = shared_noun(label, pk, request.person, "editable_by")
    audiences = audience.wider_audiences(noun)
    level = request.POST.get("level", "")
    is_offered = level in {each.level for each in audiences}
    fields = noun.shared_fields()
    seen = fingerprint(fields)
    changed_meanwhile = request.method == "POST" and request.POST.get("seen") != seen
    missing = noun.missing_before_sharing()
    may_pass = is_offered and not missing or is_reached(noun, level)
    if request.method == "POST" and not changed_meanwhile and may_pass:
        noun.share_with(level, by=request.person)
        messages.success(request, _("It is shared. It stands in the history."))
        return redirect(noun)
    page = {
        "noun": noun,
        "fields": fields,
        "missing": missing,
        "audiences": audiences,
        "names": audience.names_of(noun),
        "authority": noun.team.organisation if noun.team else None,
        "seen": seen,
        "chosen": level,
        "changed_meanwhile": changed_meanwhile,
        "not_chosen": request.method == "POST" and not changed_meanwhile and not is_offered,
    }
    return render(request, "records/share.html", page, status=422 if request.method == "POST" else 200)


def is_reached(noun, level: str) -> bool:
    """A second press of the same button: already shared so far, and nothing more to do."""
    return level in Visibility.values and Visibility(level).rank <= Visibility(noun.visibility).rank


def history(request, label, pk):
    """Who changed what, and when; any two versions beside each other."""
    noun = shared_noun(label, pk, request.person)
    stored = versions.seen_versions(noun, request.person)
    page = {"noun": noun, "steps": versions.steps(noun, request.person), "stored": stored[::-1]}
    if "from" in request.GET:
        page |= compared(request, noun)
    return render(request, "records/history.html", page)


def compared(request, noun) -> dict:
    """Two versions that the reader may see; anything else is not found."""
    stored = {str(version.history_id): version for version in versions.seen_versions(noun, request.person)}
    try:
        pair = [stored[request.GET[end]] for end in ("from", "to")]
    except KeyError:
        raise Http404 from None
    older, newer = sorted(pair, key=lambda version: (version.history_date, version.history_id))
    names = versions.Names(request.person, [older, newer])
    return {"older": older, "newer": newer, "differences": versions.field_changes(older, newer, names)}


def erase(request, label, pk):
    """A draft's author may erase it for good; nobody else knows that it exists."""
    noun = shared_noun(label, pk, request.person, "drafts_of")
    if request.method == "POST":
        noun.erase()
        messages.success(request, _("The draft is erased."))
        return redirect(noun.erased_url())
    return render(request, "records/erase.html", {"noun": noun})


def drafts(request):
    """Everything the person has begun and not shared."""
    if not request.person.pk:
        raise Http404
    return render(request, "records/drafts.html", {"drafts": drafts_of(request.person)})


def drafts_of(person) -> list:
    """One query finds which kinds have any, then one for each kind that has."""
    labels = [
        model._default_manager.drafts_of(person)
        .order_by()
        .annotate(noun_label=Value(model._meta.label_lower, CharField()))
        .values_list("noun_label", flat=True)
        for model in shared_models()
    ]
    found = [
        draft
        for label in sorted(set(labels[0].union(*labels[1:])))
        for draft in model_of(label)._default_manager.drafts_of(person)
    ]
    return sorted(found, key=lambda draft: draft.created_at, reverse=True)


def edit_noun(
    request, noun, form_class, template="records/edit.html", preview="records/_preview.html", then=None, **context
):
    """The page that changes a noun: look before you save, and never overwrite somebody else's words unseen.

    `noun` comes from `editable_by`, or is unsaved. `template` includes records/_edit_form.html; `preview` is the partial
    that shows `noun` as it will look; `then` is where its writer goes next, the noun's own page if nothing is said.
    """
    form = form_class(request.POST or None, request.FILES or None, instance=noun)
    page = {"noun": noun, "form": form, "preview_template": preview, "is_new": noun.pk is None, **context}
    status = 200
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            return render(request, template, {**page, "previewed": form.instance})
        try:
            saved = form.save_by(request.person)
        except EditedMeanwhile:
            form.meet_the_other_version()
            status = 409
        else:
            messages.success(request, _("It is saved."))
            return redirect(then or saved)
    elif request.method == "POST":
        status = 422
        if form.is_reconciling:
            form.meet_the_other_version()
    return render(request, template, page, status=status)
