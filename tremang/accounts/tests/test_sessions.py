"""Who asks: which sessions still let somebody in."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def man(world, client):
    """Bà Mận signed in, and the address of a page of hers."""
    client.force_login(world.users["man"])
    return client, reverse("web:club", args=[world.dong_vang.pk])


def test_a_session_that_runs_lets_in_and_gives_the_account_as_the_database_has_it(world, man):
    client, page = man
    answer = client.get(page)
    assert answer.status_code == 200
    user, stored = answer.wsgi_request.user, world.users["man"]
    assert type(user._wrapped) is type(stored)
    assert {field.attname: getattr(user, field.attname) for field in stored._meta.concrete_fields} == {
        field.attname: getattr(type(stored).objects.get(pk=stored.pk), field.attname)
        for field in stored._meta.concrete_fields
    }


def test_a_session_that_has_ended_leads_to_the_sign_in(man):
    client, page = man
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(page).url.startswith(reverse("account_login"))


def test_an_account_that_was_closed_is_let_in_no_more(world, man):
    client, page = man
    type(world.users["man"]).objects.filter(username="man").update(is_active=False)
    assert client.get(page).url.startswith(reverse("account_login"))


def test_a_session_that_nobody_knows_leads_to_the_sign_in(man):
    client, page = man
    client.cookies[settings.SESSION_COOKIE_NAME] = "'; DROP TABLE accounts_user; --"
    assert client.get(page).url.startswith(reverse("account_login"))
