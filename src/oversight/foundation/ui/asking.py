"""What a field says where it is empty or cannot be read (ux.md 2.4). Never: please, invalid, required."""

from __future__ import annotations

from django import forms

from oversight.foundation.ui.words import lower_first

WITHOUT_ARTICLE = frozenset({
    "a", "an", "any", "at", "each", "how", "it", "the", "their", "what", "when", "where", "whether", "which",
    "who", "why", "your",
})  # fmt: skip
"""Labels that begin so stand after Enter or Select as they are; others with an article."""

EMAIL = "Enter an email address in the correct format, like name@example.com"


def ask_for(field: forms.Field, said: str = "") -> dict[str, str]:
    """The messages of a field by their code; ``said`` is what it says where it is empty."""
    label = str(field.label)
    asked = said or _ask(field, lower_first(label))
    return {"required": asked, **_usual(label), **_limits(field, label), **_of_kind(field, label, asked)}


def _usual(label: str) -> dict[str, str]:
    """What any field may say, whichever of Django's checks finds it."""
    return {
        "invalid": f"{label} must be in the correct format",
        "null_characters_not_allowed": f"{label} must not include unusual characters",
        "max_digits": f"{label} must have %(max)s digits or fewer",
        "max_whole_digits": f"{label} must have %(max)s digits or fewer before the point",
        "max_decimal_places": f"{label} must have %(max)s digits or fewer after the point",
        "min_value": f"{label} must be %(limit_value)s or more",
        "max_value": f"{label} must be %(limit_value)s or fewer",
    }


def _limits(field: forms.Field, label: str) -> dict[str, str]:
    """The lengths that a field may have, with their thousands apart."""
    most, least = getattr(field, "max_length", None), getattr(field, "min_length", None)
    said = {"max_length": f"{label} must be {most:,} characters or fewer"} if most else {}
    return said | ({"min_length": f"{label} must be {least:,} characters or more"} if least else {})


def _of_kind(field: forms.Field, label: str, asked: str) -> dict[str, str]:
    if isinstance(field, forms.ChoiceField):
        return {"invalid_choice": asked, "invalid_list": asked}
    if isinstance(field, forms.EmailField):
        return {"invalid": EMAIL}
    if isinstance(field, forms.FileField):
        return {
            "invalid": asked, "missing": asked, "empty": "The selected file is empty",
            "contradiction": "Select a file or remove the one there is, not both",
        }  # fmt: skip
    if isinstance(field, forms.IntegerField):
        return {
            "invalid": f"{label} must be {'a whole number' if type(field) is forms.IntegerField else 'a number'}"
        }
    return {}


def _ask(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.FileField):
        return "Select a file"
    if isinstance(field, forms.BooleanField):
        return f"Select the box: {field.label}"
    if isinstance(field, forms.MultipleChoiceField):
        return f"Select at least one: {field.label}"
    verb = "Select" if isinstance(field, forms.ChoiceField) else "Enter"
    if label.endswith("?"):
        return f"{verb} an answer to ‘{field.label}’"
    return f"{verb} {label}" if label.split()[0] in WITHOUT_ARTICLE else f"{verb} the {label}"
