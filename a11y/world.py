"""A place of our own inside each frame of a page, for the parts that look at pages: a page under test can neither see
nor spoil it, and a strict content security policy does not shut it out.

The browser keeps an "isolated world" per frame, as it does for extensions: the same document, but JavaScript built-ins
of its own. What a page did to `JSON`, `Promise` or `Array.prototype` is not so in there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Error, Frame, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

WORLD = "skolprov"
_ANSWER = "skolprovAnswer"
_BEGUN = "~"
_BEGINS_WITHIN_S = 5.0
_A_MOMENT_S = 0.5
_NO_ANSWER_IS_QUICKER_MS = 15
_SCRIPTS = Path(__file__).parent / "in_page"


class WorldError(Exception):
    """A script of ours failed inside the page; the message is the browser's."""


class ScriptsForbiddenError(WorldError):
    """What was to run a moment later never began: the document is in a sandbox that lets nobody's scripts wait."""


@dataclass
class _Connection:
    """A line to the browser about one page, or about one frame that has a process of its own."""

    session: CDPSession
    answers: dict[str, str] = field(default_factory=dict)
    """What long-running scripts have answered, by the number of the question."""
    answered_at: float = -math.inf
    """When the browser last answered a quick question, on the monotonic clock, in seconds."""
    frame: str = ""
    """The browser's id of the outermost frame, as it was last told: it outlives the documents in it."""

    def listen(self) -> None:
        """Let scripts in our world answer by themselves, however long they take."""

        def heard(event: dict[str, Any]) -> None:
            if event["name"] == _ANSWER:
                number, _, answer = event["payload"].partition(":")
                self.answers[number] = answer

        self.session.on("Runtime.bindingCalled", heard)


_connections: WeakKeyDictionary[Page | Frame, _Connection] = WeakKeyDictionary()
_numbers = count()


@dataclass(frozen=True)
class World:
    """Our place in one frame."""

    page: Page
    connection: _Connection
    frame: str
    """The browser's id of the frame."""
    context: int

    def run(self, expression: str) -> Any:
        """The value of a quick expression. It has to be JSON.

        Raises:
            WorldError: The script threw.
            playwright.sync_api.Error: The frame is gone.
        """
        return self._evaluate(expression, returnByValue=True).get("value")

    def call(self, function: str, *arguments: Any) -> Any:
        """What a quick function, given as JavaScript, says of arguments that JSON can hold. Raises as `run` does."""
        return self.run(_call(function, arguments))

    def wait_for(self, function: str, *arguments: Any, limit_s: float) -> str:
        """What a function says that may take long: it answers with a promise of a string.

        A page can drive a script into an endless loop (a field named "parentNode" does it to axe-core), and the browser
        answers nothing while it loops. So the answer is waited for from outside, and the loop is ended.

        Raises:
            ScriptsForbiddenError: It did not begin in time.
            WorldError: It threw, or took longer than the limit.
            playwright.sync_api.Error: The frame is gone.
        """
        # Each time: the browser gives the function only to worlds that exist when it is asked to.
        self.connection.session.send("Runtime.addBinding", {"name": _ANSWER, "executionContextName": WORLD})
        number = str(next(_numbers))
        answer = f"(kind, text) => {_ANSWER}('{number}:' + kind + text)"
        self._evaluate(
            f"setTimeout(async () => {{ const answer = {answer}; answer('{_BEGUN}', '');"
            f" try {{ answer('=', await {_call(function, arguments)}) }} catch (e) {{ answer('!', String(e)) }} }}), 0"
        )
        text = self._answered(number, limit_s)
        if text.startswith("!"):
            raise WorldError(text[1:300])
        return text[1:]

    def frame_at(self, selector: Sequence[str]) -> str:
        """The browser's id of the frame in an iframe element of this document.

        Args:
            selector: CSS selectors, one per shadow root on the way, the iframe's own last.
        """
        way = json.dumps(list(selector))
        found = self._evaluate(f"{way}.reduce((e, s) => (e.shadowRoot ?? e).querySelector(s), document)")
        node = self.connection.session.send("DOM.describeNode", {"objectId": found["objectId"]})
        return str(node["node"]["frameId"])

    def all_frames(self) -> list[str]:
        """The browser's ids of the frames within the page, its own not among them."""
        found = [frame for _, tree in _all_connections(self.page) for frame in _frames_in(tree)]
        return [frame for frame in dict.fromkeys(found) if frame != self.frame]

    def _evaluate(self, expression: str, *, returnByValue: bool = False) -> dict[str, Any]:  # noqa: N803 - the browser's word
        question = {"expression": expression, "contextId": self.context, "returnByValue": returnByValue}
        answer = self.connection.session.send("Runtime.evaluate", question)
        self.connection.answered_at = monotonic()
        if thrown := answer.get("exceptionDetails"):
            text = thrown.get("exception", {}).get("description") or thrown.get("text", "")
            raise WorldError(text.partition("\n")[0][:300])
        result: dict[str, Any] = answer["result"]
        return result

    def _answered(self, number: str, limit_s: float) -> str:
        moved: list[Frame] = []

        def noticed(frame: Frame) -> None:
            moved.append(frame)

        events: tuple[Any, ...] = ("framenavigated", "framedetached")
        for event in events:
            self.page.on(event, noticed)
        try:
            began = monotonic()
            end = began + limit_s
            self.page.wait_for_timeout(_NO_ANSWER_IS_QUICKER_MS)
            while (said := self.connection.answers.get(number, "")) in ("", _BEGUN):
                # Often at first, for most answers are quick; then less, for looking takes the processor from the answer.
                self.page.wait_for_timeout(5 + min(30.0, 50 * (monotonic() - began)))
                if moved:  # our world may have gone with the document; asking it is the way to know
                    moved.clear()
                    self.run("0")
                if not said and monotonic() > began + _BEGINS_WITHIN_S and answers(self.page, within_ms=1000):
                    raise ScriptsForbiddenError
                if monotonic() > end:
                    if not answers(
                        self.page, within_ms=1000
                    ):  # asked of an idle page, it would end the page's next script
                        self.connection.session.send("Runtime.terminateExecution")
                    raise WorldError(f"no answer in {limit_s:g} s")
        finally:
            for event in events:
                self.page.remove_listener(event, noticed)
        return self.connection.answers.pop(number)


def has_just_answered(page: Page) -> bool:
    """Whether a question of ours was answered a moment ago, so that it need not be asked whether the page answers."""
    kept = _connections.get(page)
    return kept is not None and monotonic() - kept.answered_at < _A_MOMENT_S


def answers(page: Page, *, within_ms: float) -> bool:
    """Whether the page's scripts come to a rest in time. Whatever else is asked of a page in a loop waits as long as it loops."""
    try:
        page.wait_for_function("true", timeout=within_ms)
    except PlaywrightTimeout:
        return False
    except (
        Error
    ):  # an answer, too: the page has spoilt what Playwright needs, or is gone, which the next question tells
        return True
    return True


def main_world(page: Page) -> World:
    """Our place in the page's own document."""
    kept = _connections.get(page)
    if kept is not None and kept.frame:
        with suppress(Error):  # it has another frame now, or its line has gone
            return _enter(page, kept, kept.frame)
    connection, tree = _connect(page, page)
    connection.frame = tree["frame"]["id"]
    return _enter(page, connection, connection.frame)


def session_of(page: Page) -> CDPSession:
    """Our line to the browser about a page, kept as long as the page."""
    return _connect(page, page)[0].session


def world_of(page: Page, frame: str) -> World:
    """Our place in the frame with an id, wherever the browser runs it.

    Raises:
        playwright.sync_api.Error: There is no such frame (any longer).
    """
    for connection, _ in _all_connections(page):
        with suppress(Error):
            return _enter(page, connection, frame)
    raise Error(f"the frame {frame} is gone")


def nodes_of(page: Page) -> Iterator[tuple[World, dict[str, Any]]]:
    """Every document within a page, with our place in its frame, as the browser's own tree of nodes has it: closed shadow roots, too."""
    for connection, tree in _all_connections(page):
        try:
            root = connection.session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        finally:
            connection.session.send("DOM.disable")
        for frame, document in _documents_in(root, tree["frame"]["id"]):
            yield _enter(page, connection, frame), document


def _documents_in(node: dict[str, Any], frame: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if node["nodeName"] == "#document":
        yield frame, node
    for child in [*node.get("children", ()), *node.get("shadowRoots", ())]:
        yield from _documents_in(child, frame)
    if inner := node.get("contentDocument"):
        yield from _documents_in(inner, node["frameId"])


@cache
def script(name: str) -> str:
    """The text of one of our scripts for the inside of pages."""
    return (_SCRIPTS / name).read_text("utf-8")


def _all_connections(page: Page) -> Iterator[tuple[_Connection, dict[str, Any]]]:
    yield _connect(page, page)
    for frame in page.frames[1:]:
        with suppress(Error):  # a frame in the page's own process has no line of its own; the page's reaches it
            yield _connect(page, frame)


def _connect(page: Page, target: Page | Frame) -> tuple[_Connection, dict[str, Any]]:
    """The line to a page, kept, since our worlds last as long as the line that made them; and its tree of frames."""
    if (kept := _connections.get(target)) is not None:
        with suppress(Error):
            return kept, kept.session.send("Page.getFrameTree")["frameTree"]
    made = _Connection(page.context.new_cdp_session(target))
    made.listen()
    tree = made.session.send("Page.getFrameTree")["frameTree"]
    _connections[target] = made
    return made, tree


def _frames_in(tree: dict[str, Any]) -> list[str]:
    return [tree["frame"]["id"], *(frame for child in tree.get("childFrames", []) for frame in _frames_in(child))]


def _enter(page: Page, connection: _Connection, frame: str) -> World:
    answer = connection.session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": WORLD})
    return World(page, connection, frame, answer["executionContextId"])


def _call(function: str, arguments: Sequence[Any]) -> str:
    return f"({function})({', '.join(map(json.dumps, arguments))})"
