"""What the environment says: every setting that differs between installations, read in one place."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]


def flag(name: str, default: bool = False) -> bool:
    """A yes-or-no variable. Raises ``ImproperlyConfigured`` for any other word."""
    text = os.environ.get(name, "").strip().lower()
    if text in ("", "yes", "no", "true", "false", "1", "0"):
        return default if not text else text in ("yes", "true", "1")
    raise ImproperlyConfigured(f"{name} is yes or no, not '{text}'")


def words(name: str) -> list[str]:
    """A list separated by commas."""
    return [each.strip() for each in os.environ.get(name, "").split(",") if each.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder, from a variable or beside the project."""
    return Path(os.environ.get(name) or default)


def var() -> Path:
    """Where an installation keeps its own files: database, keys, anchors, documents."""
    return folder("OVERSIGHT_VAR", ROOT / "var")


def database(url: str) -> dict[str, Any]:
    """A database from its address: ``sqlite:///path`` or ``postgresql://user:password@host:port/name``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path[1:]) if parts.path.startswith("//") else unquote(parts.path))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(
            parts.path[1:], parts.username, parts.password, parts.hostname, parts.port, parts.query
        )
    raise ImproperlyConfigured(
        "OVERSIGHT_DATABASE is sqlite:///path or postgresql://user:password@host:port/name, "
        f"not '{parts.scheme}:…'"
    )


def _sqlite(path: str) -> dict[str, Any]:
    """SQLite as it keeps every acknowledged write: WAL, FULL, IMMEDIATE (security.md 4.2)."""
    start = "pragma journal_mode=wal; pragma synchronous=full; pragma secure_delete=on;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": start}
    return {
        "ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options, "CONN_MAX_AGE": 60,
    }  # fmt: skip


def _postgresql(
    name: str, user: str | None, password: str | None, host: str | None, port: int | None, query: str
) -> dict[str, Any]:
    limits = "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
    options = {"options": limits, **dict(parse_qsl(query))}
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": name, "USER": unquote(user or ""),
        "PASSWORD": unquote(password or ""), "HOST": options.pop("host", host or ""), "PORT": port or "",
        "OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True,
    }  # fmt: skip


def secret_key(production: bool) -> str:
    """The key that signs sessions and forms: from a file; made once where the installation is a demo."""
    path = folder("OVERSIGHT_SECRET_KEY_FILE", var() / "keys" / "secret_key")
    if path.exists():
        found = path.read_text(encoding="ascii").strip()
        if len(found) < 64:
            raise ImproperlyConfigured(
                f"the secret key in {path} is shorter than 64 characters; make a new one"
            )
        return found
    if production:
        raise ImproperlyConfigured(f"there is no secret key in {path}; put 64 random characters there")
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(48))
    return path.read_text(encoding="ascii")


def single_sign_on() -> list[dict[str, Any]]:
    """The council's own sign-in (OpenID Connect), where the environment names one."""
    server = os.environ.get("OVERSIGHT_OIDC_SERVER")
    if not server:
        return []
    secret = folder("OVERSIGHT_OIDC_SECRET_FILE", var() / "keys" / "oidc_secret")
    return [{
        "provider_id": "council",
        "name": os.environ.get("OVERSIGHT_OIDC_NAME", "your council account"),
        "client_id": os.environ.get("OVERSIGHT_OIDC_CLIENT", ""),
        "secret": secret.read_text(encoding="ascii").strip(),
        "settings": {"server_url": server, "oauth_pkce_enabled": True, **_trusted_domains()},
    }]  # fmt: skip


def regulator_key() -> str:
    """The key of the regulator's API, from a file; empty where this installation has none. It is never shown.

    Raises ``ImproperlyConfigured`` for a file that is named and not there, and for what cannot be a key.
    """
    path = folder("OVERSIGHT_REGULATOR_KEY_FILE", var() / "keys" / "regulator_key")
    if not path.exists():
        if os.environ.get("OVERSIGHT_REGULATOR_KEY_FILE"):
            raise ImproperlyConfigured(
                f"OVERSIGHT_REGULATOR_KEY_FILE names {path}, and there is no such file"
            )
        return ""
    found = path.read_bytes().strip()
    if not re.fullmatch(rb"[!-~]*", found):
        raise ImproperlyConfigured(
            f"the key of the regulator's API in {path} is one word of letters, digits and signs"
        )
    return found.decode("ascii")


def regulator_address() -> str:
    """Where the regulator's API is, where that is not its public address. A key is only sent by HTTPS.

    Raises ``ImproperlyConfigured`` for another address than one of HTTPS or of this machine.
    """
    address = os.environ.get("OVERSIGHT_REGULATOR_ADDRESS", "").rstrip("/")
    parts = urlsplit(address)
    here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if address and not here and not (parts.scheme == "https" and parts.hostname):
        raise ImproperlyConfigured(
            "OVERSIGHT_REGULATOR_ADDRESS begins with https://, so that nobody reads the key"
        )
    return address


def _trusted_domains() -> dict[str, list[str]]:
    """Domains whose addresses the council's sign-in vouches for, where it does not say so itself."""
    found = words("OVERSIGHT_OIDC_DOMAINS")
    return {"verified_email": found} if found else {}
