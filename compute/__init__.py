"""The public surface of the computing side. The dashboard imports from here and from nowhere deeper.

Light on purpose: importing it loads neither torch nor numba.
"""

__version__ = "0.1.0"

from compute.data import (
    GeneSets,
    KnownRegulators,
    builtin_emt_regulators,
    builtin_epithelial_seeds,
    builtin_mesenchymal_seeds,
    read_gene_sets,
    read_known_regulators,
)
from compute.demo import make_demo
from compute.errors import UserError
from compute.networks import (
    LARGEST_SET,
    SMALLEST_SET,
    OutDegrees,
    RankedRegulator,
    RegulatoryEffects,
    StudySets,
    binned_hubs_table,
    binned_out_degrees,
    function_changes,
    functions_table,
    hubs_table,
    integral_test,
    masters_table,
    most_changed_target,
    out_degrees,
    permutation_test,
    rank_effects,
    rank_hubs,
    ranking_table,
    regulatory_effects,
    require_permutations,
    save_table,
    study_sets,
)
from compute.study import EdgeBundle, Progress, StoredModel, Study, StudyRecord, open_study, read_progress

__all__ = [
    "LARGEST_SET",
    "SMALLEST_SET",
    "EdgeBundle",
    "GeneSets",
    "KnownRegulators",
    "OutDegrees",
    "Progress",
    "RankedRegulator",
    "RegulatoryEffects",
    "StoredModel",
    "Study",
    "StudyRecord",
    "StudySets",
    "UserError",
    "__version__",
    "binned_hubs_table",
    "binned_out_degrees",
    "builtin_emt_regulators",
    "builtin_epithelial_seeds",
    "builtin_mesenchymal_seeds",
    "function_changes",
    "functions_table",
    "hubs_table",
    "integral_test",
    "make_demo",
    "masters_table",
    "most_changed_target",
    "open_study",
    "out_degrees",
    "permutation_test",
    "rank_effects",
    "rank_hubs",
    "ranking_table",
    "read_gene_sets",
    "read_known_regulators",
    "read_progress",
    "regulatory_effects",
    "require_permutations",
    "save_table",
    "study_sets",
]
