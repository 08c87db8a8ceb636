"""Addresses of getting in, one's own account, people and standing in; include them at the root.

Names that allauth looks up (``account_login``, ``mfa_index`` …) stand outside any namespace.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from oversight.foundation.accounts.views import delegations, entrance, own, people

Addresses = list[URLPattern | URLResolver]

passkeys: Addresses = [
    path("", entrance.passkey_list, name="mfa_list_webauthn"),
    path("add/", entrance.passkey_add, name="mfa_add_webauthn"),
    path("<int:pk>/remove/", entrance.passkey_remove, name="mfa_remove_webauthn"),
    path("<int:pk>/name/", entrance.passkey_name, name="mfa_edit_webauthn"),
]
security: Addresses = [
    path("", entrance.security, name="mfa_index"),
    path("app/on/", entrance.codes_on, name="mfa_activate_totp"),
    path("app/off/", entrance.codes_off, name="mfa_deactivate_totp"),
    path("recovery-codes/", entrance.recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", entrance.recovery_new, name="mfa_generate_recovery_codes"),
    path("recovery-codes/file/", entrance.recovery_file, name="mfa_download_recovery_codes"),
    path("passkeys/", include(passkeys)),
]
getting_in: Addresses = [
    path("sign-in/", entrance.sign_in, name="account_login"),
    path("sign-in/closed/", entrance.sign_in_closed, name="account_inactive"),
    path("sign-in/code/", entrance.sign_in_code, name="mfa_authenticate"),
    path("sign-in/passkey/", entrance.sign_in_passkey, name="mfa_login_webauthn"),
    path("sign-in/stopped/", entrance.council_stopped, name="socialaccount_login_cancelled"),
    path("sign-in/failed/", entrance.council_failed, name="socialaccount_login_error"),
    path("sign-in/with/<slug:provider_id>/", entrance.council_sign_in, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/done/", entrance.council_answer, name="openid_connect_callback"),
    path("sign-out/", entrance.sign_out, name="account_logout"),
    path("timed-out/", entrance.timed_out, name="timed_out"),
    path("show-it-is-you/", entrance.reauthenticate, name="account_reauthenticate"),
    path("show-it-is-you/code/", entrance.code_again, name="mfa_reauthenticate"),
    path("show-it-is-you/passkey/", entrance.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("forgotten-password/", entrance.ask_for_link, name="account_reset_password"),
    path("forgotten-password/sent/", entrance.link_sent, name="account_reset_password_done"),
    path("forgotten-password/set/", entrance.new_password_set, name="account_reset_password_from_key_done"),
    re_path(
        r"^forgotten-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.new_password_by_link,
        name="account_reset_password_from_key",
    ),
    path("invitation/<str:code>/", entrance.invitation, name="invitation"),
    path("account/password/", entrance.change_password, name="account_change_password"),
    path("account/security/", include(security)),
]
account: Addresses = [
    path("", own.own, name="own"),
    path("authority/", own.authority, name="authority"),
    path("still-here/", own.still_here, name="still_here"),
    path("sessions/others/end/", own.end_others, name="end_others"),
    path("sessions/<uuid:session>/end/", own.end_one, name="end_one"),
]
about_people: Addresses = [
    path("", people.people, name="people"),
    path("new/", people.add, name="add"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/new/", delegations.new, name="delegate"),
    path("delegations/<uuid:delegation>/end/", delegations.end, name="end_delegation"),
    path("proposals/<uuid:proposal>/", people.decide, name="decide"),
    path("roles/<uuid:membership>/end/", people.end, name="end_role"),
    path("<uuid:person_id>/", people.person, name="person"),
    path("<uuid:person_id>/roles/new/", people.grant, name="grant"),
    path("<uuid:person_id>/invite/", people.invite, name="invite"),
    path("<uuid:person_id>/close/", people.deactivate, name="deactivate"),
]
urlpatterns: Addresses = [
    *getting_in,
    path("account/", include((account, "account"))),
    path("people/", include((about_people, "people"))),
    path("audit/", include("oversight.foundation.accounts.audit_urls")),
]
