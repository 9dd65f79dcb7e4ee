"""What does log-out leave for the next person at the computer? Back and the old session must not show what was personal."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Error

from scenarios.asking import AFTER_LOG_OUT, Asking, Personal
from scenarios.disclosure import Answer
from scenarios.school import School
from scenarios.stumble import NotSeen, SignInFailed, Stumble

_BACK = 4
"""How many pages the next person at the computer goes back."""


def ask_after_log_out(asking: Asking, personal: Personal) -> int:
    """Log out in a browser that has shown something personal; then go back, and ask again with the old session.

    What the run has recorded already is not asked again; what the server had no answer to is not recorded.

    Args:
        asking: The build.
        personal: What its owner looks at before they log out.
    Returns:
        How many checks were written.
    Raises:
        SignInFailed: The owner could not sign in.
        playwright.sync_api.Error: The browser is gone.
    """
    recorded = sum(1 for check in asking.recorded("residue") if check.role == personal.role)
    journey = asking.platform.journeys.get("any.log-out")
    if journey is None or asking.is_residue_known(personal.role):
        return 0
    school = School(asking.build.cases[personal.case], role=personal.role, mark="")
    try:
        with asking.people.somebody(school.me, fresh=True) as user:
            start = user.page.url
            user.open(personal.url)
            before = user.page.context.storage_state()
            user.open(start)
            # Whether it then sees what it should is the task's measure; here counts what can be read afterwards.
            with suppress(NotSeen):
                journey(user, school)
            shown = [Answer(200, user.page.url, user.page.content())]
            while len(shown) < _BACK and (back := user.page.go_back(wait_until="load")) is not None:
                shown.append(Answer(back.status, user.page.url, user.page.content()))
    except SignInFailed:
        raise
    except (Stumble, Error):
        if not asking.browser.is_connected():
            raise
        return 0  # nobody could log out: whatever shows now is no residue
    replayed = asking.get_as(personal.url, before)

    def disclosed(answer: Answer) -> list[str]:
        return asking.belongings.disclosed(answer, personal.case, set())

    unanswered = next((answer for answer in shown if not answer.tells), shown[-1])
    by_back = next((answer for answer in shown if disclosed(answer)), unanswered)
    written = 0
    for means, answer in list(zip(AFTER_LOG_OUT, (by_back, replayed), strict=True))[recorded:]:
        given_away = disclosed(answer)
        if not given_away and not answer.tells:
            break  # so that what is recorded are always the first means
        asking.write("residue", personal, personal.role, answer, given_away, means=means)
        written += 1
    return written
