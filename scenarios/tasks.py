"""The catalogue of tasks: vendor-neutral goals that people have on a school platform. Only equal tasks are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

CATALOGUE_VERSION = "1"
"""Raised when a task's goal or what counts as its success changes."""

PRESCHOOL, COMPULSORY, UPPER_SECONDARY, ADULT = "P", "C", "U", "A"
FORMS = {
    PRESCHOOL: ("Preschool", "Förskola"),
    COMPULSORY: ("Compulsory school", "Grundskola"),
    UPPER_SECONDARY: ("Upper secondary school", "Gymnasieskola"),
    ADULT: ("Adult education", "Vuxenutbildning"),
}
ROLES = ("teacher", "pupil", "guardian")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A goal, as it is told to the person who is to reach it."""

    id: str
    title: str
    title_sv: str
    goal: str
    goal_sv: str
    forms: str
    succeeded: str
    """What can be observed when it is done."""
    weight: float = 1.0
    """How much it counts beside the others of its role, before a plan says otherwise: how often people do it."""
    signed_in: bool = True
    """Whether the person is signed in when the task begins."""
    ends_session: bool = False
    """Whether it ends the session, so that the sign-in serves no other attempt."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Who does it: the part of the id before the dot; `any` is each of them."""
        role = self.id.partition(".")[0]
        return ROLES if role == "any" else (role,)

    def forms_for(self, role: str) -> str:
        """The school forms in which this role does it: small children have no account, adults no guardian."""
        absent = {"pupil": PRESCHOOL, "guardian": ADULT}.get(role, "")
        return "".join(form for form in self.forms if form not in absent)


TASKS: tuple[Task, ...] = (
    Task(
        id="teacher.take-attendance",
        title="Take attendance",
        title_sv="Registrera närvaro",
        goal="Register today's lesson: everyone present but one pupil, who is absent.",
        goal_sv="Registrera dagens lektion: alla är närvarande utom en elev, som är frånvarande.",
        forms="CUA",
        succeeded="The lesson is registered, and the one pupil stands as absent.",
        weight=5,
    ),
    Task(
        id="teacher.publish-weekly-letter",
        title="Publish the weekly letter",
        title_sv="Publicera veckobrevet",
        goal="Publish this week's letter to your class and its guardians.",
        goal_sv="Publicera veckans brev till din klass och vårdnadshavarna.",
        forms="PC",
        succeeded="A guardian in the class can read the letter.",
    ),
    Task(
        id="teacher.create-assignment",
        title="Create an assignment",
        title_sv="Skapa en uppgift",
        goal="Set an assignment with instructions and a due date.",
        goal_sv="Ge klassen en uppgift med instruktioner och sista dag.",
        forms="CUA",
        succeeded="A pupil in the class sees the assignment.",
    ),
    Task(
        id="teacher.assess-submission",
        title="Assess a submission",
        title_sv="Bedöm en inlämning",
        goal="Give feedback and a grade on a pupil's submission.",
        goal_sv="Ge återkoppling och betyg på en elevs inlämning.",
        forms="CUA",
        succeeded="The pupil can read the feedback and the grade.",
    ),
    Task(
        id="teacher.message-guardian",
        title="Write to a guardian",
        title_sv="Skriv till en vårdnadshavare",
        goal="Write to a pupil's guardian.",
        goal_sv="Skriv till en elevs vårdnadshavare.",
        forms="PCU",
        succeeded="The message stands in the guardian's inbox.",
    ),
    Task(
        id="teacher.write-documentation",
        title="Write documentation",
        title_sv="Dokumentera ett barns utveckling",
        goal="Add a note to a child's development plan.",
        goal_sv="Lägg till en anteckning i ett barns utvecklingsplan.",
        forms="PC",
        succeeded="The note stands in the child's plan, and the guardian can read it.",
    ),
    Task(
        id="teacher.open-talk-times",
        title="Offer times for talks",
        title_sv="Erbjud tider för utvecklingssamtal",
        goal="Offer times for development talks.",
        goal_sv="Lägg ut tider för utvecklingssamtal.",
        forms="PCU",
        succeeded="A guardian can choose among the times.",
        weight=0.2,
    ),
    Task(
        id="pupil.see-timetable",
        title="See the timetable",
        title_sv="Se schemat",
        goal="Find out where and when your next lesson is.",
        goal_sv="Ta reda på var och när din nästa lektion är.",
        forms="CUA",
        succeeded="The time and the room of the next lesson are on the screen.",
        weight=5,
    ),
    Task(
        id="pupil.submit-assignment",
        title="Hand in an assignment",
        title_sv="Lämna in en uppgift",
        goal="Hand in an assignment, with a file.",
        goal_sv="Lämna in en uppgift, med en fil.",
        forms="CUA",
        succeeded="The teacher sees the submission.",
    ),
    Task(
        id="pupil.read-feedback",
        title="Read feedback",
        title_sv="Läs återkoppling",
        goal="Read your teacher's feedback and your grade.",
        goal_sv="Läs lärarens återkoppling och ditt betyg.",
        forms="CUA",
        succeeded="The feedback and the grade are on the screen.",
    ),
    Task(
        id="pupil.join-remote-lesson",
        title="Join a remote lesson",
        title_sv="Gå in i en distanslektion",
        goal="Get into today's remote lesson.",
        goal_sv="Ta dig in i dagens distanslektion.",
        forms="UA",
        succeeded="The pupil is in the lesson.",
        weight=2,
    ),
    Task(
        id="pupil.message-teacher",
        title="Ask the teacher",
        title_sv="Fråga läraren",
        goal="Ask your teacher a question.",
        goal_sv="Ställ en fråga till din lärare.",
        forms="CUA",
        succeeded="The question stands in the teacher's inbox.",
    ),
    Task(
        id="guardian.report-absence",
        title="Report an absence",
        title_sv="Anmäl frånvaro",
        goal="Your child is ill: report today's absence.",
        goal_sv="Ditt barn är sjukt: anmäl frånvaro för i dag.",
        forms="PCU",
        succeeded="The child stands as absent today, for the guardian and for the child's teacher.",
        weight=5,
    ),
    Task(
        id="guardian.read-weekly-letter",
        title="Read the weekly letter",
        title_sv="Läs veckobrevet",
        goal="Read this week's letter.",
        goal_sv="Läs veckans brev.",
        forms="PC",
        succeeded="The letter's text is on the screen.",
        weight=2,
    ),
    Task(
        id="guardian.see-timetable",
        title="See the child's timetable",
        title_sv="Se barnets schema",
        goal="Find out when your child's school day ends tomorrow.",
        goal_sv="Ta reda på när ditt barns skoldag slutar i morgon.",
        forms="CU",
        succeeded="The end of tomorrow's last lesson is on the screen.",
        weight=2,
    ),
    Task(
        id="guardian.book-talk",
        title="Book a development talk",
        title_sv="Boka utvecklingssamtal",
        goal="Book a time for the development talk.",
        goal_sv="Boka en tid för utvecklingssamtalet.",
        forms="PCU",
        succeeded="The time stands as booked, for the guardian and for the teacher.",
        weight=0.5,
    ),
    Task(
        id="guardian.set-care-hours",
        title="Enter care hours",
        title_sv="Ange omsorgstider",
        goal="Enter next week's hours at the preschool.",
        goal_sv="Ange nästa veckas tider på förskolan.",
        forms="P",
        succeeded="The preschool sees the hours.",
        weight=2,
    ),
    Task(
        id="guardian.update-contact-details",
        title="Change contact details",
        title_sv="Ändra kontaktuppgifter",
        goal="Change your telephone number.",
        goal_sv="Ändra ditt telefonnummer.",
        forms="PCU",
        succeeded="The teacher sees the new number.",
        weight=0.2,
    ),
    Task(
        id="guardian.read-assessment",
        title="See the child's assessment",
        title_sv="Se barnets bedömning",
        goal="See your child's latest assessment.",
        goal_sv="Se ditt barns senaste bedömning.",
        forms="CU",
        succeeded="The assessment is on the screen.",
    ),
    Task(
        id="guardian.apply-for-leave",
        title="Apply for leave",
        title_sv="Ansök om ledighet",
        goal="Apply for two days' leave for your child.",
        goal_sv="Ansök om två dagars ledighet för ditt barn.",
        forms="CU",
        succeeded="The application stands as sent, for the guardian and for the teacher.",
        weight=0.5,
    ),
    Task(
        id="any.log-in",
        title="Log in",
        title_sv="Logga in",
        goal="Get in.",
        goal_sv="Logga in.",
        forms="PCUA",
        succeeded="The person's own start page is on the screen.",
        weight=5,
        signed_in=False,
    ),
    Task(
        id="any.log-out",
        title="Log out",
        title_sv="Logga ut",
        goal="Get out, so that the next person at this computer cannot read on.",
        goal_sv="Logga ut, så att nästa person vid datorn inte kan läsa vidare.",
        forms="PCUA",
        succeeded="Nothing personal can be reached any more, not by going back either.",
        weight=2,
        ends_session=True,
    ),
    Task(
        id="any.recover-from-error",
        title="Recover from a mistake",
        title_sv="Rätta ett misstag",
        goal="Send a form with a mistake in it, understand what is wrong, mend it, and succeed.",
        goal_sv="Skicka ett formulär med ett fel i, förstå vad som är fel, rätta det och lyckas.",
        forms="PCUA",
        succeeded="The form is accepted after the mistake was mended.",
    ),
)

_BY_ID = {task.id: task for task in TASKS}


def task(task_id: str) -> Task:
    """The task with this id.

    Raises:
        KeyError: There is none.
    """
    return _BY_ID[task_id]


def select(patterns: Sequence[str]) -> tuple[Task, ...]:
    """The tasks that a list of ids or patterns such as "guardian.*" names, in the catalogue's order; all for none."""
    return tuple(t for t in TASKS if not patterns or any(fnmatchcase(t.id, p) for p in patterns))


def catalogue(tasks: Iterable[Task] = TASKS) -> dict[str, dict[str, object]]:
    """The tasks as they stand in a run's catalogue.json."""
    return {
        t.id: {
            "roles": list(t.roles),
            "forms": list(t.forms),
            "title_en": t.title,
            "title_sv": t.title_sv,
            "goal_en": t.goal,
            "goal_sv": t.goal_sv,
            "succeeded": t.succeeded,
            "weight": t.weight,
        }
        for t in tasks
    }
