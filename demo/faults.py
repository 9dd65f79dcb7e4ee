"""What can be wrong with the demo school, by name: each fault stands in one place, and says which measure must notice it.

Longer than other files: it is a list, and every fault is one entry of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """Which kind of evidence shows a fault."""

    EFFORT = "effort"
    ACCESSIBILITY = "accessibility"
    LOAD = "load"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that can be wrong with a build. Nothing else changes when it is switched on."""

    name: str
    """What stands after --fault: a noun for what is wrong."""
    family: Family
    """Which kind of evidence shows it."""
    tasks: tuple[str, ...]
    """Ids of the tasks that it stands in the way of; a role's pattern such as "guardian.*" where it meets all of them."""
    modes: tuple[str, ...]
    """Interaction modes in which it shows."""
    noticed_by: str
    """The measure that must notice it, such as "task-success" or "axe:image-alt"."""
    en: str
    """What is wrong, in English."""
    sv: str
    """What is wrong, in Swedish."""


_EVERY_MODE = ("pointer", "keyboard", "touch", "zoom", "screen-reader")
_EVERY_TASK = ("teacher.*", "pupil.*", "guardian.*", "any.*")

_FAULTS = (
    # --- effort and success ---------------------------------------------------------------------------------------
    Fault(
        name="absence-report-takes-a-detour",
        family=Family.EFFORT,
        tasks=("guardian.report-absence",),
        modes=_EVERY_MODE,
        noticed_by="actions",
        en="Before the absence form stands a page of rules, and after it a page that asks for everything again.",
        sv="Före frånvaroformuläret kommer en sida med regler, och efter det en sida som vill ha allt bekräftat.",
    ),
    Fault(
        name="all-present-on-a-page-of-its-own",
        family=Family.EFFORT,
        tasks=("teacher.take-attendance",),
        modes=_EVERY_MODE,
        noticed_by="pages",
        en='The button "All present" has moved from the register to another page.',
        sv="Knappen ”Alla närvarande” har flyttat från närvarolistan till en annan sida.",
    ),
    Fault(
        name="hand-in-fails",
        family=Family.EFFORT,
        tasks=("pupil.submit-assignment",),
        modes=_EVERY_MODE,
        noticed_by="task-success",
        en="Handing in an assignment ends in a server error.",
        sv="Att lämna in en uppgift slutar med ett serverfel.",
    ),
    Fault(
        name="care-hours-not-saved",
        family=Family.EFFORT,
        tasks=("guardian.set-care-hours",),
        modes=_EVERY_MODE,
        noticed_by="task-success",
        en="The page says that the hours are saved, but they are not: the preschool never sees them.",
        sv="Sidan säger att tiderna är sparade, men det är de inte: förskolan får aldrig se dem.",
    ),
    Fault(
        name="book-talk-button-under-footer",
        family=Family.EFFORT,
        tasks=("guardian.book-talk",),
        modes=("pointer", "touch", "zoom"),
        noticed_by="task-success",
        en="The button that books a talk lies wholly under the footer: no pointer and no finger can press it, the keyboard can.",
        sv="Knappen som bokar samtalet ligger helt under sidfoten: varken pekare eller finger kommer åt den, men tangentbordet gör det.",
    ),
    Fault(
        name="mistake-empties-the-form",
        family=Family.EFFORT,
        tasks=("any.recover-from-error",),
        modes=_EVERY_MODE,
        noticed_by="keystrokes",
        en="A mistake in the contact details empties the whole form, and all must be typed again.",
        sv="Ett fel i kontaktuppgifterna tömmer hela formuläret, och allt måste skrivas om.",
    ),
    # --- accessibility --------------------------------------------------------------------------------------------
    Fault(
        name="keyboard-trap-in-date-picker",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.report-absence",),
        modes=("keyboard",),
        noticed_by="barrier",
        en="Tab never leaves the date field of the absence form.",
        sv="Tabbtangenten kommer aldrig vidare från datumfältet i frånvaroanmälan.",
    ),
    Fault(
        name="mouse-only-hand-in",
        family=Family.ACCESSIBILITY,
        tasks=("pupil.submit-assignment",),
        modes=("keyboard", "screen-reader"),
        noticed_by="barrier",
        en='"Hand in" looks like a button but only answers to a click.',
        sv="”Lämna in” ser ut som en knapp men går bara att klicka på.",
    ),
    Fault(
        name="send-feedback-outside-tab-order",
        family=Family.ACCESSIBILITY,
        tasks=("teacher.assess-submission",),
        modes=("keyboard",),
        noticed_by="barrier",
        en="The button that sends the feedback is left out when one goes through the page with Tab.",
        sv="Knappen som skickar återkopplingen hoppas över när man går genom sidan med tabbtangenten.",
    ),
    Fault(
        name="low-contrast-text",
        family=Family.ACCESSIBILITY,
        tasks=_EVERY_TASK,
        modes=_EVERY_MODE,
        noticed_by="axe:color-contrast",
        en="Hints and dates are written in a grey too pale to read.",
        sv="Hjälptexter och datum är skrivna i en grå färg som är för blek för att läsa.",
    ),
    Fault(
        name="field-without-label",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.report-absence",),
        modes=_EVERY_MODE,
        noticed_by="axe:label",
        en="The comment field of the absence form has its text beside it, but no label.",
        sv="Kommentarsfältet i frånvaroanmälan har en text bredvid sig, men ingen etikett.",
    ),
    Fault(
        name="image-without-alternative",
        family=Family.ACCESSIBILITY,
        tasks=_EVERY_TASK,
        modes=_EVERY_MODE,
        noticed_by="axe:image-alt",
        en="The school's picture at the top of each page has no text alternative.",
        sv="Skolans bild överst på varje sida saknar textalternativ.",
    ),
    Fault(
        name="page-without-language",
        family=Family.ACCESSIBILITY,
        tasks=_EVERY_TASK,
        modes=_EVERY_MODE,
        noticed_by="axe:html-has-lang",
        en="The pages do not say which language they are in.",
        sv="Sidorna anger inte vilket språk de är på.",
    ),
    Fault(
        name="calendar-button-without-name",
        family=Family.ACCESSIBILITY,
        tasks=(
            "guardian.report-absence",
            "guardian.apply-for-leave",
            "teacher.create-assignment",
            "teacher.open-talk-times",
        ),
        modes=_EVERY_MODE,
        noticed_by="axe:button-name",
        en="The button that opens the calendar has only a picture, and no name.",
        sv="Knappen som öppnar kalendern har bara en bild och inget namn.",
    ),
    # --- between pages --------------------------------------------------------------------------------------------
    Fault(
        name="menu-in-another-order",
        family=Family.ACCESSIBILITY,
        tasks=("pupil.see-timetable", "guardian.see-timetable", "pupil.join-remote-lesson"),
        modes=("pointer",),
        noticed_by="check:navigation-in-another-order",
        en="On the timetable's page the menu stands upside down.",
        sv="På schemats sida står menyn upp och ner.",
    ),
    Fault(
        name="routes-keep-one-title",
        family=Family.ACCESSIBILITY,
        tasks=("pupil.message-teacher", "teacher.message-guardian"),
        modes=("pointer",),
        noticed_by="check:one-title-for-several-pages",
        en="The pages that the browser renders itself keep the title of the first one: writing a message is called “Messages”, too.",
        sv="Sidorna som webbläsaren ritar själv behåller den förstas titel: att skriva ett meddelande heter också ”Meddelanden”.",
    ),
    # --- heard, not seen ------------------------------------------------------------------------------------------
    Fault(
        name="absence-form-hidden-from-screen-readers",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.report-absence",),
        modes=("screen-reader",),
        noticed_by="barrier",
        en="The absence form is on the screen, but hidden from screen readers.",
        sv="Frånvaroformuläret syns på skärmen men är dolt för skärmläsare.",
    ),
    Fault(
        name="save-button-named-otherwise",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.update-contact-details",),
        modes=("screen-reader",),
        noticed_by="barrier",
        en='The button that says "Save" on the screen is called "submit_form_2" to those who hear the page.',
        sv="Knappen som det står ”Spara” på heter ”submit_form_2” för den som lyssnar på sidan.",
    ),
    Fault(
        name="book-talk-button-without-name",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.book-talk",),
        modes=("screen-reader",),
        noticed_by="barrier",
        en="The text on the button that books a talk is hidden from screen readers: they hear a button, and no more.",
        sv="Texten på knappen som bokar samtalet är dold för skärmläsare: de hör en knapp, men inte vilken.",
    ),
    Fault(
        name="hand-in-without-role",
        family=Family.ACCESSIBILITY,
        tasks=("pupil.submit-assignment",),
        modes=("screen-reader",),
        noticed_by="barrier",
        en='"Hand in" can be clicked on and reached by keyboard, but does not tell screen readers that it can be pressed.',
        sv="”Lämna in” går att klicka på och att nå med tangentbord, men säger inte till skärmläsare att det är en knapp.",
    ),
    Fault(
        name="note-label-only-visual",
        family=Family.ACCESSIBILITY,
        tasks=("teacher.write-documentation",),
        modes=("screen-reader",),
        noticed_by="barrier",
        en="The field for a new note has its text above it, but no label.",
        sv="Fältet för en ny anteckning har en text ovanför sig, men ingen etikett.",
    ),
    Fault(
        name="hidden-dialog-claims-the-page",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.read-weekly-letter",),
        modes=("screen-reader",),
        noticed_by="barrier",
        en="A forgotten dialog that nobody sees tells screen readers that there is nothing else on the page of letters.",
        sv="En kvarglömd dialogruta som ingen ser säger till skärmläsare att det inte finns något annat på sidan med brev.",
    ),
    Fault(
        name="next-lesson-hidden-from-screen-readers",
        family=Family.ACCESSIBILITY,
        tasks=("pupil.see-timetable",),
        modes=("screen-reader",),
        noticed_by="barrier",
        en="Where and when the next lesson is stands on the screen, but is hidden from screen readers.",
        sv="När och var nästa lektion är står på skärmen men är dolt för skärmläsare.",
    ),
    Fault(
        name="status-message-not-announced",
        family=Family.ACCESSIBILITY,
        tasks=_EVERY_TASK,
        modes=("screen-reader",),
        noticed_by="announced",
        en="That something is saved or sent stands on the page, but is not announced: who hears the page has to search for it.",
        sv="Att något är sparat eller skickat står på sidan men läses inte upp: den som lyssnar får leta efter det.",
    ),
    # --- what only some modes meet ------------------------------------------------------------------------------------
    Fault(
        name="book-talk-button-under-phone-bar",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.book-talk",),
        modes=("touch",),
        noticed_by="barrier",
        en="On a telephone, the footer stays at the foot of the screen and lies over the button that books the talk.",
        sv="På en telefon ligger sidfoten kvar längst ned på skärmen, ovanpå knappen som bokar samtalet.",
    ),
    Fault(
        name="send-leave-shown-on-hover",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.apply-for-leave",),
        modes=("touch",),
        noticed_by="barrier",
        en="The button that sends the leave application shows only while a mouse hovers over it or it has focus.",
        sv="Knappen som skickar ledighetsansökan syns bara när muspekaren hålls över den eller när den har fokus.",
    ),
    Fault(
        name="details-deaf-to-swipes",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.update-contact-details",),
        modes=("touch",),
        noticed_by="barrier",
        en="The contact details scroll within a part of the page that a finger cannot move.",
        sv="Kontaktuppgifterna rullar i en del av sidan som inte går att flytta med fingret.",
    ),
    Fault(
        name="care-hours-swallow-taps",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.set-care-hours",),
        modes=("touch",),
        noticed_by="barrier",
        en="The form of care hours swallows every touch: neither taps nor swipes do anything.",
        sv="Formuläret för omsorgstider fångar upp varje beröring: det händer inget när man trycker eller drar.",
    ),
    Fault(
        name="leave-form-of-fixed-width",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.apply-for-leave",),
        modes=("zoom",),
        noticed_by="barrier",
        en="The leave form has a fixed width, so that an enlarged page has to be scrolled in two directions.",
        sv="Ledighetsformuläret har fast bredd, så att en förstorad sida måste rullas i två riktningar.",
    ),
    Fault(
        name="new-assignment-cut-off",
        family=Family.ACCESSIBILITY,
        tasks=("teacher.create-assignment",),
        modes=("zoom",),
        noticed_by="barrier",
        en="In a low window, the form of a new assignment is cut off and does not scroll.",
        sv="I ett lågt fönster skärs formuläret för en ny uppgift av och går inte att rulla.",
    ),
    Fault(
        name="details-between-two-bars",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.update-contact-details",),
        modes=("zoom",),
        noticed_by="barrier",
        en="Header and footer stay in place and leave no room between them on an enlarged page.",
        sv="Sidhuvud och sidfot ligger kvar och lämnar ingen plats mellan sig på en förstorad sida.",
    ),
    Fault(
        name="book-talk-question-does-not-scroll",
        family=Family.ACCESSIBILITY,
        tasks=("guardian.book-talk",),
        modes=("zoom",),
        noticed_by="barrier",
        en="The question before a talk is booked is higher than an enlarged page's window, and does not scroll.",
        sv="Frågan innan samtalet bokas är högre än fönstret när sidan är förstorad, och går inte att rulla.",
    ),
    # --- load and speed -------------------------------------------------------------------------------------------
    Fault(
        name="slow-attendance",
        family=Family.LOAD,
        tasks=("teacher.take-attendance",),
        modes=_EVERY_MODE,
        noticed_by="wait",
        en="The register asks for each pupil apart: a second or more for a class.",
        sv="Närvarolistan hämtar en elev i taget: en sekund eller mer för en klass.",
    ),
    Fault(
        name="slow-absence-report",
        family=Family.LOAD,
        tasks=("guardian.report-absence",),
        modes=_EVERY_MODE,
        noticed_by="wait",
        en="Sending an absence report takes a second and a half.",
        sv="Att skicka en frånvaroanmälan tar en och en halv sekund.",
    ),
    Fault(
        name="timetable-waterfall",
        family=Family.LOAD,
        tasks=("pupil.see-timetable", "pupil.join-remote-lesson", "guardian.see-timetable"),
        modes=_EVERY_MODE,
        noticed_by="wait",
        en="The timetable is fetched one day after the other, 200 milliseconds each.",
        sv="Schemat hämtas en dag i taget, 200 millisekunder per dag.",
    ),
    Fault(
        name="lock-during-log-in",
        family=Family.LOAD,
        tasks=("any.log-in",),
        modes=_EVERY_MODE,
        noticed_by="load",
        en="Only one person at a time can log in, 150 milliseconds each: a queue forms when many come at once.",
        sv="Bara en person i taget kan logga in, 150 millisekunder var: det blir kö när många kommer samtidigt.",
    ),
    Fault(
        name="errors-when-crowded",
        family=Family.LOAD,
        tasks=_EVERY_TASK,
        modes=_EVERY_MODE,
        noticed_by="load",
        en="Above 20 pages a second the server answers 503 instead.",
        sv="Över 20 sidor i sekunden svarar servern med 503 i stället.",
    ),
    Fault(
        name="query-for-each-pupil",
        family=Family.LOAD,
        tasks=("teacher.take-attendance",),
        modes=_EVERY_MODE,
        noticed_by="load",
        en="For each pupil, and again for each guardian, the register searches through all messages of the school: honest work, which grows with the class.",
        sv="För varje elev, och en gång till för varje vårdnadshavare, söker närvarolistan igenom skolans alla meddelanden: verkligt arbete som växer med klassen.",
    ),
    Fault(
        name="hash-under-a-lock",
        family=Family.LOAD,
        tasks=("any.log-in",),
        modes=_EVERY_MODE,
        noticed_by="load",
        en="Passwords are checked by a thorough hash, as they should be, but one at a time for the whole school.",
        sv="Lösenord kontrolleras med en grundlig hash, som sig bör, men bara ett i taget för hela skolan.",
    ),
    # --- privacy --------------------------------------------------------------------------------------------------
    Fault(
        name="assessment-of-any-child",
        family=Family.PRIVACY,
        tasks=("guardian.read-assessment",),
        modes=_EVERY_MODE,
        noticed_by="privacy",
        en="Any guardian can read any child's assessment by its number in the address.",
        sv="Vilken vårdnadshavare som helst kan läsa vilket barns bedömning som helst via numret i adressen.",
    ),
    Fault(
        name="messages-of-anyone",
        family=Family.PRIVACY,
        tasks=("pupil.message-teacher", "teacher.message-guardian"),
        modes=_EVERY_MODE,
        noticed_by="privacy",
        en="Any account can read any message by its number in the address.",
        sv="Vilket konto som helst kan läsa vilket meddelande som helst via numret i adressen.",
    ),
    Fault(
        name="hand-in-file-without-log-in",
        family=Family.PRIVACY,
        tasks=("pupil.submit-assignment", "teacher.assess-submission"),
        modes=_EVERY_MODE,
        noticed_by="privacy",
        en="The files that pupils hand in can be fetched without logging in.",
        sv="Filerna som eleverna lämnar in går att hämta utan inloggning.",
    ),
    Fault(
        name="session-survives-log-out",
        family=Family.PRIVACY,
        tasks=("any.log-out",),
        modes=_EVERY_MODE,
        noticed_by="privacy",
        en="Logging out shows the log-in page but does not end the session.",
        sv="Utloggningen visar inloggningssidan men avslutar inte sessionen.",
    ),
    Fault(
        name="pages-kept-after-log-out",
        family=Family.PRIVACY,
        tasks=("any.log-out",),
        modes=_EVERY_MODE,
        noticed_by="privacy",
        en="The browser keeps personal pages, so that Back shows them after logging out.",
        sv="Webbläsaren sparar personliga sidor, så att bakåtknappen visar dem efter utloggningen.",
    ),
)

FAULTS: dict[str, Fault] = {fault.name: fault for fault in _FAULTS}
"""All faults by name."""
