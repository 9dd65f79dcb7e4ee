"""What a person's agent sends, and what it makes of answers: a real server, which answers what a test says."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import gevent
import pytest
import trustme

from load import agent as agents
from load.agent import Agent
from load.walk import Failed

Answering = Callable[[int, str], bytes | None]
"""The answer to a request, by the number of its connection and what was asked; None: the connection is closed."""


def answer(content: bytes = b"ok", *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(content)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + content


class Server:
    """Keeps what it was asked."""

    def __init__(self, answering: Answering, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[str] = []
        self.connections = 0
        self.hung_up = threading.Event()
        self._answering = answering
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._tls = tls
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection = self._listening.accept()[0]
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._converse, args=(connection, self.connections), daemon=True).start()

    def _converse(self, connection: socket.socket, number: int) -> None:
        if self._tls:
            try:
                connection = self._tls.wrap_socket(connection, server_side=True)
            except OSError:  # who asked does not trust it
                return
        with connection:
            while data := connection.recv(65536):
                self.asked.append(data.decode("latin-1"))
                said = self._answering(number, self.asked[-1])
                if said is None:
                    return
                connection.sendall(said)
                if b"X-Then: closed" in said:
                    break
        self.hung_up.set()

    def close(self) -> None:
        self._listening.close()


@contextmanager
def served(answering: Answering, tls: ssl.SSLContext | None = None) -> Iterator[tuple[Server, Agent]]:
    server = Server(answering, tls)
    agent = Agent(server.url)
    yield server, agent
    agent.close()
    server.close()


def test_a_person_keeps_their_connection_and_sends_the_cookies_they_were_given() -> None:
    with served(lambda _, asked: answer(b"ok", "Set-Cookie: one=1; Secure") if " /in " in asked else answer()) as (
        server,
        agent,
    ):
        came = agent.ask("GET", server.url + "/in", {"accept": "text/html"}, None)
        agent.ask("GET", server.url + "/page?a=b#part", {}, None)
        assert Agent(server.url).ask("GET", server.url + "/page", {}, None).status == 200
    assert (came.status, came.headers["set-cookie"], came.content) == (200, "one=1; Secure", b"ok")
    first, second, third = server.asked
    assert first.startswith("GET /in HTTP/1.1\r\nHost: 127.0.0.1:")
    assert "accept: text/html\r\n" in first
    assert "cookie" not in first
    assert second.startswith("GET /page?a=b HTTP/1.1\r\n")
    assert "\r\ncookie: one=1\r\n" in second
    assert "cookie" not in third  # somebody else
    assert server.connections == 2


def test_what_is_posted_has_its_length_also_where_it_is_nothing() -> None:
    with served(lambda _, __: answer()) as (server, agent):
        agent.ask("POST", server.url + "/", {"content-type": "text/plain"}, "å".encode())
        agent.ask("POST", server.url + "/", {}, None)
        agent.ask("GET", server.url + "/", {}, None)
    full, empty, got = server.asked
    assert "content-length: 2\r\n" in full
    assert full.endswith("\r\n\r\nÃ¥")
    assert "content-length: 0\r\n" in empty
    assert "content-length" not in got


def test_a_name_and_password_in_the_builds_address_are_sent_to_it_and_to_nobody_else() -> None:
    with served(lambda _, __: answer()) as (server, _), served(lambda _, __: answer()) as (other, _):
        agent = Agent(server.url.replace("//", "//anna:p%40ss@"))
        agent.ask("GET", server.url + "/", {}, None)
        agent.ask("GET", other.url + "/", {}, None)
    assert "authorization: Basic YW5uYTpwQHNz\r\n" in server.asked[0]
    assert "authorization" not in other.asked[0]


def test_a_connection_that_was_closed_while_it_was_kept_is_replaced() -> None:
    with served(lambda number, _: answer(b"ok", *["X-Then: closed"] * (number == 1))) as (server, agent):
        assert agent.ask("POST", server.url + "/", {}, b"x").status == 200
        assert server.hung_up.wait(5)
        assert agent.ask("POST", server.url + "/", {}, b"x").status == 200
    assert (len(server.asked), server.connections) == (2, 2)


def closing_when_used_again(number: int, asked: str) -> bytes | None:
    """The first connection answers once, and is closed at the moment at which it is used again."""
    return None if number == 1 and "/first" not in asked else answer()


def test_what_changes_nothing_is_sent_once_more_where_a_kept_connection_is_closed_as_it_is_used_and_that_is_told() -> (
    None
):
    told: list[bool] = []
    with served(closing_when_used_again) as (server, agent):
        assert agent.ask("GET", server.url + "/first", {}, None, lambda: told.append(True)).status == 200
        assert told == []
        assert agent.ask("GET", server.url + "/", {}, None, lambda: told.append(True)).status == 200
    assert (told, len(server.asked), server.connections) == ([True], 3, 2)


def test_no_kept_connection_is_used_for_the_second_try_and_none_after_it() -> None:
    """Two are kept: the platform closes the first as it is used, and would the other."""
    both, told = threading.Barrier(2), list[bool]()

    def answering(number: int, asked: str) -> bytes | None:
        if "/first" in asked:
            both.wait(5)
            return answer()
        return None if number < 3 else answer()

    with served(answering) as (server, agent):
        asking = [gevent.spawn(agent.ask, "GET", server.url + "/first", {}, None) for _ in range(2)]
        assert [one.get(timeout=5).status for one in asking] == [200, 200]
        assert agent.ask("GET", server.url + "/", {}, None, lambda: told.append(True)).status == 200
        assert agent.ask("POST", server.url + "/", {}, b"x").status == 200
    assert (told, len(server.asked), server.connections) == ([True], 5, 3)


def test_what_changes_something_is_not_sent_again_where_no_answer_came() -> None:
    told: list[bool] = []
    with served(closing_when_used_again) as (server, agent):
        agent.ask("GET", server.url + "/first", {}, None)
        with pytest.raises(Failed, match="connection-closed"):
            agent.ask("POST", server.url + "/", {}, b"x", lambda: told.append(True))
    assert (told, len(server.asked)) == ([], 2)


def test_a_platform_that_closes_new_connections_unanswered_is_asked_once_and_has_failed() -> None:
    told: list[bool] = []
    with served(lambda _, __: None) as (server, agent), pytest.raises(Failed, match="connection-closed"):
        agent.ask("GET", server.url + "/", {}, None, lambda: told.append(True))
    assert (told, len(server.asked)) == ([], 1)


def test_where_the_second_try_is_closed_too_it_has_failed() -> None:
    told: list[bool] = []
    with served(lambda _, asked: answer() if "/first" in asked else None) as (server, agent):
        agent.ask("GET", server.url + "/first", {}, None)
        with pytest.raises(Failed, match="connection-closed"):
            agent.ask("GET", server.url + "/", {}, None, lambda: told.append(True))
    assert (told, len(server.asked)) == ([True], 3)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (answer(b"not packed", "Content-Encoding: gzip"), "unreadable-answer"),
        (answer(b"?", "Content-Encoding: secret"), "unreadable-answer"),
        (b"220 mail.test ESMTP\r\n", "not-http"),
        (answer(b"ok", "X-Then: closed")[:-1], "not-http"),
    ],
    ids=["packed otherwise", "packed in no known way", "another protocol", "broken off"],
)
def test_an_answer_that_cannot_be_read_has_the_code_of_its_fault(said: bytes, code: str) -> None:
    with served(lambda _, __: said) as (server, agent), pytest.raises(Failed, match=code):
        agent.ask("POST", server.url + "/", {}, None)


def test_packed_pages_are_unpacked() -> None:
    with served(lambda _, __: answer(gzip.compress(b"long" * 20_000), "Content-Encoding: gzip")) as (server, agent):
        assert agent.ask("GET", server.url + "/", {}, None).content == b"long" * 20_000


def test_a_value_from_a_page_cannot_end_its_header() -> None:
    with served(lambda _, __: answer()) as (server, agent), pytest.raises(ValueError, match="x-token cannot be sent"):
        agent.ask("GET", server.url + "/", {"x-token": "one\r\nX-Other: two"}, None)
    assert server.asked == []


def test_a_certificate_is_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority, tls = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    agents._tls.cache_clear()
    with served(lambda _, __: answer(), tls) as (server, agent):
        with pytest.raises(Failed, match="certificate"):
            agent.ask("GET", server.url + "/", {}, None)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        agents._tls.cache_clear()
        assert agent.ask("GET", server.url + "/", {}, None).content == b"ok"
        assert agent.ask("GET", server.url + "/", {}, None).content == b"ok"
    agents._tls.cache_clear()
    assert len(server.asked) == 2


def test_where_nobody_listens_the_connection_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Failed, match="connection-refused"):
        Agent(f"http://127.0.0.1:{port}").ask("GET", f"http://127.0.0.1:{port}/", {}, None)
