"""The commands `train` and `evaluate`: statistical models from labels and documents, and how right they are on issuers left out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policytext.display.files import json_lines
from policytext.display.streams import emit
from policytext.trained import MODELS, evaluate, rows_of, train

ModelName = StrEnum("ModelName", {name.upper(): name for name in MODELS})  # type: ignore[misc]
"""The models that can be trained."""
Which = Annotated[ModelName, typer.Argument(metavar="MODEL", help="Which model. 哪个模型。")]
Documents = Annotated[Path, typer.Option(metavar="FOLDER", help="The documents that the labels belong to. 标注所属文件的文件夹。")]
Labels = Annotated[Path, typer.Option(metavar="FOLDER", help="The labels. 标注文件夹。")]
Out = Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="A file instead of standard output. 输出文件。")]

app = typer.Typer()


@app.command("train")
def train_command(model: Which, documents: Documents, labels: Labels = Path("corpora/gold"), out: Out = None) -> None:
    """Train MODEL; the same labels and documents give the same weights, bit for bit. 训练模型。"""
    emit(train(model, documents=documents, labels=labels), out)


@app.command("evaluate")
def evaluate_command(model: Which, documents: Documents, labels: Labels = Path("corpora/gold"), out: Out = None) -> None:
    """How right MODEL is on issuers it has not seen, as JSON lines. 在未见过的发文机关上评估模型。"""
    rows = [{"measure": name, "value": value} for name, value in rows_of(evaluate(model, documents=documents, labels=labels))]
    emit("".join(json_lines(rows)), out)
