"""The shape of what people type about accounts: signing in, people, roles, standing in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import EmailValidator
from django.http import HttpRequest

from oversight.engine.words import Role
from oversight.foundation.accounts.access import RoleOf
from oversight.foundation.accounts.actions import Terms
from oversight.foundation.accounts.models import User
from oversight.foundation.ui.forms import DateParts, Narrative, PlainForm

NEW = {"autocomplete": "new-password"}
EMAIL = "Enter an email address in the correct format, like name@example.com"
LONG = "At least 15 characters. Three or four words that only you would put together work well."


class Words(PlainForm):
    """A form in our words: ``labels`` and ``hints`` by field, ``ask`` what to do where one is empty."""

    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}
    ask: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name in self.ask:
                field.error_messages["required"] = self.ask[name]
            if isinstance(field, forms.EmailField):
                others = [each for each in field.validators if not isinstance(each, EmailValidator)]
                field.validators = [*others, EmailValidator(message=EMAIL)]


class SignIn(Words, account.LoginForm):  # type: ignore[misc]
    """An email address and a password."""

    labels: ClassVar = {"login": "Email address", "password": "Password"}
    ask: ClassVar = {"login": "Enter your email address", "password": "Enter your password"}


class ShowAgain(Words, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    labels: ClassVar = {"password": "Password"}
    ask: ClassVar = {"password": "Enter your password"}


class AskForLink(Words, account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send a link for a new password; only whoever has a password here gets one."""

    users: list[Any]
    labels: ClassVar = {"email": "Email address"}
    ask: ClassVar = {"email": "Enter your email address"}

    def clean_email(self) -> str:
        """Nothing tells whether there is an account."""
        email: str = super().clean_email()
        self.users = [each for each in self.users if each.has_usable_password()]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the letter; an address that nobody has gets one that says so."""
        email: str = self.cleaned_data["email"]
        if self.users:
            return str(super().save(request, **kwargs))
        get_adapter(request).send_mail("account/email/unknown_account", email, {})
        return email


class Matching(Words):
    """Two passwords that must be the same."""

    labels: ClassVar = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
    }
    hints: ClassVar = {"password1": LONG}
    ask: ClassVar = {
        "oldpassword": "Enter your current password",
        "password1": "Enter a new password",
        "password2": "Enter the new password again",
    }

    def clean(self: Any) -> Any:
        """Compare them, in our words."""
        typed = forms.Form.clean(self) or self.cleaned_data
        one, two = typed.get("password1"), typed.get("password2")
        if one and two and one != two:
            self.add_error("password2", "Enter the same password in both boxes")
        return typed


class NewPassword(Matching, account.ChangePasswordForm):  # type: ignore[misc]
    """The password now, and another for it."""


class NewPasswordByLink(Matching, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, for who has the link."""


class Code(Words, codes.AuthenticateForm):  # type: ignore[misc]
    """A code from an app, or a recovery code."""

    labels: ClassVar = {"code": "Code"}
    hints: ClassVar = {"code": "6 digits from the app, or one of your recovery codes"}
    ask: ClassVar = {"code": "Enter the 6-digit code or a recovery code"}


class CodeAgain(Words, codes.ReauthenticateForm):  # type: ignore[misc]
    """The same, once more."""

    labels: ClassVar = {"code": "Code"}
    hints: ClassVar = {"code": "6 digits from the app, or one of your recovery codes"}
    ask: ClassVar = {"code": "Enter the 6-digit code or a recovery code"}


class TurnOnCodes(Words, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""

    labels: ClassVar = {"code": "Code from the app"}
    hints: ClassVar = {"code": "6 digits; the app shows a new code every 30 seconds"}
    ask: ClassVar = {"code": "Enter the 6-digit code"}


class AddPasskey(Words, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A name for a passkey, and what the browser made."""

    labels: ClassVar = {"name": "Name of this passkey", "passwordless": "Use it instead of a password"}
    hints: ClassVar = {"name": "For example, work laptop"}
    ask: ClassVar = {"credential": "Your browser did not make a passkey. Try again"}


NO_PASSKEY = {"credential": "No passkey was used. It needs JavaScript; use your password or a code instead"}


class PasskeySignIn(Words, passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """What the browser says for a passkey at sign-in."""

    ask: ClassVar = NO_PASSKEY


class PasskeyAgain(Words, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The same, once more."""

    ask: ClassVar = NO_PASSKEY


class NamePasskey(Words, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    labels: ClassVar = {"name": "Name of this passkey"}
    ask: ClassVar = {"name": "Enter a name for the passkey"}


class FirstPassword(Matching):
    """The first password of an invited person."""

    password1 = forms.CharField(strip=False, max_length=128, widget=forms.PasswordInput(NEW))
    password2 = forms.CharField(strip=False, max_length=128, widget=forms.PasswordInput(NEW))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password1(self) -> str:
        """Long enough, and not one that is guessed first."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password


class RoleForm(Words):
    """A role for a person who is here already."""

    hints: ClassVar = {
        "job_title": "As the council calls it",
        "ends_on": "Leave this empty if the role has no end",
        "reason": "Whoever checks access reads this",
    }
    ask: ClassVar = {"role": "Select a role", "reason": "Enter why this person needs the role"}
    role = forms.ChoiceField(label="Role")
    job_title = forms.CharField(label="Job title", required=False, max_length=120)
    starts_on = DateParts(label="First day")
    ends_on = DateParts(label="Last day", required=False)
    reason = Narrative(label="Why they need the role", rows=3, max_length=500)

    def __init__(self, *args: Any, roles: Iterable[RoleOf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Select one"), *((each.code, each.title) for each in roles)]  # type: ignore[attr-defined]

    @property
    def terms(self) -> Terms:
        """What was asked for."""
        typed = self.cleaned_data
        return Terms(
            typed["role"], typed["job_title"], typed["starts_on"], typed.get("ends_on"), typed["reason"]
        )


class PersonForm(RoleForm):
    """A person, with their first role."""

    ask: ClassVar = {
        **RoleForm.ask,
        "name": "Enter the person’s name",
        "email": "Enter the person’s work email address",
    }
    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="Work email address", max_length=254)
    field_order = ("name", "email", "role", "job_title", "starts_on", "ends_on", "reason")


class ReasonForm(Words):
    """Why; nothing else."""

    reason = Narrative(label="Reason", rows=3, max_length=500)

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = words


class DecisionForm(Words):
    """Whether a second person grants a role, and if not, why."""

    hints: ClassVar = {"reason": "Only where you refuse it"}
    ask: ClassVar = {"answer": "Select whether you grant the role"}
    answer = forms.ChoiceField(
        label="Do you grant this role?", widget=forms.RadioSelect,
        choices=[("grant", "Grant the role"), ("refuse", "Refuse it")],
    )  # fmt: skip
    reason = Narrative(label="Why you refuse it", required=False, rows=3, max_length=500)

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("answer") == "refuse" and not typed.get("reason", "").strip():
            self.add_error("reason", "Enter why you are refusing this role")
        return typed


POSTS = {each.value: each.value.replace("_", " ").capitalize() for each in Role}
"""The posts that policies name, in words."""


class DelegationForm(Words):
    """Who stands in for whom, in which post, when and why."""

    ask: ClassVar = {
        "absent": "Select who is away",
        "stand_in": "Select who stands in",
        "post": "Select the post",
        "reason": "Enter why somebody stands in",
    }
    absent = forms.ChoiceField(label="Who is away")
    stand_in = forms.ChoiceField(label="Who stands in")
    post = forms.ChoiceField(label="In which post", choices=[("", "Select one"), *POSTS.items()])
    starts_on = DateParts(label="First day")
    ends_on = DateParts(label="Last day")
    reason = Narrative(label="Reason", rows=3, max_length=500)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [("", "Select one"), *((str(each.pk), each.name) for each in people)]
        for name in ("absent", "stand_in"):
            self.fields[name].choices = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two people, and days in order."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("absent") and typed.get("absent") == typed.get("stand_in"):
            self.add_error("stand_in", "The person who stands in must be somebody else")
        starts, ends = typed.get("starts_on"), typed.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Last day must be the same as or after the first day")
        return typed


class ChooseForm(Words):
    """One of the authorities that somebody works for."""

    authority = forms.ChoiceField(label="Which council are you working for?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["authority"].error_messages["required"] = "Select the council you are working for"
