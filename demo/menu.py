"""Which ways lead from every page: the menu of each role in each school form."""

from __future__ import annotations

_MENU: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("entry.start", "menu-start", {"teacher": "PCUA", "pupil": "CUA", "guardian": "PCU"}),
    ("attendance.today_list", "menu-attendance", {"teacher": "PCUA"}),
    ("attendance.mine", "menu-attendance", {"pupil": "CUA"}),
    ("absence.report", "menu-absence", {"guardian": "PCU"}),
    ("client.timetable", "menu-timetable", {"pupil": "CUA", "guardian": "CU"}),
    ("client.messages", "menu-messages", {"teacher": "PCUA", "pupil": "CUA", "guardian": "PCU"}),
    ("letters.archive", "menu-letters", {"teacher": "PC", "pupil": "C", "guardian": "PC"}),
    ("assignments.overview", "menu-assignments", {"teacher": "CUA", "pupil": "CUA"}),
    ("assessments.overview", "menu-assessments", {"guardian": "CU"}),
    ("children.plan", "menu-plan", {"guardian": "PC"}),
    ("care.children", "menu-care", {"guardian": "P"}),
    ("care.week", "menu-care", {"teacher": "P"}),
    ("talks.offered", "menu-talks", {"teacher": "PCU"}),
    ("talks.children", "menu-talks", {"guardian": "PCU"}),
    ("leave.apply", "menu-leave", {"guardian": "CU"}),
    ("leave.applications", "menu-leave", {"teacher": "CU"}),
    ("children.class_list", "menu-class", {"teacher": "PCUA"}),
    ("details.edit", "menu-details", {"teacher": "PCUA", "pupil": "CUA", "guardian": "PCU"}),
)


def menu(role: str, form: str) -> list[tuple[str, str]]:
    """Endpoint and text of each way, in order.

    Args:
        role: teacher, pupil or guardian.
        form: "P", "C", "U" or "A".
    """
    return [(endpoint, key) for endpoint, key, who in _MENU if form in who.get(role, "")]
