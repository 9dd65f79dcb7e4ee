"""Makes the synthetic school from a seed: people, classes, lessons, work, and the cases that a harness takes its people from."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.dates import format_date

from demo import content, passwords
from demo.database import Database
from demo.people import Names

FORMS = ("C", "P", "U", "A")
DEFAULT_TODAY = date(2026, 11, 23)
DEFAULT_FAMILIES = 240
CASES_IN_A_CLASS = 12

Case = dict[str, Any]


@dataclass(slots=True)
class _Rows:
    """Rows to insert, by table, with ids given out beforehand."""

    of: dict[str, list[tuple[object, ...]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, *values: object) -> int:
        """A row whose first column is its id."""
        number = len(self.of[table]) + 1
        self.of[table].append((number, *values))
        return number

    def insert(self, database: Database) -> None:
        with database.together():
            for table, rows in self.of.items():
                marks = ", ".join("?" * len(rows[0]))
                database.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our names


@dataclass(frozen=True, slots=True)
class _Person:
    id: int
    name: str
    case: dict[str, str]


@dataclass(slots=True)
class _Class:
    id: int
    name: str
    form: str
    teacher: _Person
    assignments: tuple[int, ...] = ()
    letter: dict[str, str] = field(default_factory=dict)
    lessons: list[tuple[int, str, str, str, str]] = field(default_factory=list)


def next_school_day(day: date, days: int = 1) -> date:
    """The weekday that is so many weekdays after a day."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def spoken_day(day: date) -> str:
    """A day as the English pages write it, such as "Tuesday 1 December"."""
    return str(format_date(day, "EEEE d MMMM", locale="en_GB"))


def fill(database: Database, *, families: int, seed: int, today: date) -> list[Case]:
    """Make the school's tables and everything in them.

    Args:
        database: An empty one.
        families: How many cases to make, spread evenly over the four school forms. A family of preschool, compulsory
            and upper secondary school has two children and a guardian; in adult education it is one student.
        seed: The same seed gives the same school.
        today: The school's today; a weekday.
    Returns:
        One case per family: people and things that belong together.
    """
    database.connection.executescript((Path(__file__).parent / "schema.sql").read_text("utf-8"))
    school = _School(random.Random(seed), seed, today)  # noqa: S311 - no secret, a synthetic school
    cases = [school.family(FORMS[number % len(FORMS)], number // len(FORMS)) for number in range(families)]
    school.rows.insert(database)
    return cases


class _School:
    def __init__(self, chance: random.Random, seed: int, today: date) -> None:
        self.rows = _Rows()
        self.chance = chance
        self.seed = seed
        self.today = today
        self.names = Names(chance)
        self.classes: dict[tuple[str, int], _Class] = {}

    def family(self, form: str, number: int) -> Case:
        """One case: a pupil with all that the tasks need; with a guardian and a sibling but in adult education."""
        place = number % CASES_IN_A_CLASS
        group = self.class_of(form, number // CASES_IN_A_CLASS)
        surname = self.names.family()
        case: Case = {
            "form": form,
            "today": self.today.isoformat(),
            "teacher": group.teacher.case,
            "class": {"name": group.name},
        }
        child, pupil, work = self.pupil(group, surname, place)
        case |= work
        if pupil:
            case["pupil"] = pupil.case
        if form != "A":
            guardian = self.account("guardian", form, self.names.full(surname))
            # The sibling goes to the next class but one, so that no class fills up before its own cases have come.
            sibling_class = self.class_of(form, number // CASES_IN_A_CLASS + (1 if place % 2 else 2))
            sibling = self.pupil(sibling_class, surname, place)[0]
            for each in (child, sibling):
                self.rows.of["guardianship"].append((guardian.id, each.id))
            self.greet(group.teacher, guardian)
            case |= {"guardian": guardian.case, "child": {"name": child.name}, **self.guardian_things(form, place)}
        return case

    def class_of(self, form: str, number: int) -> _Class:
        """A form's class; made with its teacher, lessons, letters and assignments when it is first asked for."""
        if (form, number) not in self.classes:
            teacher = self.account("teacher", form, self.names.full(self.names.family()))
            name = content.class_name(form, number)
            group = _Class(self.rows.add("class", name, form, teacher.id), name, form, teacher)
            self.classes[form, number] = group
            self.lessons(group)
            self.letters(group, number)
            self.assignments(group, number)
            self.talks(group)
        return self.classes[form, number]

    def account(self, role: str, form: str, name: str) -> _Person:
        username = self.names.username(name)
        telephone, new_telephone = self.names.telephone(), self.names.telephone()
        while new_telephone == telephone:
            new_telephone = self.names.telephone()
        reach = {
            "telephone": telephone,
            "email": f"{username}@skola.example",
            "street": self.names.street(),
            "town": "123 45 Ekköping",
        }
        number = self.rows.add("account", role, form, name, username, None, *reach.values())
        password = passwords.issued(self.seed, username)
        case = {"name": name, "username": username, "password": password, **reach, "new_telephone": new_telephone}
        return _Person(number, name, case)

    def pupil(self, group: _Class, surname: str, place: int) -> tuple[_Person, _Person | None, Case]:
        """A pupil in a class: the person, the account (none in preschool), and the things of the case."""
        name = self.names.full(surname)
        account = None if group.form == "P" else self.account("pupil", group.form, name)
        number = self.rows.add("pupil", name, group.id, account.id if account else None)
        if account:
            self.rows.add("message", group.teacher.id, account.id, *content.MESSAGES[0], self.day(-20), 0)
            self.rows.add("message", account.id, group.teacher.id, *content.QUESTION, self.day(-3), 0)
        return _Person(number, name, {}), account, self.things(group, number, name, place)

    def things(self, group: _Class, pupil_id: int, name: str, place: int) -> Case:
        """What belongs to a pupil: the next lesson, the work to hand in, to assess and assessed, documentation, talk."""
        day = next_school_day(self.today, 10 + place)
        things: Case = {"offer": {"date": day.isoformat(), "day": spoken_day(day), "starts": "17:00", "ends": "18:00"}}
        if group.form in "PC":
            things["letter"] = group.letter
            self.rows.add("note", pupil_id, self.day(-14), content.NOTES[place % len(content.NOTES)])
        if group.form != "P":
            things |= self.work(group, pupil_id, name)
            first = next(lesson for lesson in group.lessons if lesson[0] == self.today.weekday())
            things["lesson"] = {"title": first[3], "time": first[1], "room": first[4]}
            tomorrow = next_school_day(self.today)
            ends = max(lesson[2] for lesson in group.lessons if lesson[0] == tomorrow.weekday())
            things["tomorrow"] = {"date": tomorrow.isoformat(), "day": spoken_day(tomorrow), "ends": ends}
        if group.form != "A":
            day = next_school_day(self.today, 5 + place % 5)
            time = ("15:00", "15:20", "15:40")[place // 5 % 3]
            things["talk"] = {
                "date": day.isoformat(),
                "day": spoken_day(day),
                "time": time,
                "when": f"{spoken_day(day)}, {time}",
            }
        return things

    def work(self, group: _Class, pupil_id: int, name: str) -> Case:
        to_hand_in, to_assess, assessed = group.assignments[:3]
        titles = [str(self.rows.of["assignment"][number - 1][2]) for number in (to_hand_in, to_assess, assessed)]
        grade = self.chance.choice(content.GRADES)
        feedback = self.chance.choice(content.FEEDBACK)
        file = f"{name}\nMitt svar, uppgift 1 till 12.\n".encode()
        self.rows.add("submission", to_assess, pupil_id, self.day(-2), "", "svar.txt", file, None, None)
        self.rows.add("submission", assessed, pupil_id, self.day(-9), "", "svar.txt", file, grade, feedback)
        return {
            "assignment": {"title": titles[0]},
            "submission": {"title": titles[1]},
            "assessment": {"title": titles[2], "grade": grade, "feedback": feedback},
        }

    def guardian_things(self, form: str, place: int) -> Case:
        first = next_school_day(self.today, 7 + place % 3)
        things: Case = {"leave": {"first": first.isoformat(), "last": next_school_day(first).isoformat()}}
        if form == "P":
            things["hours"] = {"arrives": f"07:{place % 4 * 15:02}", "leaves": f"16:{place % 6 * 5:02}"}
        return things

    def lessons(self, group: _Class) -> None:
        if group.form == "P":
            for weekday in range(5):
                self.rows.add("lesson", group.id, weekday, "06:30", "17:30", "Dagen", "Lilla salen", 0)
            return
        for weekday in range(5):
            subjects = self.chance.sample(content.SUBJECTS[group.form], 5)
            for place, (starts, ends) in enumerate(content.TIMES[: 4 + (weekday + group.id) % 2]):
                room = f"{self.chance.choice('ABC')}{self.chance.randint(11, 49)}"
                remote = group.form in "UA" and place == 0
                lesson = (weekday, starts, ends, subjects[place], room)
                group.lessons.append(lesson)
                self.rows.add("lesson", group.id, *lesson, int(remote))

    def letters(self, group: _Class, number: int) -> None:
        if group.form not in "PC":
            return
        for weeks in range(11, -1, -1):
            day = self.today - timedelta(weeks=weeks)
            plan = content.LETTERS[(number + weeks) % len(content.LETTERS)].format(name=group.name)
            subject = f"Veckobrev {group.name}, vecka {day.isocalendar().week}"
            text = content.LETTER_BODY.format(plan=plan, teacher=group.teacher.name)
            self.rows.add("letter", group.id, subject, text, day.isoformat())
            group.letter = {"title": subject, "says": plan}

    def assignments(self, group: _Class, number: int) -> None:
        if group.form == "P":
            return
        kinds = content.ASSIGNMENTS[group.form]
        made = []
        for place, due in enumerate((7, -1, -8, -21, -35)):
            title, instructions = kinds[(number + place) % len(kinds)]
            made.append(self.rows.add("assignment", group.id, f"{title}, {group.name}", instructions, self.day(due)))
        group.assignments = tuple(made)

    def talks(self, group: _Class) -> None:
        if group.form == "A":
            return
        for days in range(5, 10):
            day = next_school_day(self.today, days).isoformat()
            times = ("15:00", "15:20", "15:40", "16:00", "16:20", "16:40")
            for starts, ends in pairwise(times):
                self.rows.add("talk", group.id, day, starts, ends, None)

    def greet(self, teacher: _Person, guardian: _Person) -> None:
        for place, (subject, text) in enumerate(content.MESSAGES):
            self.rows.add("message", teacher.id, guardian.id, subject, text, self.day(place * 5 - 20), int(place == 2))
        self.rows.add("message", guardian.id, teacher.id, *content.THANKS, self.day(-4), 0)

    def day(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()
