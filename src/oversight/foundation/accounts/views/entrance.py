"""Getting in and proving who one is: allauth's views with our forms, each saying why it is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as council
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from oversight.foundation.accounts import forms
from oversight.foundation.accounts.actions import accept_invitation
from oversight.foundation.accounts.codes import HOURS, person_of
from oversight.foundation.accounts.gate import open_to_anyone
from oversight.foundation.accounts.kept import KEPT
from oversight.foundation.accounts.refusals import refused_page
from oversight.foundation.ui.middleware import policy

View = Callable[..., HttpResponseBase]

ENTRANCE = "whoever signs in is not signed in yet; tries are counted and slowed"
OWN = "shows and changes only how the person who is signed in signs in; others are sent to sign in"


def leads_to_council(view: View) -> View:
    """Let the form of a page lead to the council's own sign-in, where there is one."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = policy(*council_origins())
        return response

    return allowed


def council_origins() -> list[str]:
    """Where the council's own sign-in lives, as a browser names it."""
    found = [urlsplit(each["settings"]["server_url"]) for each in council_apps()]
    return [f"{each.scheme}://{each.netloc}" for each in found]


def council_apps() -> list[dict[str, Any]]:
    """The council's own sign-in as the settings have it; empty where there is none."""
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return apps


def _shown(view: Any, title: str, **how: Any) -> View:
    """One of allauth's pages, with its title, our form and the council's button."""

    class Ours(view):  # type: ignore[misc]
        def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(**kwargs)
            form = context.get("form")
            context |= {"title": title, "council": council_apps(), "next_page": _next(self.request)}
            if "js_data" in context:
                context["js_json"] = json_script(context["js_data"], "js_data")
            return context | {"errors": bool(form is not None and form.is_bound and form.errors)}

    shown: View = Ours.as_view(**how)
    return shown


def _next(request: HttpRequest) -> str:
    """The page of ours that somebody was on their way to."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else ""


sign_in = open_to_anyone(ENTRANCE, "POST")(
    leads_to_council(_shown(account.LoginView, "Sign in", form_class=forms.SignIn))
)
sign_in_closed = open_to_anyone("a sentence that is the same for everyone")(
    _shown(account.AccountInactiveView, "This account is closed")
)
sign_in_code = open_to_anyone(ENTRANCE, "POST")(
    _shown(codes.AuthenticateView, "Enter your code", form_class=forms.Code)
)
sign_in_passkey = open_to_anyone(ENTRANCE, "POST")(
    passkeys.LoginWebAuthnView.as_view(form_class=forms.PasskeySignIn)
)
sign_out = open_to_anyone("ends the session of whoever asks, by a form only", "POST")(
    _shown(account.LogoutView, "Sign out")
)
council_sign_in = open_to_anyone(ENTRANCE, "POST")(leads_to_council(council.login))
council_answer = open_to_anyone("proves itself by the state and the code that the council's sign-in gave")(
    council.callback
)
council_stopped = open_to_anyone("a sentence that is the same for everyone")(
    _shown(social.LoginCancelledView, "You did not sign in")
)
council_failed = open_to_anyone("a sentence that is the same for everyone")(
    _shown(social.LoginErrorView, "We could not sign you in")
)

ask_for_link = open_to_anyone("says the same whether there is such an account; two letters an hour", "POST")(
    _shown(account.PasswordResetView, "Forgotten password", form_class=forms.AskForLink)
)
link_sent = open_to_anyone("a sentence that is the same for everyone")(
    _shown(account.PasswordResetDoneView, "Check your email")
)
new_password_by_link = open_to_anyone("needs the key of the link, which works once for ten minutes", "POST")(
    _shown(account.PasswordResetFromKeyView, "Set a new password", form_class=forms.NewPasswordByLink)
)
new_password_set = open_to_anyone("a sentence that is the same for everyone")(
    _shown(account.PasswordResetFromKeyDoneView, "Your password is set")
)

_change_password = _shown(account.PasswordChangeView, "Change your password", form_class=forms.NewPassword)
_reauthenticate = _shown(account.ReauthenticateView, "Show that it is you", form_class=forms.ShowAgain)


@open_to_anyone(OWN, "POST")
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Change one's password; who signs in with the council has none here."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    if not request.user.has_usable_password():
        return refused_page(
            request, "Your council account signs you in. Change its password with your council."
        )
    return _change_password(request)


@open_to_anyone(OWN, "POST")
@leads_to_council
def reauthenticate(request: HttpRequest) -> HttpResponseBase:
    """Show again who one is: by password, code or passkey, else at the council's own sign-in."""
    adapter = account.get_adapter()
    if request.user.is_authenticated and not adapter.get_reauthentication_methods(request.user):
        context = {"title": "Show that it is you", "council": council_apps(), "next_page": _next(request)}
        return render(request, "accounts/council_again.html", context)
    return _reauthenticate(request)


code_again = open_to_anyone(OWN, "POST")(
    _shown(codes.ReauthenticateView, "Show that it is you by a code", form_class=forms.CodeAgain)
)
passkey_again = open_to_anyone(OWN, "POST")(
    _shown(passkeys.ReauthenticateWebAuthnView, "Show that it is you by a passkey")
)
security = open_to_anyone(OWN)(_shown(codes.IndexView, "How you sign in"))
codes_on = open_to_anyone(OWN, "POST")(
    _shown(totp.ActivateTOTPView, "Turn on codes from an app", form_class=forms.TurnOnCodes)
)
codes_off = open_to_anyone(OWN, "POST")(_shown(totp.DeactivateTOTPView, "Turn off codes from an app"))
recovery_codes = open_to_anyone(OWN)(_shown(recovery.ViewRecoveryCodesView, "Recovery codes"))
recovery_new = open_to_anyone(OWN, "POST")(
    _shown(recovery.GenerateRecoveryCodesView, "Make new recovery codes")
)
recovery_file = open_to_anyone(OWN)(recovery.download_recovery_codes)
passkey_list = open_to_anyone(OWN)(_shown(passkeys.ListWebAuthnView, "Passkeys"))
passkey_add = open_to_anyone(OWN, "POST")(
    _shown(passkeys.AddWebAuthnView, "Add a passkey", form_class=forms.AddPasskey)
)
passkey_remove = open_to_anyone(OWN, "POST")(_shown(passkeys.RemoveWebAuthnView, "Remove a passkey"))
passkey_name = open_to_anyone(OWN, "POST")(
    _shown(passkeys.EditWebAuthnView, "Name a passkey", form_class=forms.NamePasskey)
)


@open_to_anyone("says why somebody was signed out; shows nothing that was typed")
def timed_out(request: HttpRequest) -> HttpResponse:
    """We signed you out; what you typed is kept."""
    context = {
        "title": "We signed you out",
        "kept": bool(request.session.get(KEPT)),
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': _next(request) or '/'})}",
    }
    return render(request, "accounts/timed_out.html", context)


@open_to_anyone(
    "needs the code of the link; looking changes nothing, the form sets the first password", "POST"
)
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Set the first password. Opening the link, as scanners of mail do, has no effect."""
    person = person_of(code)
    if person is None:
        return render(
            request,
            "accounts/invitation_over.html",
            {"title": "This invitation no longer works", "hours": HOURS},
        )
    form = forms.FirstPassword(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        accept_invitation(code=code, password=form.cleaned_data["password1"], at=timezone.now())
        return redirect(f"{reverse('account_login')}?{urlencode({'joined': 'yes'})}")
    context = {"title": "Set your password", "form": form, "person": person, "errors": bool(form.errors)}
    return render(request, "accounts/invitation.html", context)
