"""Django's Jinja2 engine over the templates of our own apps, each in its ``templates`` shelf."""

from __future__ import annotations

from pathlib import Path

from django.template.backends.jinja2 import Jinja2
from django.utils.functional import cached_property

OURS = Path(__file__).resolve().parents[2]


class Pages(Jinja2):
    """Only our own templates: a library's, written in another language, are never picked up by mistake."""

    app_dirname = "templates"

    @cached_property
    def template_dirs(self) -> tuple[str, ...]:
        """The folders of templates, ours alone."""
        return tuple(each for each in super().template_dirs if OURS in Path(each).parents)
