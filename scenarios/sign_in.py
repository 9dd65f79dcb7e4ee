"""Signing people in: once per account and process, so that each attempt begins signed in without measuring it again.

An account that a person has signed in by hand (`skolprov sign-in`) comes back with the session that was kept, and by no script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error

from evidence.problem import Problem
from evidence.records import UNREACHABLE
from evidence.redaction import Redactor
from scenarios import kept_session
from scenarios.browser import user_agent
from scenarios.by_hand import is_signed_in
from scenarios.gate import Gate
from scenarios.kept_session import KeptSession
from scenarios.modes import Mode, mode
from scenarios.outcome import broken_sign_in, unreachable_in
from scenarios.platform import Platform
from scenarios.scene import path_of, scene_of
from scenarios.school import Account
from scenarios.stumble import NotSeen, SignInBroken, SignInFailed, Stumble
from scenarios.surroundings import PLAIN, Surroundings
from scenarios.trouble import Trouble
from scenarios.user import User, nothing_left_open

_SHORTEST_NAME = 3
"""Letters of a name that is no part of other words on a page."""
_WINDOWS = 4
"""Windows that stay open at once: each costs memory, and few people take turns."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a signed-in browser holds, and the page that signing in ended on."""

    state: Any
    start: str
    whose: str = ""
    """What the start page holds of the person: their name or user name; empty if neither. A lost session shows it no more."""


@dataclass
class People:
    """Opens browsers for people, signed in or not.

    Args:
        browser: The browser that all share; each person gets a context of their own.
        platform: How one signs in.
        base_url: Address of the build.
        language: What the browser asks for, such as "en".
        limit_s: Seconds after which something that has not appeared is taken as not there.
        redactor: Is told the cookies that signing in gave.
    """

    browser: Browser
    platform: Platform
    base_url: str
    language: str
    limit_s: float
    redactor: Redactor
    log_in_pages: set[str] = field(default_factory=set)
    """Paths of the pages that people passed to sign in: whoever is asked who they are on one of them has lost the session."""
    _signed_in: dict[str, SignedIn] = field(default_factory=dict)
    _windows: dict[str, User] = field(default_factory=dict)
    """Windows that stay open, by user name, the one used last at the end."""
    _came_back: set[str] = field(default_factory=set)
    """Start pages to which a kept session has led once more."""
    _missed: Counter[str] = field(default_factory=Counter)
    """How often a name that stood there after signing in did not when the session was used first, by user name."""
    _by_hand: dict[str, KeptSession | None] = field(default_factory=dict)

    @contextmanager
    def somebody(
        self,
        account: Account | None,
        *,
        mode_id: str = "pointer",
        fresh: bool = False,
        har: Path | None = None,
        har_of_sign_in: bool = True,
        surroundings: Surroundings = PLAIN,
        gate: Gate | None = None,
    ) -> Iterator[User]:
        """A person in front of a page of their own.

        Args:
            account: Who is signed in; nobody for None.
            mode_id: How they operate the page.
            fresh: Sign in anew, and let the session serve nobody else.
            har: Where to keep the traffic.
            har_of_sign_in: Whether that of a sign-in has to be in it, so that it can be replayed by others.
            surroundings: Conditions that hold once the person is signed in.
            gate: Stands between the person's windows and the build.
        Raises:
            SignInFailed: The build did not let the account in, or only a person can sign it in; or its session lives in the window in
                which somebody signed in, and this screen is another.
        """
        acting = mode(mode_id)
        kept = self._kept(account, fresh=fresh) if account else None
        known = None
        if account and not kept and not (har and har_of_sign_in):
            known = self._session_for(account, acting, surroundings, fresh=fresh)
        held = kept or known
        context = self._context(acting, held.state if held else None, har, surroundings, gate)
        try:
            user = User(context.new_page(), acting, self.base_url, self.limit_s)
            if account is None:
                user.open("/")
            elif kept is not None:
                self._come_back(user, kept)
            elif not (known and self._returned(user, known)):
                if known and not _is_ordinary(acting, surroundings):
                    # The session has ended, and this screen may hide the way in: another, from an ordinary screen.
                    _close(context)
                    known = self.session_of(account, tried=True)
                    context = self._context(acting, known.state, None, surroundings, gate)
                    user = User(context.new_page(), acting, self.base_url, self.limit_s)
                    if not self._returned(user, known) and self._asks_who(user):
                        raise SignInFailed("session-in-window", username=account.username)
                else:
                    self._sign_in(user, account, keep=not fresh)
            surroundings.surround(user.page)
            user._hand.rest(acting.device)
            yield user
        finally:
            _close(context)

    @contextmanager
    def bystander(self, account: Account) -> Iterator[User]:
        """Somebody whose doings are not measured, with a mouse, at a window that stays open for the next time.

        Almost every attempt has somebody who prepares, looks or undoes; a new window for each took a quarter of a run.
        A window in which something went wrong is closed.

        Raises:
            SignInFailed: The build did not let the account in.
        """
        user = self._window_of(account)
        try:
            yield user
            nothing_left_open(user)
        except BaseException:
            _close(user.page.context)
            raise
        if len(user.page.context.pages) > 1:  # who has several windows open begins anew
            _close(user.page.context)
            return
        user.trouble.leave(user.page)
        self._windows[account.username] = user
        if len(self._windows) > _WINDOWS:
            _close(self._windows.pop(next(iter(self._windows))).page.context)

    def part(self) -> None:
        """Close the windows that stay open for the next time."""
        for user in self._windows.values():
            _close(user.page.context)
        self._windows.clear()

    def _session_for(
        self, account: Account, acting: Mode, surroundings: Surroundings, *, fresh: bool
    ) -> SignedIn | None:
        """A session to begin with; None where the person signs in at the same window, on an ordinary desktop screen.

        A telephone, an enlarged page or a condition may hide the way in: that is what `any.log-in` measures, not what keeps
        all other tasks from being measured.
        """
        ordinary = _is_ordinary(acting, surroundings)
        if not fresh:
            return self._signed_in.get(account.username) if ordinary else self.session_of(account)
        if ordinary:
            return None
        context = self._context(mode("pointer"), None, None)
        try:
            user = User(context.new_page(), mode("pointer"), self.base_url, self.limit_s)
            self._sign_in(user, account, keep=False)
            return SignedIn(context.storage_state(indexed_db=True), user.page.url)
        finally:
            _close(context)

    def session_of(self, account: Account, *, tried: bool = False) -> SignedIn:
        """What the account's signed-in browser holds.

        Args:
            account: Whose session.
            tried: Whether to see that the session still lasts: one that has ended answers as nobody's does.
        Raises:
            SignInFailed: The build did not let the account in.
        """
        if tried or account.username not in self._signed_in:
            with self.somebody(account):
                pass
        return self._signed_in[account.username]

    def _window_of(self, account: Account) -> User:
        """The account's window, at its start page: the one that stayed open, or a new one."""
        known = self._signed_in.get(account.username)
        user = self._windows.pop(account.username, None)
        if user is not None:
            user.limit_s, user.trouble, user.own_parts = self.limit_s, Trouble(), []
            user.trouble.listen(user.page)
            with suppress(Error):  # its page may be gone, or keep whoever wants to leave it
                if known and self._returned(user, known):
                    return user
            _close(user.page.context)
        kept = self._kept(account)
        held = kept or known
        context = self._context(mode("pointer"), held.state if held else None, None)
        try:
            user = User(context.new_page(), mode("pointer"), self.base_url, self.limit_s)
            if kept is not None:
                self._come_back(user, kept)
            elif not (known and self._returned(user, known)):
                self._sign_in(user, account, keep=True)
        except BaseException:
            _close(context)
            raise
        return user

    def expect_password(self, account: Account) -> None:
        """See that a script can type this account's password, where logging in is itself the task.

        Raises:
            SignInFailed: It has none: only a person can sign it in.
        """
        if not account.password:
            renew = kept_session.command(self.base_url, account.username)
            raise SignInFailed("needs-a-person", username=account.username, command=renew)

    def _kept(self, account: Account, *, fresh: bool = False) -> KeptSession | None:
        """The session that a person signed in for, if there is one."""
        if account.username not in self._by_hand:
            kept = kept_session.read(self.base_url, account.username)
            for secret in kept_session.secrets_in(kept.state) if kept else ():
                self.redactor.add_unnamed("session", secret)
            self._by_hand[account.username] = kept
        kept = self._by_hand[account.username]
        if kept and fresh:  # whoever asks for a session of their own ends it, and a person would have to come again
            raise SignInFailed("session-must-last", username=account.username)
        return kept

    def _come_back(self, user: User, kept: KeptSession) -> None:
        user.open(kept.start)
        if not is_signed_in(user.page, kept, self.limit_s):
            renew = kept_session.command(self.base_url, kept.username)
            raise SignInFailed("kept-session-expired", username=kept.username, kept_at=kept.kept_at, command=renew)
        for cookie in user.page.context.cookies():  # a build may give new ones for old
            self.redactor.add_unnamed("cookie", cookie.get("value", ""))
        self._signed_in[kept.username] = SignedIn(user.page.context.storage_state(indexed_db=True), user.page.url)

    def _context(
        self,
        acting: Mode,
        state: Any,
        har: Path | None,
        surroundings: Surroundings = PLAIN,
        gate: Gate | None = None,
    ) -> BrowserContext:
        options = context_options(self.browser, acting, self.language, surroundings)
        options |= {"storage_state": state, "accept_downloads": False}
        if gate:
            options |= gate.options()
        if har:
            options = {**options, "record_har_path": har, "record_har_content": "embed", "record_har_mode": "full"}
        context = self.browser.new_context(**options)
        context.set_default_timeout(self.limit_s * 1000)
        if gate:
            gate.stand_before(context)
        return context

    def _returned(self, user: User, known: SignedIn) -> bool:
        """Whether the session that was kept still leads to the start page."""
        user.open(known.start)
        if user.page.url != known.start or (known.whose and not user._is_told(known.whose)):
            return False
        if not known.whose and self._asks_who(user):
            return False
        self._came_back.add(known.start)
        return True

    def _asks_who(self, user: User) -> bool:
        """Whether the page wants somebody to sign in."""
        return path_of(user.page.url) in self.log_in_pages or _form_of(user)[0]

    def _sign_in(self, user: User, account: Account, *, keep: bool) -> None:
        if self.platform.log_in_journey is None:
            raise Problem(
                "says nothing of how to log in",
                where=f"platform {self.platform.id}",
                do="Write a function under @platform.log_in.",
            )
        self.expect_password(account)
        user.page.context.clear_cookies()
        acting, user.mode = user.mode, mode("pointer")
        passed: set[str] = set()
        user.page.on("framenavigated", lambda frame: passed.add(path_of(frame.url)) if not frame.parent_frame else None)
        try:
            self.platform.log_in_journey(user, account)
            nothing_left_open(user)
        except Stumble as error:
            if gone := unreachable_in(user.trouble.lost):  # the password was never looked at
                raise SignInFailed(UNREACHABLE, error=gone) from None
            scene = scene_of(user.page, None, last_act=user._last_act)
            asks_again, held_back = _form_of(user)
            if broken := broken_sign_in(error, user.trouble, scene, asks_again=asks_again, held_back=held_back):
                values = error.values | broken.values | {"signing_in": account.username}
                raise SignInBroken(broken.code, trouble=user.trouble, scene=scene, **values) from None
            missing = str(error.values.get("target", "")) if isinstance(error, NotSeen) else ""
            raise SignInFailed(
                "sign-in-refused",
                username=account.username,
                how="missing" if missing else "otherwise",
                said=missing or str(error),
                status=user.trouble.last_status,
            ) from None
        finally:
            user.mode = acting
        self.log_in_pages |= passed - {path_of(user.page.url)}
        for cookie in user.page.context.cookies():
            self.redactor.add_unnamed("cookie", cookie.get("value", ""))
        if keep:
            self._signed_in[account.username] = SignedIn(
                user.page.context.storage_state(indexed_db=True), user.page.url, self._whose(user, account)
            )

    def _whose(self, user: User, account: Account) -> str:
        """What tells the start page as this person's; nothing where that stood there right after signing in alone, twice."""
        before = self._signed_in.get(account.username)
        if before and before.whose and before.start not in self._came_back:
            self._missed[account.username] += 1
        if self._missed[account.username] > 1:
            return ""
        words = [w for w in (account.name, account.username) if len(w) >= _SHORTEST_NAME]
        return next((w for w in words if user._is_told(w)), "")


def _form_of(user: User) -> tuple[bool, bool]:
    """Whether the page asks for a password, and whether the browser would send no form as it is filled in."""
    try:
        return (
            user.page.locator("input[type=password]:visible").count() > 0,
            user.page.locator("input:invalid:visible").count() > 0,
        )
    except Error:
        return False, False


def _is_ordinary(acting: Mode, surroundings: Surroundings) -> bool:
    """Whether somebody has the desktop screen on which people sign in."""
    return surroundings == PLAIN and acting.context() == mode("pointer").context()


def _close(context: BrowserContext) -> None:
    with suppress(Error):  # the browser may be gone already; what there was to see has been seen
        context.close()


def context_options(browser: Browser, acting: Mode, language: str, surroundings: Surroundings) -> dict[str, Any]:
    """What a person's browser context is opened with, whoever they are: screen, language, and what their system is set to."""
    options = {"user_agent": user_agent(browser)} | acting.context() | surroundings.context()
    if options.get("is_mobile"):
        options["user_agent"] = telephone(browser.version)
    return options | {"locale": locale(language)}


def telephone(version: str) -> str:
    """The user agent of a telephone with this version of the browser, in the reduced form that Chromium sends since 2023."""
    major = version.partition(".")[0]
    return (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 Mobile Safari/537.36"
    )


def locale(language: str) -> str:
    """What a browser says for a language, such as "sv-SE" for "sv"."""
    return {"en": "en-GB", "sv": "sv-SE"}.get(language, language)
