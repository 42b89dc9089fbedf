"""The sentences of compute are found in its source, whole, with a name for every place."""

from __future__ import annotations

import pytest

from sign_dash.language.reported import templates


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('raise UserError("A study needs a title.")', ["A study needs a title."]),
        ('raise UserError(f"{self.source.name} has {len(rows):,} rows.")', ["{name} has {n_rows} rows."]),
        ('raise UserError(f"{a.title} and {b.title} differ")', ["{title} and {title2} differ"]),
        (
            "raise UserError(f\"There is no kernel {kernel!r}; choose {' or '.join(KERNELS)}.\")",
            ["There is no kernel {quoted_kernel}; choose {either_kernels}."],
        ),
        (
            "notes.append(f\"{n} class{'' if n == 1 else 'es'} of {what}.\")",
            ["{n} class of {what}.", "{n} classes of {what}."],
        ),
        ('notes.append(f"A set {{of}} {name}.")', ["A set {{of}} {name}."]),
        (
            "notes.append(f\"Left out{f', {n} of the rows' if n else ''}: {named(genes)}.\")",
            ["Left out{value}: {genes}.", ", {n} of the rows"],
        ),
        ('"""What this module does, in prose."""', []),
        ('raise ValueError("The program is wrong here.")', []),
        ('_LOG.info("Something was done just now.")', []),
        ('columns = ["gene", "target_mean", "q < 1"]', []),
    ],
)
def test_a_sentence_becomes_a_template(source: str, found: list[str]) -> None:
    assert list(templates(source)) == found


def test_of_the_dashboard_only_errors_are_taken() -> None:
    source = 'title = "Not inside say at all"\nraise UserError(f"The page sent {what}; load it again.")'
    assert list(templates(source, errors_alone=True)) == ["The page sent {what}; load it again."]
