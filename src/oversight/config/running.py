"""Running the service: preparing its database, filling the demo, serving it, and working through its jobs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

LINE = "─" * 78


def add_parsers(parts: Any) -> None:
    """``oversight serve | work | prepare | demo | audit | django``."""
    commands: tuple[tuple[str, str, Callable[[Namespace], int]], ...] = (
        ("prepare", "make or bring up to date the database, its walls and the keys", prepare),
        ("demo", "put the two invented councils in", demo),
        ("serve", "serve the pages and work through jobs", serve),
        ("work", "work through jobs only (a further worker)", work),
    )
    for name, words, do in commands:
        parser = parts.add_parser(name, help=words, description=words)
        parser.set_defaults(run=do)
        if name == "serve":
            parser.add_argument("--at", default="127.0.0.1:8000", metavar="HOST:PORT")
            parser.add_argument("--workers", type=int, default=2)
            parser.add_argument("--no-jobs", action="store_true", help="serve pages only")
    _audit_parser(parts)
    django = parts.add_parser("django", help="Django's own commands, for maintainers", add_help=False)
    django.add_argument("rest", nargs="...")
    django.set_defaults(run=run_django)


def _audit_parser(parts: Any) -> None:
    audit = parts.add_parser("audit", help="prove that nothing was altered")
    inside = audit.add_subparsers(dest="command", required=True, metavar="verify|export|new-key")
    verify = inside.add_parser("verify", help="prove the chain of every council, or an exported one")
    verify.add_argument("--export", metavar="FILE", help="an exported chain, proved without the database")
    verify.add_argument("--key", metavar="FILE", help="the key, for an exported chain")
    verify.add_argument("--anchors", metavar="FILE", help="the anchors, for an exported chain")
    verify.set_defaults(run=audit_verify)
    export = inside.add_parser("export", help="write a council's chain as JSON lines to standard output")
    export.add_argument("authority", metavar="SLUG")
    export.set_defaults(run=audit_export)
    key = inside.add_parser("new-key", help="make the key of the chain, where there is none")
    key.set_defaults(run=new_key)


def start_django() -> None:
    """Django with our settings; must come before anything that reads a row."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oversight.config.settings")
    import django

    django.setup()


def now() -> datetime:
    """The moment it is; only the outermost layer reads the clock."""
    from django.utils import timezone

    return timezone.now()


def prepare(_: Namespace) -> int:
    """Make the folders, the keys and the database, and put its walls up."""
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from oversight.foundation.audit.keys import make_key

    name = str(settings.DATABASES["default"]["NAME"])
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    make_key(Path(settings.AUDIT_KEY_FILE))
    call_command("migrate", verbosity=0, interactive=False)
    print(f"The database is ready: {name}")
    return 0


def demo(_: Namespace) -> int:
    """Put the invented councils in and say who to sign in as."""
    start_django()
    from oversight.sample import house, people

    for each in house.fill(now(), print):
        print(f"{each.name}: {each.services} services, {each.people} people")
    print(f"\n{LINE}\nEverything here is invented. Sign in with any of these; the pass phrase is")
    print(f"    {house.PASS_PHRASE}\n")
    for person in people.PEOPLE:
        print(f"  {people.address(person, 'anyshire'):32} {person.name:22} {person.job_title}")
    print(f"\nAnd the same people @otherborough.example at the other council.\n{LINE}")
    return 0


def serve(arguments: Namespace) -> int:
    """Serve pages with gunicorn, with a worker for jobs beside it, until stopped."""
    command = [sys.executable, "-m", "gunicorn", "oversight.config.wsgi:application", "--bind", arguments.at]
    command += ["--workers", str(arguments.workers), "--threads", "4", "--timeout", "60"]
    command += ["--no-control-socket", "--log-level", "warning"]
    worker = None if arguments.no_jobs else subprocess.Popen([sys.executable, "-m", "oversight.cli", "work"])
    pages = subprocess.Popen(command)
    print(f"Care provider oversight is at http://{arguments.at}  (Ctrl+C ends it)", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: pages.terminate())
    try:
        return pages.wait()
    except KeyboardInterrupt:
        pages.terminate()
        return pages.wait() and 0
    finally:
        if worker:
            worker.terminate()
            worker.wait()


def work(_: Namespace) -> int:
    """Work through jobs, the schedule and the post until stopped."""
    start_django()
    from threading import Event

    from oversight.foundation.jobs.worker import work as working

    stop = Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    working(stop)
    return 0


def audit_verify(arguments: Namespace) -> int:
    """Prove every council's chain and rows, or an exported chain; 1 where anything is wrong."""
    if arguments.export:
        from oversight.foundation.audit.exported import verify_export

        found = verify_export(Path(arguments.export), arguments.key, arguments.anchors)
        return _told("the exported chain", found)
    start_django()
    from oversight.foundation.audit.verifying import verify
    from oversight.foundation.authorities.actor import Actor
    from oversight.foundation.authorities.models import Authority
    from oversight.foundation.authorities.tenancy import acting_for

    status = 0
    for authority in Authority.objects.all():
        with acting_for(authority.id):
            status |= _told(authority.name, verify(Actor.system(authority.id)))
    return status


def _told(whose: str, found: Any) -> int:
    if found.sound:
        print(f"{whose}: {found.events:,} events, nothing was altered")
        return 0
    print(f"{whose}: {found.events:,} events, {len(found.faults)} faults")
    for each in found.faults:
        print(f"  {each}")
    return 1


def audit_export(arguments: Namespace) -> int:
    """Write a council's chain for somebody else to prove. 2 where there is no such council."""
    start_django()
    from oversight.foundation.audit.verifying import write_export
    from oversight.foundation.authorities.actor import Actor
    from oversight.foundation.authorities.models import Authority
    from oversight.foundation.authorities.tenancy import acting_for

    authority = Authority.objects.filter(slug=arguments.authority).first()
    if authority is None:
        print(f"oversight: there is no council '{arguments.authority}' here", file=sys.stderr)
        return 2
    with acting_for(authority.id):
        write_export(Actor.system(authority.id), sys.stdout)
    return 0


def new_key(_: Namespace) -> int:
    """Make the audit key where there is none."""
    start_django()
    from django.conf import settings

    from oversight.foundation.audit.keys import make_key

    made = make_key(Path(settings.AUDIT_KEY_FILE))
    print(f"{'Made' if made else 'There is a key already in'} {settings.AUDIT_KEY_FILE}")
    return 0


def run_django(arguments: Namespace) -> int:
    """Django's own commands, with our settings."""
    start_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["oversight django", *arguments.rest])
    return 0
