"""Starts a build of the demo school: a process of its own that serves on a loopback port until it is told to end."""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from demo.faults import FAULTS
from demo.school import DEFAULT_FAMILIES, DEFAULT_TODAY

THREADS = 8
_NOT_FREE = " cannot be used: "
"""Stands between the port and what the system says of it, in what the process writes that serves."""
ENDING_S = 5.0
"""A server that was asked to end and has not after so many seconds is killed."""


class PortNotFree(RuntimeError):  # noqa: N818 - what is wrong, as a person would say it
    """The port that was asked for is taken, or not for this user; its text is what the system says of it."""


@dataclass(frozen=True, slots=True)
class Served:
    """A build that is being served."""

    url: str
    """Where it answers."""
    pid: int
    """Its process."""

    def school(self) -> dict[str, Any]:
        """Its day, its faults and its cases, as GET /demo/school.json tells them."""
        with urllib.request.urlopen(f"{self.url}/demo/school.json", timeout=30) as answer:  # noqa: S310 - our own loopback
            content: dict[str, Any] = json.load(answer)
        return content

    def reset(self) -> None:
        """Put its data back as they were when it started."""
        urllib.request.urlopen(f"{self.url}/demo/reset", data=b"", timeout=30).close()  # noqa: S310 - our own loopback


@contextmanager
def serve(
    faults: Sequence[str] = (),
    *,
    port: int = 0,
    families: int = DEFAULT_FAMILIES,
    seed: int = 1,
    today: date = DEFAULT_TODAY,
) -> Iterator[Served]:
    """Serve a build in a process of its own, which ends with the block, or with the caller's process.

    Args:
        faults: Names of the faults to switch on.
        port: On 127.0.0.1; 0 for any that is free.
        families: How many cases the school has.
        seed: The same seed gives the same school.
        today: The school's today; a weekday.
    Raises:
        PortNotFree: Something else listens there, or this user may not.
        RuntimeError: It did not start for another reason; says what it wrote.
    """
    command = [
        sys.executable,
        "-P",
        "-m",
        "demo",
        "--until-stdin-closes",
        "--port",
        str(port),
        "--families",
        str(families),
    ]
    command += [
        "--seed",
        str(seed),
        "--today",
        today.isoformat(),
        *(part for name in faults for part in ("--fault", name)),
    ]
    # The package may be imported from a working tree that is not installed; the new process has to find it, too.
    path = os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    try:
        yield Served(_told_url(process), process.pid)
    finally:
        _end(process)


def _told_url(process: subprocess.Popen[str]) -> str:
    """The address from the one line that the process writes when it is ready."""
    assert process.stdout
    assert process.stderr
    line = process.stdout.readline()
    if not line:
        said = process.stderr.read().strip()
        if _NOT_FREE in said:
            raise PortNotFree(said.partition(_NOT_FREE)[2].partition(";")[0])
        raise RuntimeError(f"the demo school did not start: {said}")
    threading.Thread(target=_pass_on, args=(process,), daemon=True).start()
    return str(json.loads(line)["url"])


def _pass_on(process: subprocess.Popen[str]) -> None:
    """Hand on what the server complains of, so that a full pipe never stops it."""
    assert process.stderr
    try:
        for line in process.stderr:
            sys.stderr.write(line)
    except ValueError:  # closed under our hands: the server has ended
        return


def _end(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    assert process.stdout
    process.stdin.close()
    process.terminate()
    try:
        process.wait(ENDING_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date; write it as {DEFAULT_TODAY.isoformat()}") from None
    if day.weekday() > 4:
        raise argparse.ArgumentTypeError(
            f"{text} is a {day:%A}; the school is closed, choose a day from Monday to Friday"
        )
    return day


def _families(text: str) -> int:
    if not text.isdigit() or not 4 <= int(text) <= 50_000:
        raise argparse.ArgumentTypeError("write a number from 4 (one family for each school form) to 50000")
    return int(text)


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m demo", description="Serve a build of the demo school on 127.0.0.1."
    )
    parser.add_argument("--port", type=int, default=0, help="port; 0 (the default) for any that is free")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        choices=sorted(FAULTS),
        metavar="NAME",
        help="switch a fault on; may be repeated",
    )
    parser.add_argument(
        "--families",
        type=_families,
        default=DEFAULT_FAMILIES,
        help=f"how many families the school has ({DEFAULT_FAMILIES})",
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same school (1)")
    parser.add_argument(
        "--today", type=_day, default=DEFAULT_TODAY, help=f"the school's today ({DEFAULT_TODAY.isoformat()})"
    )
    parser.add_argument(
        "--until-stdin-closes",
        action="store_true",
        help="end when standard input closes, as it does when the caller dies",
    )
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Serve until terminated; write the address to standard output as one line of JSON when ready.

    Args:
        words: The command line's words; those of this process if None.
    """
    arguments = _arguments(words)
    with tempfile.TemporaryDirectory(prefix="demo-school-") as directory:
        return _serve_here(arguments, Path(directory))


def _serve_here(arguments: argparse.Namespace, directory: Path) -> int:
    # Imported here, so that `serve` and the names of the faults cost a caller no web framework.
    from waitress.server import create_server  # noqa: PLC0415

    from demo.app import create_app  # noqa: PLC0415
    from demo.database import Database  # noqa: PLC0415
    from demo.school import fill  # noqa: PLC0415
    from demo.web import Running  # noqa: PLC0415

    # A crowd is what load runs bring on purpose: that the queue is long is no news for the terminal.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    database = Database(directory / "school.sqlite")
    cases = fill(database, families=arguments.families, seed=arguments.seed, today=arguments.today)
    database.keep_snapshot()
    build = Running(database, arguments.today, arguments.seed, cases, frozenset(arguments.fault))
    try:
        server = create_server(
            create_app(build), host="127.0.0.1", port=arguments.port, threads=THREADS, ident="", connection_limit=1000
        )
    except OSError as error:
        sys.stderr.write(
            f"port {arguments.port} of 127.0.0.1{_NOT_FREE}{error.strerror}; choose another with --port, or leave it out\n"
        )
        return 2
    signal.signal(signal.SIGTERM, _stop)  # before anybody knows that there is something to stop
    if arguments.until_stdin_closes:
        threading.Thread(target=_stop_when_stdin_closes, daemon=True).start()
    sys.stdout.write(json.dumps({"url": f"http://127.0.0.1:{server.effective_port}"}) + "\n")
    try:
        sys.stdout.flush()
        server.run()
    except (KeyboardInterrupt, SystemExit):
        server.close()
    return 0


def _stop(*_: object) -> None:
    raise SystemExit(0)


def _stop_when_stdin_closes() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
