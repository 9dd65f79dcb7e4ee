"""`skolprov merge`: one run from the shards that several machines measured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from evidence.merging import MACHINES, merge
from scenarios.across import audit_states, audits_among
from scenarios.session import Session
from skolprov.progress import console, errors


@click.command("merge")
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN…")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the merged run goes.")
@click.option(
    "--despite",
    multiple=True,
    type=click.Choice(MACHINES),
    help="Merge although the shards' machines or systems differ; the run then names them all.",
)
def merge_runs(runs: Sequence[Path], out: Path, despite: Sequence[str]) -> None:
    """Bring the shards of a run together, for one report. No browser, no network.

    \b
    skolprov merge shards/* --out merged                 in any order; one named twice counts once
    skolprov merge merged shards/3 --out merged          a shard that came later
    skolprov compare merged --out report                 then: the report, and the exit status by the gate

    All shards have to follow one plan under equal conditions. A shard that is missing is said here and in the report.

    \b
    Exit status: 0 merged, even if shards are missing; 2 the runs cannot be one run, and nothing was written.
    """
    merged = merge(runs, out, despite=despite)
    run = merged.directory.run()
    if audits_among(run.plan.get("checks", ())):  # each shard saw only a part of what lies between the states
        audit_states(merged.directory, Session.from_plan(run.plan))
        if run.ended_at:
            merged.directory.end(run.ended_at)
    shards = f", shards {', '.join(map(str, run.shards))} of {run.shard_count}" if run.shard_count > 1 else ""
    console.print(
        f"{merged.directory.path}: {merged.attempts} attempts of {len(run.merged) or 1} runs{shards}", markup=False
    )
    if merged.missing:
        errors.print(f"! Missing: shard {', '.join(map(str, merged.missing))}. The report says so, too.", markup=False)
