"""What a caller gives in memory, as the files of a request, which from there on is treated like any other.

Files are called as the arguments are, so that messages about them name the argument.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from compute.errors import UserError
from compute.runs import GeneChoice, ScoreChoice
from compute.score import SCORES

if TYPE_CHECKING:
    import anndata as ad

Genes: TypeAlias = Sequence[str] | None
Modulator: TypeAlias = "str | pd.Series[Any] | Mapping[str, float] | ArrayLike"


class Given:
    """Arguments as files in ``folder``. inputs: the files by the names of their arguments."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inputs: dict[str, Path] = {}

    def _place(self, name: str, ending: str) -> Path:
        self.inputs[name] = self.folder / f"{name}{ending}"
        return self.inputs[name]

    def data(self, data: pd.DataFrame | ad.AnnData, layer: str) -> pd.Index[str]:
        """Keep the expression; returns the names of the samples as given."""
        if isinstance(data, pd.DataFrame):
            return self._frame(data, layer)
        if not all(hasattr(data, part) for part in ("X", "obs", "var", "layers")):
            raise UserError("data must be a DataFrame or an AnnData object, not {kind}.", kind=type(data).__name__)
        return self._anndata(data, layer)

    def _frame(self, data: pd.DataFrame, layer: str) -> pd.Index[str]:
        if layer:
            raise UserError("layer={layer!r} is for AnnData; a DataFrame has no layers.", layer=layer)
        textual = [str(name) for name, kind in data.dtypes.items() if not pd.api.types.is_numeric_dtype(kind)]
        if textual:
            raise UserError(
                "data has columns that are not numbers ({textual}); keep the genes alone, sample names as its index.",
                textual=textual,
            )
        named = data.set_axis(data.columns.map(str), axis=1).set_axis(data.index.map(str), axis=0)
        repeated = named.columns[named.columns.duplicated()]
        if len(repeated):
            raise UserError("data has the column {name!r} more than once; keep one.", name=str(repeated[0]))
        named.rename_axis("sample").astype(np.float64).to_parquet(self._place("data", ".parquet"))
        return named.index

    def _anndata(self, data: ad.AnnData, layer: str) -> pd.Index[str]:
        import anndata as ad

        if layer and layer != "raw" and layer not in data.layers:
            raise UserError("layer={layer!r} is not in data; it has {layers}.", layer=layer, layers=list(data.layers))
        if layer == "raw" and data.raw is None:
            raise UserError("layer='raw' is not in data, which has no raw; leave it out for X.")
        whole = data.raw if layer == "raw" else data
        values = data.layers[layer] if layer not in ("", "raw") else whole.X
        obs: pd.DataFrame = data.obs.set_axis(data.obs_names.map(str), axis=0)
        ad.AnnData(values, obs=obs, var=whole.var).write_h5ad(self._place("data", ".h5ad"))
        return obs.index

    def modulator(
        self, given: Modulator | None, data: pd.DataFrame | ad.AnnData, samples: pd.Index[str], ends: tuple[str, str]
    ) -> ScoreChoice:
        """The score of each sample: a column of ``obs``, the name of a score that is computed, or values."""
        low, high = ends
        if given is None:
            return ScoreChoice()
        if isinstance(given, str):
            obs = getattr(data, "obs", None)
            if obs is not None and given in obs:
                return self._scores(obs[given].set_axis(samples), low, high)
            if given in SCORES:
                return ScoreChoice(method=given)
            raise UserError(
                "modulator={name!r} is neither a column of data.obs nor a score ({scores}).",
                name=given,
                scores=list(SCORES),
            )
        if isinstance(given, Mapping):
            return self._scores(pd.Series(dict(given), name="modulator"), low, high)
        if isinstance(given, pd.Series):
            return self._scores(given, low, high)
        values = np.asarray(given, dtype=np.float64)
        if values.shape != (len(samples),):
            raise UserError(
                "modulator has shape {shape}; {count:,} values are needed, one for each sample of data.",
                shape=str(values.shape),
                count=len(samples),
            )
        return self._scores(pd.Series(values, samples, name="modulator"), low, high)

    def _scores(self, values: pd.Series[Any], low: str, high: str) -> ScoreChoice:
        if not pd.api.types.is_numeric_dtype(values.dtype):
            raise UserError(
                "modulator holds {kind}, not numbers; give a number for each sample.", kind=str(values.dtype)
            )
        column = str(values.name if values.name is not None else "modulator")
        # A sample without a value has no place on the score: it is left out, as one that is not in a table is.
        known = values[values.notna()]
        frame = pd.DataFrame({"sample": known.index.map(str), column: known.to_numpy(np.float64)})
        frame.to_csv(self._place("modulator", ".csv"), index=False)
        return ScoreChoice("modulator", column, low=low, high=high)

    def genes(self, name: str, given: Genes, otherwise: GeneChoice) -> GeneChoice:
        """A list of genes, or the usual choice. name: of the argument."""
        if given is None:
            return otherwise
        if isinstance(given, str):
            raise UserError(
                "{name} must be a list of gene names, not one text; write [{given!r}].", name=name, given=given
            )
        genes = [str(gene) for gene in given]
        if not genes:
            raise UserError("{name} is empty; name genes, or leave it out.", name=name)
        self._place(name, ".txt").write_text("\n".join(genes) + "\n", encoding="utf-8")
        return GeneChoice("file", file=name)

    def annotation(self, given: pd.DataFrame | None) -> str:
        """Annotation of the samples, indexed by their names; "" for none."""
        if given is None:
            return ""
        if not isinstance(given, pd.DataFrame):
            raise UserError("annotation must be a DataFrame indexed by sample, not {kind}.", kind=type(given).__name__)
        frame = given.set_axis(given.index.map(str), axis=0).rename_axis("sample")
        frame.to_csv(self._place("annotation", ".csv"))
        return "annotation"
