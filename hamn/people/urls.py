from importlib import import_module

from allauth.account import views as account
from django.urls import path, re_path

from hamn.people import sign_in, views


def passkeys(name: str):
    """The library's view of that name. The cryptography behind it is loaded when somebody comes with a passkey."""

    def view(request, **where):
        return getattr(import_module("allauth.mfa.webauthn.views"), name)(request, **where)

    return view


# The library's own pages, those that we use: nobody registers by themselves.
accounts = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/passkeys/", passkeys("list_webauthn"), name="mfa_list_webauthn"),
    path("accounts/passkeys/", passkeys("list_webauthn"), name="mfa_index"),
    path("accounts/passkeys/new/", passkeys("add_webauthn"), name="mfa_add_webauthn"),
    path("accounts/passkeys/sign-in/", passkeys("login_webauthn"), name="mfa_login_webauthn"),
    path("accounts/passkeys/<int:pk>/edit/", passkeys("edit_webauthn"), name="mfa_edit_webauthn"),
    path("accounts/passkeys/<int:pk>/remove/", passkeys("remove_webauthn"), name="mfa_remove_webauthn"),
]

urlpatterns = [
    *accounts,
    path("accounts/link/", sign_in.ask_for_link, name="sign_in_link"),
    path("accounts/link/<str:token>/", sign_in.use_link, name="sign_in_link_use"),
    path("accounts/invitation/<str:token>/", sign_in.invitation, name="invitation"),
    path("accounts/demonstration/<int:pk>/", sign_in.become_demo_person, name="become_demo_person"),
    path("me/", views.person_me, name="person_me"),
    path("organisations/new/", views.organisation_new, name="organisation_new"),
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/new/", views.body_new, name="body_new"),
    path("bodies/<int:pk>/", views.body, name="body"),
    path("bodies/<int:pk>/edit/", views.body_edit, name="body_edit"),
    path("bodies/<int:pk>/memberships/", views.membership_new, name="membership_new"),
    path("bodies/<int:pk>/invitations/", views.invitation_new, name="invitation_new"),
    path("memberships/<int:pk>/end/", views.membership_end, name="membership_end"),
]
