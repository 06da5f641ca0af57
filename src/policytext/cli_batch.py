"""The command `batch`: a folder of any size into Parquet datasets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from policytext.batched import BatchResult, batch
from policytext.display.progress import progress_bar
from policytext.display.streams import complain
from policytext.model.errors import BatchError
from policytext.reading.labels import shown

SHOWN = 20  # failures that are named on the screen; all of them stand in the manifest

app = typer.Typer()


@app.command("batch")
def batch_command(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="The documents: a folder, a manifest, or an address (s3://…). 文件夹或清单。")],
    out: Annotated[str, typer.Option("--output", "-o", metavar="OUT", help="The folder of the result. 结果文件夹。")],
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read at once; by default one a core. 进程数。")] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler (tcp://host:8786) whose workers do the work. 集群调度器。")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue OUT: read only what is new or has changed. 续跑。")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Continue OUT, and read failures again. 重试失败的文件。")] = False,
    seconds: Annotated[float, typer.Option(min=0.1, help="Seconds that one document may take. 每份文件的时限（秒）。")] = 120.0,
    memory: Annotated[int, typer.Option(min=512, help="MiB of memory that one document may take. 每份文件的内存上限。")] = 2048,
    strict: Annotated[bool, typer.Option("--strict", help="Make no repair that is a guess. 不作推测性修复。")] = False,
    part: Annotated[int, typer.Option(min=1, help="About how many documents share a file of OUT. 每个分片的文件数。")] = 512,
) -> None:
    """Read every document of FOLDER into Parquet datasets, in spite of crashes and kills. 批量解析整个文件夹。"""
    try:
        with progress_bar(sys.stderr) as tell:
            result = batch(
                folder, out, workers=workers, scheduler=scheduler, resume=resume or retry_failed, retry_failed=retry_failed,
                seconds=seconds, memory=memory, strict=strict, part=part, progress=tell,
            )  # fmt: skip
    except KeyboardInterrupt:
        complain("stopped: nothing is lost, run again with --resume")
        raise typer.Exit(130) from None
    except BatchError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    report(result)


def report(result: BatchResult) -> None:
    """Says on standard error what was done and what failed; exit status 1 where something did."""
    complain(f"{result.documents} documents: {result.read} read, {result.kept} kept, {len(result.failures)} failed; {shown(result.out)}")
    for failure in result.failures[:SHOWN]:
        complain(f"{shown(failure.name)}: {failure.reason}")
    if len(result.failures) > SHOWN:
        complain(f"and {len(result.failures) - SHOWN} more: see failures in {Path(result.out).name}/manifest.json")
    if result.failures:
        raise typer.Exit(1)
