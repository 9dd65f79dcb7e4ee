"""A platform file and a plan to begin with: every task of the catalogue as a comment that says what is to be written.

Comments, because a function that does nothing would be measured as a task that fails; what is not written is `not-scripted`.
"""

from __future__ import annotations

import json
import re

from scenarios.tasks import FORMS, TASKS, Task

IMPORTS = "from skolprov import Platform, button, css, field, heading, image, link, row, text"
LOG_IN = "log-in"
"""How the signing-in that precedes each task is named, beside the ids of the tasks."""

_HEAD = '''"""How people do their tasks on {title}: one short function per task, in the words that they see on the screen.

What is still a comment is reported as not scripted, and counted neither for nor against the platform. Take the marks away
when you write a task, or let `skolprov record TASK --plan {plan} --into {file}` write it while you do it yourself.
Where the platform has no such function: platform.does_not_offer("TASK", because="…").
`skolprov check {file}` says what is missing, and what is fragile.
"""

{imports}

platform = Platform({name}, title={title_literal})

# {log_in} · How somebody signs in, before each task; not measured.
#
# @platform.log_in
# def log_in(user, account):
#     user.open("/login")
#     user.fill("User name", account.username)
#     user.fill("Password", account.password)
#     user.click(button("Log in"))
#     user.expect(account.name)
'''
_ROLES = {"teacher": "Teachers", "pupil": "Pupils", "guardian": "Guardians", "any": "Everybody"}
_PLAN = """# What is measured, on which builds, with whose accounts. Every key: docs/plan.md. Run it: skolprov run {plan}
title = {title}
platform = {platform}
modes = ["pointer", "keyboard"]
repeats = 2
language = "en"                 # what the browser asks the platform for: en or sv

[[builds]]                      # the first build is the baseline; write another one to compare
name = "now"
url = {url}

# A case: people and things that belong together. Write one at least, for accounts made for tests, and take the marks away.
# Journeys read them: child.name is school.child.name in the platform file. A password stands in an environment variable;
# for accounts that only a person can sign in, leave it out, and run: skolprov sign-in {plan} --account USERNAME
#
# [[school]]
# form = "C"                    # {forms}
# teacher = {{ name = "…", username = "…", password_env = "TEACHER_PASSWORD" }}
# pupil = {{ name = "…", username = "…", password_env = "PUPIL_PASSWORD" }}
# guardian = {{ name = "…", username = "…", password_env = "GUARDIAN_PASSWORD" }}
# child.name = "…"
"""


def platform_file(name: str, title: str) -> str:
    """The text of a platform file in which every task is still to be written.

    Args:
        name: The platform's id, and the file's name without ".py".
        title: The product's name.
    """
    head = _HEAD.format(
        title=_in_docstring(title),
        file=f"{name}.py",
        plan=f"{name}.toml",
        imports=IMPORTS,
        name=json.dumps(name),
        title_literal=json.dumps(title, ensure_ascii=False),
        log_in=LOG_IN,
    )
    parts = [head]
    for role, people in _ROLES.items():
        parts.append(f"\n# --- {people} {'-' * (90 - len(people))}\n")
        parts += [f"\n{stub(task)}" for task in TASKS if task.id.startswith(f"{role}.")]
    return "".join(parts)


def plan_file(name: str, title: str, url: str) -> str:
    """The text of a plan for that platform file and one build."""
    forms = ", ".join(f"{form} {words[0].lower()}" for form, words in FORMS.items())
    return _PLAN.format(
        plan=f"{name}.toml",
        title=json.dumps(title, ensure_ascii=False),
        platform=json.dumps(f"./{name}.py"),
        url=json.dumps(url, ensure_ascii=False),
        forms=forms,
    )


def stub(task: Task) -> str:
    """A task that is to be written, as a comment: its goal, when it is done, and the shape of the function."""
    return (
        f"# {task.id} · {task.title} ({', '.join(task.forms)})\n# {task.goal}\n# Done when: {task.succeeded}\n#\n"
        f'# @platform.does("{task.id}")\n# def {function_name(task.id)}(user, school):\n'
        f'#     user.click(link("…"))\n#     user.expect("…")\n'
    )


def function_name(task: str, part: str = "") -> str:
    """A name for the function of a task, or of a part of it.

    >>> function_name("guardian.report-absence"), function_name("guardian.report-absence", "undo")
    ('guardian_report_absence', 'undo_guardian_report_absence')
    """
    return re.sub(r"\W", "_", f"{part}.{task}" if part else task)


def _in_docstring(title: str) -> str:
    return title.replace("\\", "").replace('"', "'")
