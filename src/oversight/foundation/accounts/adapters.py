"""How allauth behaves here: nobody signs up by themselves, and guessing is slowed, never locked for good."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from axes.helpers import get_client_ip_address, get_cool_off
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from oversight.foundation.accounts import mail
from oversight.foundation.accounts.actions.security import noted
from oversight.foundation.accounts.models import User

WORDS = {
    "account_inactive": "This account is closed. Ask whoever manages accounts at your council",
    "email_password_mismatch": "The email address or the password is not right",
    "enter_current_password": "The current password is not right",
    "incorrect_code": "The code is not right. Enter the newest one",
    "incorrect_password": "The password is not right",
    "invalid_or_expired_key": "This link no longer works. Ask for another",
    "invalid_login": "The email address or the password is not right",
    "invalid_password_reset": "This link no longer works. Ask for another",
    "rate_limited": "Wait 5 minutes, then try again",
    "too_many_login_attempts": "Too many tries. Wait 5 minutes, then try again",
}
"""What allauth says, in our words."""

CHANGES = {
    "totp_activated": "person.turned_on_codes",
    "totp_deactivated": "person.turned_off_codes",
    "webauthn_added": "person.added_passkey",
    "webauthn_removed": "person.removed_passkey",
    "recovery_codes_generated": "person.made_recovery_codes",
    "password_changed": "person.changed_password",
    "password_reset": "person.set_new_password",
    "account_connected": "person.connected_council_account",
}
"""Changes to how somebody signs in, and the event each one is."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator; what happens to them is told in the chain."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **WORDS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check a password; the name tried goes along, so that tries are counted for each name."""
        return super().authenticate(request, **credentials, login=str(credentials.get("email", "")).lower())

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Check the password of who is signed in."""
        again = self.authenticate(context.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def get_client_ip(self, request: HttpRequest) -> str:
        """The browser's address: counted from the right, as many as there are proxies of ours."""
        return get_client_ip_address(request) or "unknown"

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Tell the chain that somebody signed in."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        noted(user, "person.signed_in", at=timezone.now())
        return response

    def logout(self, request: HttpRequest) -> None:
        """Tell the chain that somebody signed out, then do it."""
        if isinstance(request.user, User):
            noted(request.user, "person.signed_out", at=timezone.now())
        super().logout(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a new password, to one's own account."""
        return reverse("account:own")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Our own letters, in our own words."""
        kind, told = template_prefix.rsplit("/", 1)[-1], _told(context)
        transaction.on_commit(lambda: mail.send(kind, email, told))

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person, and the chain, that how they sign in was changed."""
        kind = template_prefix.rsplit("/", 1)[-1]
        if kind in CHANGES:
            now = timezone.now()
            noted(user, CHANGES[kind], at=now)
            told = {"name": user.name, "at": timezone.localtime(now)}
            transaction.on_commit(lambda: mail.send(kind, user.email, told))


def _told(context: dict[str, Any]) -> dict[str, Any]:
    return {"name": getattr(context.get("user"), "name", ""), "link": context.get("password_reset_url", "")}


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on only lets in people who already have an account here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: the council's directory says who somebody is, not what they may do."""
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """After connecting a council account, to one's own account."""
        return reverse("account:own")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The words about codes and passkeys, and whose name an app shows."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, **WORDS}

    def get_totp_issuer(self) -> str:
        """The service's name, as an app shows it."""
        return str(settings.MFA_TOTP_ISSUER)

    def encrypt(self, text: str) -> str:
        """Keep the secret of an app, and the recovery codes, so that the database alone gives no code."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read what ``encrypt`` wrote, under this secret key or an older one that is still named."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [salted_hmac("oversight.accounts.mfa", "key", secret=each, algorithm="sha256") for each in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(each.digest())) for each in made])


def slowed_down(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """What is shown after too many wrong passwords: when to try again, and nothing about the account."""
    again_at = timezone.localtime(timezone.now() + (get_cool_off(request) or timedelta(minutes=15)))
    return render(
        request, "accounts/slowed_down.html", {"title": "Too many tries", "again_at": again_at}, status=429
    )
