"""One import on its way: what waits, what was chosen for it, and what would come of it."""

from functools import cached_property

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hamn.dialogues.imports.bringing_in import add_questions, bring_in
from hamn.dialogues.imports.columns import guesses, plan_of
from hamn.dialogues.imports.forms import ImportForm, PolisForm, RolesForm, SheetForm
from hamn.dialogues.imports.limesurvey import read_survey
from hamn.dialogues.imports.memory import ImportedFile, remembered
from hamn.dialogues.imports.plan import Plan
from hamn.dialogues.imports.polis import export_of, polis_plan
from hamn.dialogues.imports.survey_plan import survey_plan
from hamn.dialogues.imports.table import Table, Unreadable, by_person
from hamn.dialogues.imports.waiting import Waiting
from hamn.dialogues.imports.wording import said
from hamn.dialogues.models import Dialogue, Round
from hamn.people.models import Body
from hamn.records.models import Visibility
from hamn.sensemaking.disclosure import Gate

# So many people are stored and sealed within some seconds.
LARGE = 10_000
CHOSEN = ("sheet", "layout", "who", "question", "answer", "group")


class Importing:
    def __init__(self, waiting: Waiting, programme, request) -> None:
        self.waiting, self.person, self.programme = waiting, request.person, programme
        self.posted = request.POST if "act" in request.POST else None
        self.chosen = {name: request.GET[name] for name in CHOSEN if name in request.GET}
        self.query = request.GET.urlencode()
        self.sheet_form = None if waiting.is_survey or waiting.original else SheetForm(self.chosen, waiting.tables)

    @cached_property
    def survey(self):
        if not self.waiting.is_survey:
            return None
        return read_survey(self.waiting.structure, (get_language() or "en").split("-")[0])

    @cached_property
    def export(self):
        """A conversation out of Pol.is, where that is what came."""
        return export_of(self.waiting.original) if self.waiting.original else None

    @cached_property
    def table(self) -> Table | None:
        """A row per person, or None until it is said which columns a row per answer has."""
        if self.sheet_form is None or not self.sheet_form.is_valid():
            return None
        chosen = self.sheet_form.cleaned_data
        table = self.waiting.tables[chosen["sheet"]]
        if chosen["layout"] == "person":
            return table
        try:
            return by_person(table, chosen["who"], chosen["question"], chosen["answer"], chosen["group"])
        except Unreadable as error:
            self.sheet_form.add_error("question", said(error))
            return None

    @cached_property
    def last_time(self):
        """How a table with these headings was read before."""
        found = remembered(self.table.header) if self.table else None
        return found if found and len(found.roles) == len(self.table.header) else None

    @cached_property
    def roles_form(self) -> RolesForm | None:
        if not self.table:
            return None
        roles = self.last_time.roles if self.last_time else guesses(self.table)
        initial = {f"column-{place}": role for place, role in enumerate(roles)}
        told = [cells_told(self.table.column(place)) for place in range(len(self.table.header))]
        return RolesForm(self.table.header, told, self.posted, initial=initial)

    @property
    def roles(self) -> list[str]:
        return self.roles_form.roles

    @cached_property
    def form(self) -> ImportForm:
        teams = Body.objects.filter(pk__in=self.person.reach.teams)
        dialogue = Dialogue(programme=self.programme)
        first = {"title": self.title, "team": next((team.pk for team in teams), None)}
        kind = PolisForm if self.export else ImportForm
        return kind(self.posted, instance=dialogue, initial=first, teams=teams)

    @property
    def title(self) -> str:
        if self.export and self.export.summary.get("topic"):
            return self.export.summary["topic"][:160]
        return (self.survey.title if self.survey else self.waiting.name.rpartition(".")[0])[:160]

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid() and (
            bool(self.survey or self.export) or bool(self.roles_form and self.roles_form.is_valid())
        )

    @property
    def gate(self) -> Gate:
        return Gate(self.form.cleaned_data["threshold"])

    def plan(self) -> Plan:
        if self.export:
            return polis_plan(self.export)
        if self.survey:
            return survey_plan(self.survey, next(iter(self.waiting.tables), None))
        return plan_of(self.table, self.roles, self.gate)

    def gate_sentence(self, people: int) -> str:
        """What the gate will say, before anybody decides."""
        if not people:
            return _("There are no answers, so nothing is shown until you open it for answers.")
        counted = ngettext("%(count)d person has answered.", "%(count)d people have answered.", people) % {
            "count": people
        }
        if self.gate.opens_for(people):
            return (
                counted
                + " "
                + _("Each question shows its results when at least %(least)d answered it.")
                % {"least": self.gate.threshold}
            )
        return (
            counted
            + " "
            + _("That is fewer than %(least)d: nothing of what they said will be shown, to anyone.")
            % {"least": self.gate.threshold}
        )

    def must_wait(self, plan: Plan) -> bool:
        """A very large file would make those who are answering wait for the database, so it waits for them."""
        return len(plan.respondents) > LARGE and Round.objects.filter(closed_at__isnull=True).exists()

    def kept(self) -> list[tuple[str, str]]:
        """What was chosen, to go along from page to page."""
        return [
            (name, self.posted[name]) for name in self.posted if name not in ("csrfmiddlewaretoken", "act", "again")
        ]

    @property
    def source(self) -> str:
        if self.export:
            return ImportedFile.Source.POLIS
        return ImportedFile.Source.LIMESURVEY if self.survey else ImportedFile.Source.TABLE

    def bring_in(self, plan: Plan) -> Dialogue:
        dialogue = self.form.save(commit=False)
        # Those who answered elsewhere were promised something else: who sees it is raised on purpose, afterwards.
        dialogue.visibility = Visibility.HARBOUR if dialogue.team_id else Visibility.PARTNERSHIP
        if self.export and (dialogue.team_id or self.form.cleaned_data["seen_by"] != Visibility.HARBOUR):
            dialogue.visibility = self.form.cleaned_data["seen_by"]
        dialogue = self.form.save_by(self.person)
        if not plan.respondents:
            add_questions(dialogue, plan)
            return dialogue
        licence = self.form.cleaned_data.get("licence", "")
        on = self.form.cleaned_data["answered_on"]
        original = self.waiting.original
        bring_in(dialogue, plan, self.person, on, self.waiting.fingerprint, self.source, licence, original)
        return dialogue


def cells_told(cells: list[str]) -> str:
    """How full a column is, without a word of what stands in it."""
    given = [cell for cell in cells if cell]
    counted = ngettext("%(count)d filled in,", "%(count)d filled in,", len(given)) % {"count": len(given)}
    return (
        counted
        + " "
        + ngettext("%(count)d different", "%(count)d different", len(set(given))) % {"count": len(set(given))}
    )
