"""Whether what load sends does what was recorded: `python -m benchmarks.fidelity [run …]`.

Records every task that a situation plays on the demo school once, replays each once as another account, and prints the table of
docs/load.md: tasks, requests, values by kind, rules. With run directories, such as one of another platform, their tables instead.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.server import serve
from evidence.records import Replay
from evidence.run_directory import RunDirectory

_HEAD = "| task | role, forms | requests | as recorded | fixed, typed | own | given | made | forms | rules | replayed |"
_KINDS = (("fixed", "typed"), ("own",), ("given",), ("made",), ("form",))


def table(replays: Sequence[Replay]) -> Iterator[str]:
    """The lines of a table in Markdown."""
    yield _HEAD
    yield "| --- | --- |" + " ---: |" * (_HEAD.count("|") - 4) + " --- |"
    rows: dict[tuple[str, str, tuple[int | str, ...]], list[str]] = {}
    for one in sorted(replays, key=lambda r: (r.task, r.role, r.form)):
        alike = sum(not r.differs and not r.failure for r in one.requests)
        counts = [sum(one.values.get(kind, 0) for kind in kinds) for kinds in _KINDS]
        cells = (len(one.requests), alike, *counts, one.rules, one.failure or "yes")
        rows.setdefault((one.task, one.role, cells), []).append(one.form)
    for (task, role, cells), forms in rows.items():
        yield f"| `{task}` | {role}, {' '.join(forms)} | {' | '.join(map(str, cells))} |"
    done = sum(not one.failure for one in replays)
    by_hand = sum(one.corrected for one in replays)
    yield f"\n{done} of {len(replays)} replayed as a third account; {by_hand} values explained by hand."


def recorded(url: str, situation: str, run: Path, *more: str) -> RunDirectory:
    """A run in which a situation's tasks were recorded and replayed on a demo school, and no load was sent.

    Args:
        url: The school's address.
        situation: Whose tasks.
        run: The run directory that is made.
        more: Further options of the command.
    """
    subprocess.run(
        [
            *(sys.executable, "-m", "skolprov.cli", "load", "--platform", "demo", "--url", url),
            *("--situation", situation, "--repeats", "1", "--export", "locustfile", "--out", str(run), *more),
        ],
        check=True,
        stdout=sys.stderr,
    )
    return RunDirectory.open(run)


def _demo(folder: Path) -> Path:
    with serve() as school:
        return recorded(school.url, "ordinary-day", folder / "run").path


def main(runs: Sequence[str]) -> None:
    """Print the tables of these runs; of the demo school's, if none is named."""
    with TemporaryDirectory(prefix="fidelity-") as folder:
        for run in [Path(name) for name in runs] or [_demo(Path(folder))]:
            print("\n".join(table(list(RunDirectory.open(run).read(Replay)))))


if __name__ == "__main__":
    main(sys.argv[1:])
