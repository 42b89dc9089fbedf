"""The study: one directory that holds expression, modulator, networks, models and how they were made."""

from compute.study.blocks import Coefficients
from compute.study.format import BLOCK_SAMPLES, FITS, StudyRecord
from compute.study.models import StoredModel, check_model_name, write_model
from compute.study.read import EdgeBundle, Study, open_study, verify_study
from compute.study.write import StudyContent, StudyWriter, now

__all__ = [
    "BLOCK_SAMPLES",
    "FITS",
    "Coefficients",
    "EdgeBundle",
    "StoredModel",
    "Study",
    "StudyContent",
    "StudyRecord",
    "StudyWriter",
    "check_model_name",
    "now",
    "open_study",
    "verify_study",
    "write_model",
]
