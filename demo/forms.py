"""The demo school's forms and what they ask of an entry. Labels and errors are names of texts in the locale files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import FileField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp, StopValidation, ValidationError

from demo.web import running


class SchoolForm(FlaskForm):  # type: ignore[misc]
    """A form with a token of the session, so that no other site can send it."""


class ChoiceField(StringField):  # type: ignore[misc]
    """One of several: a list or radio buttons. `choices` are values and names, set before the form is validated."""

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = list(choices)

    def pre_validate(self, _form: Any) -> None:
        """Refuse what was not offered."""
        if self.data and self.data not in {value for value, _ in self.choices}:
            raise StopValidation("error-not-offered")


def _needed(key: str) -> InputRequired:
    return InputRequired(message=key)


def _stripped(entry: str | None) -> str:
    """Without space around it; a field that was not sent at all is an empty one."""
    return (entry or "").strip()


def _is_day(_form: Any, entry: Any) -> None:
    """A day from today on, written as 2026-11-23. One validator, because the next one is asked even if this one fails."""
    try:
        day = date.fromisoformat(entry.data)
    except ValueError:
        raise ValidationError("error-day") from None
    if day.isoformat() != entry.data:  # Python reads other forms as well, which no database would sort
        raise ValidationError("error-day")
    if day < running().today:
        raise ValidationError("error-day-past")


_DAY = [_needed("error-day"), _is_day]
_TIME = [_needed("error-time"), Regexp(r"^([01]\d|2[0-3]):[0-5]\d$", message="error-time")]
_LONG = Length(max=4000, message="error-too-long")
_SHORT = Length(max=120, message="error-too-long")


class LogIn(SchoolForm):
    """Getting in."""

    username = StringField("label-username", [_needed("error-username")], [_stripped])
    password = PasswordField("label-password", [_needed("error-password")])


class Details(SchoolForm):
    """How a person is reached."""

    telephone = StringField(
        "label-telephone",
        [_needed("error-telephone"), Regexp(r"^\+?[\d][\d -]{6,15}\d$", message="error-telephone")],
        [_stripped],
    )
    email = StringField(
        "label-email",
        [_needed("error-email"), Regexp(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", message="error-email")],
        [_stripped],
    )
    street = StringField("label-street", [_needed("error-street"), _SHORT], [_stripped])
    town = StringField("label-town", [_needed("error-town"), _SHORT], [_stripped])


class Absence(SchoolForm):
    """A child who is ill."""

    child = ChoiceField("label-child", [_needed("error-child")])
    day = StringField("label-day", _DAY, [_stripped])
    comment = StringField("label-comment", [_SHORT], [_stripped])


class Leave(SchoolForm):
    """A child who is to be away for a while."""

    child = ChoiceField("label-child", [_needed("error-child")])
    first_day = StringField("label-first-day", _DAY, [_stripped])
    last_day = StringField("label-last-day", _DAY, [_stripped])
    reason = TextAreaField("label-reason", [_needed("error-reason"), _LONG], [_stripped])

    def validate_last_day(self, entry: Any) -> None:
        """The last day is not before the first, and leave lasts ten days at most."""
        try:
            days = (date.fromisoformat(entry.data) - date.fromisoformat(self.first_day.data)).days
        except ValueError:
            return
        if days < 0:
            raise ValidationError("error-last-before-first")
        if days > 14:
            raise ValidationError("error-leave-too-long")


class Letter(SchoolForm):
    """A letter to a class and its guardians."""

    subject = StringField("label-subject", [_needed("error-subject"), _SHORT], [_stripped])
    text = TextAreaField("label-letter", [_needed("error-letter"), _LONG], [_stripped])


class Assignment(SchoolForm):
    """Work that a class is set."""

    title = StringField("label-title", [_needed("error-title"), _SHORT], [_stripped])
    instructions = TextAreaField("label-instructions", [_needed("error-instructions"), _LONG], [_stripped])
    due = StringField("label-due", _DAY, [_stripped])


class HandIn(SchoolForm):
    """A pupil's work."""

    file = FileField("label-file", [_needed("error-file")])
    comment = StringField("label-comment", [_SHORT], [_stripped])


class Feedback(SchoolForm):
    """What a teacher says of a pupil's work."""

    feedback = TextAreaField("label-feedback", [_needed("error-feedback"), _LONG], [_stripped])
    grade = ChoiceField(
        "label-grade", [_needed("error-grade")], choices=[("", "grade-none"), *((g, g) for g in "ABCDEF")]
    )


class Note(SchoolForm):
    """A note in a child's development plan."""

    text = TextAreaField("label-note", [_needed("error-note"), _LONG], [_stripped])


class Offer(SchoolForm):
    """Times that a teacher offers for talks."""

    day = StringField("label-day", _DAY, [_stripped])
    starts = StringField("label-from", _TIME, [_stripped])
    ends = StringField("label-to", _TIME, [_stripped])
    minutes = ChoiceField("label-minutes", choices=[(n, n) for n in ("20", "30", "45")], default="20")

    def validate_ends(self, entry: Any) -> None:
        """The end comes after the beginning."""
        if re.match(r"\d\d:\d\d$", self.starts.data or "") and entry.data <= self.starts.data:
            raise ValidationError("error-ends-before-starts")


class Talk(SchoolForm):
    """The time that a guardian chooses."""

    time = ChoiceField("label-talk-time", [_needed("error-talk-time")])
