import pytest
from allauth.account.models import EmailAddress

from hamn.operations import administrators
from hamn.operations.problems import Refused
from hamn.people.models import Person

pytestmark = pytest.mark.django_db
GOOD = "nya-hamnen-i-norr"


def test_the_first_person_administers_and_can_sign_in():
    person = administrators.create("dag@hamn.example", "Dag", GOOD)
    assert person.reach.is_administrator
    assert person.check_password(GOOD)
    assert EmailAddress.objects.get(user=person).verified


def test_repeating_it_changes_the_password_and_nothing_else():
    administrators.create("dag@hamn.example", "Dag", GOOD)
    person = administrators.create("DAG@hamn.example", "Dag", GOOD + "!")
    assert Person.objects.count() == 1
    assert person.memberships.count() == 1
    assert person.check_password(GOOD + "!")


@pytest.mark.parametrize(("email", "password"), [("nobody", GOOD), ("dag@hamn.example", "short")])
def test_what_cannot_work_is_refused_in_a_sentence(email, password):
    with pytest.raises(Refused, match=r"\."):
        administrators.create(email, "Dag", password)
    assert not Person.objects.exists()
