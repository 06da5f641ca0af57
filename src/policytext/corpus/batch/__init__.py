"""Batches: folders of any size into Parquet datasets, on one machine or many; nothing is lost and nothing is read twice."""

from policytext.corpus.batch.batch import BatchResult, run_batch
from policytext.corpus.batch.local import LocalEngine
from policytext.corpus.batch.run import Step
from policytext.corpus.batch.settings import Settings

__all__ = ["BatchResult", "LocalEngine", "Settings", "Step", "run_batch"]
