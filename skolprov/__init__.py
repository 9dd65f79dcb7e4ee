"""Skolprov: how well people can use a school platform, measured. These are the names for those who write journeys."""

from evidence.problem import Problem
from evidence.tables import read
from reports.klm import klm_time_s
from scenarios.platform import Platform
from scenarios.school import School
from scenarios.targets import button, crossing, css, field, heading, image, link, row, text
from scenarios.user import User

__all__ = [
    "Platform",
    "Problem",
    "School",
    "User",
    "button",
    "crossing",
    "css",
    "field",
    "heading",
    "image",
    "klm_time_s",
    "link",
    "read",
    "row",
    "text",
]
