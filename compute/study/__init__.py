"""The study: one directory that holds expression, modulator, networks, models and how they were made."""

from compute.study.blocks import Block, Coefficients
from compute.study.blocks import encode as encode_block
from compute.study.bundles import EdgeBundle, EdgeStrengths
from compute.study.care import (
    LONGEST_SLUG,
    check_title,
    is_study,
    remove_study,
    rename_study,
    slug_of,
    study_record,
    study_size,
)
from compute.study.confidence import ALTERNATIVES, EDGES, SPREAD_QUANTILES, StoredConfidence, write_confidence
from compute.study.course_bands import (
    ContrastBands,
    EdgeCourses,
    bands_at,
    coefficients_at,
    difference_bands,
    edge_courses,
)
from compute.study.courses import BAND, HELD, CourseTable, EdgeBand, leaves_out_zero
from compute.study.edge_table import EdgeTable, not_converged
from compute.study.edges import SIGNED_COEFFICIENT, EdgeColumn, EdgeMeaning
from compute.study.format import BLOCK_SAMPLES, MethodRecord, StudyRecord
from compute.study.groups import group_samples, value_bins
from compute.study.intact import check_seal, sealed
from compute.study.models import StoredModel, check_model_name, model_names, write_model
from compute.study.opened import open_study, verify_study
from compute.study.pending import Pending
from compute.study.progress import read_progress
from compute.study.read import Study
from compute.study.samples import stored_own_scores
from compute.study.score import StudyScore, check_ends
from compute.study.stored import StoredArray
from compute.study.sure import sure_edges
from compute.study.write import StudyContent, StudyWriter

__all__ = [
    "ALTERNATIVES",
    "BAND",
    "BLOCK_SAMPLES",
    "EDGES",
    "HELD",
    "LONGEST_SLUG",
    "SIGNED_COEFFICIENT",
    "SPREAD_QUANTILES",
    "Block",
    "Coefficients",
    "ContrastBands",
    "CourseTable",
    "EdgeBand",
    "EdgeBundle",
    "EdgeColumn",
    "EdgeCourses",
    "EdgeMeaning",
    "EdgeStrengths",
    "EdgeTable",
    "MethodRecord",
    "Pending",
    "StoredArray",
    "StoredConfidence",
    "StoredModel",
    "Study",
    "StudyContent",
    "StudyRecord",
    "StudyScore",
    "StudyWriter",
    "bands_at",
    "check_ends",
    "check_model_name",
    "check_seal",
    "check_title",
    "coefficients_at",
    "difference_bands",
    "edge_courses",
    "encode_block",
    "group_samples",
    "is_study",
    "leaves_out_zero",
    "model_names",
    "not_converged",
    "open_study",
    "read_progress",
    "remove_study",
    "rename_study",
    "sealed",
    "slug_of",
    "stored_own_scores",
    "study_record",
    "study_size",
    "sure_edges",
    "value_bins",
    "verify_study",
    "write_confidence",
    "write_model",
]
