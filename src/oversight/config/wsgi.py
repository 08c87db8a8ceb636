"""The service for gunicorn. It does not start where a check finds an error: a route nobody declared among them."""

from __future__ import annotations

import gc
import os

from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oversight.config.settings")
application = get_wsgi_application()
BaseCommand().check(display_num_errors=False)
gc.collect()
gc.freeze()  # what is loaded stays; to look through it again and again would hold up one page in a hundred
