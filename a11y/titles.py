"""What a page's title says by its words alone: nothing, where a program or a template has left it there. For rules about titles."""

from __future__ import annotations

import re
from enum import StrEnum


class Title(StrEnum):
    """What a title is."""

    LEFT_OVER = "left-over"
    """What word processors, frameworks and templates write there until somebody writes another."""
    ADDRESS = "address"
    FILE_NAME = "file-name"
    ONE_OF_MANY = "one-of-many"
    """What the first page of any place may be called, and what a program writes there as well."""
    ITS_OWN = "its-own"


_FILE = re.compile(
    r"^[^/\\?]*\w\.(html?|xhtml|php\d?|aspx?|jspx?|cfm|docx?|odt|rtf|pdf|pptx?|odp|xlsx?|ods|csv|indd|pub)$", re.I
)
_ADDRESS = re.compile(r"^(https?://|file:/|www\.)\S+$", re.I)
_PLACEHOLDER = re.compile(
    r"^(\{\{.*\}\}|\$\{.*\}|<%.*%>|%\w+%|\[%.*%\]|\[object \w+\]|undefined|null|nan|none|false|true)$", re.I
)
_LEFT_OVER = re.compile(
    r"""
    untitled([- ](document|page|form|presentation|\d+))? | no\ title | document\ title
    | (your|insert|enter)\ (page\ )?title(\ here)? | (page\ )?title(\ goes)?\ here | enter\ the\ title\ of\ your\ html\ document\ here | my\ test\ page(\ title)? | my\ page\ title
    | html[ ](page|document) | microsoft\ word(\ -\ document\d*)?
    | (react|vite|vue|vue\.js|angular|my\ angular|create\ next|next|nuxt|svelte|sveltekit|gatsby|ember|ionic|expo|parcel|webpack|flutter|rails)\ app
    | vite\ \+\ \w+(\ \+\ ts)? | flutter\ demo | starter\ template | bootstrap(\ 101)?\ template
    | namnlös(t|[ ]sida|t[ ]dokument|-\d+)? | (skriv|ange)\ titel(\ här)? | titel\ här | (sida\ |presentation\ )?utan\ titel | ingen\ titel
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What word processors, frameworks and templates write there until somebody writes another, and hardly anybody would."""
_ONE_OF_MANY = re.compile(
    r"""
    home(\ ?page)? | index | start(\ page)? | main(\ page)? | welcome!? | page | (web)?site | default | content | (my\ )?app
    | hem(sida)? | startsidan? | välkommen!? | sida | webbplats(en)? | innehåll | huvudsida
    | new\ (page|document|tab)(\ \d+)? | document(\ ?\d+)? | (page\ )?title | my\ page | web\ ?page | html | powerpoint\ presentation | presentation\d+ | book\d+
    | dokument\d* | ny\ sida | nytt\ dokument | (sidans\ |sid)?titel | min\ sida | webbsida
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What the first page of any place may be called; and what a program writes there as well as a person may: on a page of documents, “Documents”."""


def kind_of(title: str) -> Title:
    """What a title is, by its words.

    >>> kind_of("Vite + React"), kind_of("Timetable – Lillåns skola")
    (<Title.LEFT_OVER: 'left-over'>, <Title.ITS_OWN: 'its-own'>)
    """
    if _PLACEHOLDER.match(title) or _LEFT_OVER.fullmatch(title):
        return Title.LEFT_OVER
    if _ADDRESS.match(title):
        return Title.ADDRESS
    if _FILE.match(title):
        return Title.FILE_NAME
    return Title.ONE_OF_MANY if _ONE_OF_MANY.fullmatch(title) else Title.ITS_OWN
