"""The catalogue of the synthetic run: the tasks, rules and criteria that its records name."""

from __future__ import annotations

from typing import Any

TASKS: dict[str, tuple[str, str, str]] = {
    "teacher.take-attendance": ("CUA", "Take attendance", "Ta närvaro"),
    "teacher.publish-weekly-letter": ("PC", "Publish the weekly letter", "Publicera veckobrevet"),
    "teacher.create-assignment": ("CUA", "Set an assignment", "Skapa en uppgift"),
    "teacher.assess-submission": ("CUA", "Assess a submission", "Bedöm en inlämning"),
    "teacher.message-guardian": ("PCU", "Write to a guardian", "Skriv till en vårdnadshavare"),
    "teacher.write-documentation": ("PC", "Write in a development plan", "Skriv i utvecklingsplanen"),
    "teacher.open-talk-times": ("PCU", "Offer times for talks", "Lägg ut tider för samtal"),
    "pupil.see-timetable": ("CUA", "Find the next lesson", "Hitta nästa lektion"),
    "pupil.submit-assignment": ("CUA", "Hand in an assignment", "Lämna in en uppgift"),
    "pupil.read-feedback": ("CUA", "Read the feedback", "Läs återkopplingen"),
    "pupil.join-remote-lesson": ("UA", "Join the remote lesson", "Gå med i fjärrlektionen"),
    "pupil.message-teacher": ("CUA", "Ask the teacher", "Fråga läraren"),
    "guardian.report-absence": ("PCU", "Report an absence", "Anmäl frånvaro"),
    "guardian.read-weekly-letter": ("PC", "Read the weekly letter", "Läs veckobrevet"),
    "guardian.see-timetable": ("CU", "See when the school day ends", "Se när skoldagen slutar"),
    "guardian.book-talk": ("PCU", "Book a talk", "Boka ett samtal"),
    "guardian.set-care-hours": ("P", "Enter care hours", "Ange vistelsetider"),
    "guardian.update-contact-details": ("PCU", "Change the telephone number", "Byt telefonnummer"),
    "guardian.read-assessment": ("CU", "Read the assessment", "Läs bedömningen"),
    "guardian.apply-for-leave": ("CU", "Apply for leave", "Ansök om ledighet"),
    "any.log-in": ("PCUA", "Log in", "Logga in"),
    "any.log-out": ("PCUA", "Log out", "Logga ut"),
    "any.recover-from-error": ("PCUA", "Mend a mistake in a form", "Rätta ett fel i ett formulär"),
}

RULES: dict[str, tuple[str, str, str, str, list[str]]] = {
    "label": (
        "A field has no name",
        "Ett fält saknar namn",
        "Tie the visible text to the field with <label for>.",
        "Knyt den synliga texten till fältet med <label for>.",
        ["4.1.2"],
    ),
    "color-contrast": (
        "Text is hard to tell from its background",
        "Texten syns dåligt mot bakgrunden",
        "Make the text darker, or the background lighter.",
        "Gör texten mörkare eller bakgrunden ljusare.",
        ["1.4.3"],
    ),
    "button-name": (
        "A button has no name",
        "En knapp saknar namn",
        "Give the button a text, or an aria-label.",
        "Ge knappen en text eller en aria-label.",
        ["4.1.2"],
    ),
    "image-alt": (
        "A picture has no alternative text",
        "En bild saknar textalternativ",
        "Describe the picture in alt; leave alt empty if it is decoration.",
        "Beskriv bilden i alt; lämna alt tomt om bilden är dekoration.",
        ["1.1.1"],
    ),
    "html-has-lang": (
        "The page does not say its language",
        "Sidan anger inte sitt språk",
        "Write lang on the html element.",
        "Skriv lang på html-elementet.",
        ["3.1.1"],
    ),
    "link-in-text-block": (
        "A link in a text is told by its colour only",
        "En länk i text skiljs bara ut med färg",
        "Underline the link.",
        "Stryk under länken.",
        ["1.4.1"],
    ),
    "region": (
        "Content lies outside every landmark",
        "Innehåll ligger utanför alla landmärken",
        "Put it into main, nav or another landmark.",
        "Lägg det i main, nav eller ett annat landmärke.",
        [],
    ),
}

CRITERIA: dict[str, tuple[str, str, str]] = {
    "1.1.1": ("A", "Non-text Content", "Icke-textuellt innehåll"),
    "1.4.1": ("A", "Use of Color", "Användning av färger"),
    "1.4.3": ("AA", "Contrast (Minimum)", "Kontrast (minimum)"),
    "2.1.2": ("A", "No Keyboard Trap", "Ingen tangentbordsfälla"),
    "3.1.1": ("A", "Language of Page", "Sidans språk"),
    "4.1.2": ("A", "Name, Role, Value", "Namn, roll, värde"),
}


def catalogue() -> dict[str, Any]:
    """In the form of catalogue.json."""
    return {
        "version": "1",
        "tasks": {
            task: {
                "role": task.partition(".")[0],
                "forms": list(forms),
                "title_en": en,
                "title_sv": sv,
                "goal_en": f"{en}.",
                "goal_sv": f"{sv}.",
                "weight": 1.0,
            }
            for task, (forms, en, sv) in TASKS.items()
        },
        "rules": {
            rule: {
                "title_en": en,
                "title_sv": sv,
                "mend_en": mend_en,
                "mend_sv": mend_sv,
                "criteria": criteria,
                "best_practice": not criteria,
            }
            for rule, (en, sv, mend_en, mend_sv, criteria) in RULES.items()
        },
        "criteria": {
            number: {"level": level, "title_en": en, "title_sv": sv, "clauses": {"3.2.1": [f"9.{number}"]}}
            for number, (level, en, sv) in CRITERIA.items()
        },
        "messages": {
            "not-reached-by-tab": {
                "en": "{ $target } was never reached by Tab: focus went round { $stops } stops.",
                "sv": "Tabb nådde aldrig { $target }: fokus gick runt bland { $stops } stopp.",
            },
            "covered": {
                "en": "{ $target } lies wholly under { $by }.",
                "sv": "{ $target } ligger helt under { $by }.",
            },
            "not-seen-by-other": {
                "en": "The page said it was saved, but the { $role } does not see it.",
                "sv": "Sidan sade att det var sparat, men det syns inte för { $role }.",
            },
            "target-not-found": {"en": "No mode finds { $target }.", "sv": "Inget läge hittar { $target }."},
        },
    }
