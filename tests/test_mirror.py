"""Every source file has its test: by its name in the mirrored folder, or in the table below.

``compute/study/read.py`` would be tested by ``tests/study/test_read.py``, ``sign_dash/index.py`` by
``tests/sign_dash/test_index.py``, ``assets/js/edges.mjs`` by ``tests/js/edges.test.mjs``. The test of any other file is
named in :data:`TABLE`, and reaches it by imports, a program, a command or, for a module of the page, in a browser.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reaching import reached, scripts_reached
from tests.sources import of_its_name, sources

ROOT = Path(__file__).resolve().parent.parent

TABLE = """
[assets]
sign_dash/browser/test_shell.py: main
[assets/js]
js/pictures.test.mjs: base64 compare-lines hits labels tint weights
js/words.test.mjs: furniture language regulators studies tables
sign_dash/browser/test_arrange.py: lasso views
sign_dash/browser/test_explore.py: canvas explore genes network tools
sign_dash/browser/test_range.py: brush multiples
sign_dash/browser/test_sending.py: to-explore
sign_dash/browser/test_shell.py: keys out-of-view pages popovers shell tour
sign_dash/browser/test_strip.py: play strip
sign_dash/pages/answers/test_page.py: answers
sign_dash/pages/compare/test_page.py: compare-pictures compare
sign_dash/pages/components/test_page.py: components-pictures components
sign_dash/pages/regulators/test_page.py: hubs playhead
sign_dash/pages/scores/test_page.py: scores
sign_dash/pages/story/test_page.py: story
sign_dash/state/test_state.py: address menu notices state
[assets/js/exporting]
sign_dash/export/test_panel.py: charts figures own panel png server
[compute]
api/test_study.py: __init__
cli/test_bad_input.py: __main__
test_files.py: errors
[compute/analyse]
analyse/test_difference.py: means rewiring sides
analyse/test_enrichment.py: gene_sets masters
analyse/test_hubs.py: sweep
analyse/test_regulator_sizes.py: ranking
[compute/answers]
answers/test_known_when.py: over_time
answers/test_study_answers.py: along asked explained groups one_network records regulators sure
[compute/api]
api/test_run.py: given
api/test_study.py: containers network
[compute/cli]
fetch/test_download.py: fetch
cli/test_bad_input.py: files main
cli/test_components.py: explain ranks silence
cli/test_interrupted.py: stop
cli/test_reading.py: courses edge info network regulators
write/test_all_networks.py: export
cli/test_readings.py: arguments contributions effects enrichment hubs masters stability
cli/test_trip.py: deep_tensor fitting
doctor/test_doctor.py: doctor
demo/test_make.py: demo
runs/test_one_way.py: plan_lines profile profile_request
test_settings.py: options settings_table
[compute/suitability]
suitability/test_blood.py: emt ranks
[compute/components]
components/trip/test_trip.py: __init__
[compute/components/deep_tensor]
components/deep_tensor/test_alignment.py: channels networks objective
components/deep_tensor/test_deep_tensor.py: reading
components/deep_tensor/test_stored.py: model
[compute/components/explain]
cli/test_components.py: tables
components/trip/test_trip_classes.py: classes
[compute/components/learn]
cli/test_trip.py: fitting
components/learn/test_early_stopping.py: checks estimator
components/learn/test_outcome.py: head
components/trip/test_model_classes.py: settings
components/trip/test_trip_classes.py: class_accuracy
[compute/components/ranks]
cli/test_components.py: of_study table
components/ranks/test_ranks.py: choice curve
[compute/components/reading]
cli/test_components.py: all_tables rows tables
components/reading/test_readings.py: activity associations functions ranges strongest
components/reading/test_subnetwork.py: markers
[compute/components/stability]
components/stability/test_stability.py: found_again matching refits
[compute/components/trip]
components/trip/test_edge_block.py: study_stack
[compute/confidence]
confidence/test_calibration.py: figures
confidence/test_run.py: alternatives evidence plan
[compute/demo]
demo/test_cohort.py: wiring
sign_dash/language/test_spoken.py: files
[compute/doctor]
doctor/test_doctor.py: machine problems writing
[compute/estimate]
estimate/test_cluster.py: cluster_workers
estimate/test_plan.py: content costs workers
estimate/test_run.py: assembly stages
estimate/test_stability.py: again recorded
[compute/jobs]
jobs/test_queue.py: state worker
[compute/methods]
methods/bayesian_network/test_series.py: cohort replicates
methods/curves/test_descent.py: compiled
methods/curves/test_method.py: course_method
methods/network_profiler/test_chunks.py: points
methods/test_covariates.py: columns
methods/test_selection.py: base
[compute/methods/bayesian_network]
methods/bayesian_network/test_basis.py: smoother
methods/bayesian_network/test_edges.py: network
methods/bayesian_network/test_method.py: describe knowledge_stage posed rounds warm_up
methods/bayesian_network/test_score.py: one_parent problem several_parents unequal_variance
methods/bayesian_network/test_search.py: bootstrap candidates climb closure graph_prior
methods/bayesian_network/test_subsets.py: settings subset_stage
[compute/methods/state_space]
methods/state_space/test_em.py: rules series start
methods/state_space/test_method.py: describe grid problem settings stages warm_up
methods/state_space/test_model.py: kalman
methods/state_space/test_network.py: differential permutation
[compute/methods/curves]
methods/curves/test_descent.py: growth
methods/curves/test_fit.py: basis frame select
methods/curves/test_method.py: choice_stage describe diagnostics problem settings warm_up
methods/curves/test_sparse.py: ascent
[compute/methods/network_profiler]
estimate/test_run.py: bandwidth_stage warm_up
methods/network_profiler/test_audit.py: audit_stage
methods/network_profiler/batched/test_search.py: grid
methods/network_profiler/test_chunks.py: method
methods/network_profiler/test_describe.py: settings
methods/network_profiler/test_path.py: active_set inverse lambda_path
methods/network_profiler/test_search.py: bandwidth scratch workspace
methods/network_profiler/test_solver.py: fit gram
study/test_study.py: diagnostics
[compute/methods/network_profiler/batched]
methods/network_profiler/batched/test_search.py: fit
methods/network_profiler/batched/test_solve.py: problem screen state
[compute/fetch]
fetch/test_download.py: catalogue
[compute/read]
read/test_annotation.py: names
read/test_bad_input.py: source
read/test_cases.py: check dialect frame labels not_genes orientation parse preamble table thousands
read/test_cleaning.py: report
read/test_golden.py: builtin
read/test_kinds.py: measures
read/test_long_scores.py: long_table
read/test_sample_names.py: barcodes
read/test_scale.py: expression transform
runs/test_examine.py: recognise
[compute/read/formats]
plugins/test_format.py: base
read/formats/test_registry.py: __init__
read/test_cases.py: archive delimited edf excel feather firehose gct gdsc geo_series h5ad long loom mtx
read/test_cases.py: one_sample parquet tenx
read/test_kinds.py: no_table
[compute/read/gene_names]
read/gene_names/test_names.py: dates decorated genes match of_table
runs/test_examine.py: near
[compute/runs]
runs/test_examine.py: examination pairs planning
runs/test_parsed.py: inputs
runs/test_queue.py: execute request
sign_dash/pages/data/test_runs.py: state
[compute/runs/kinds]
runs/test_examine.py: examination plan
runs/test_queue.py: confidence run
[compute/score]
plugins/test_score.py: reference
score/test_coherence.py: correlation
score/test_run.py: genes record registry result
[compute/score/methods]
score/test_coherence.py: eem
[compute/study]
components/explain/test_groups.py: groups
confidence/test_run.py: confidence
estimate/test_unfinished.py: pending
study/test_courses.py: lacking names one_network
study/test_study.py: blocks bundles care edge_table edges format models opened read write
[compute/write]
api/test_study.py: all_edges
cli/test_compare.py: difference_tables
cli/test_reading.py: course_tables study_network
cli/test_readings.py: study_tables
write/test_changed.py: cx2_drawn drawn
write/test_files.py: cx2 described sample
write/test_table.py: tables
[sign_dash]
sign_dash/browser/test_shell.py: ids
sign_dash/export/test_pictures.py: plots
sign_dash/pages/explore/test_facts.py: gene_links
sign_dash/shell/test_cohort.py: theme
sign_dash/test_index.py: addresses build furniture
sign_dash/test_stopped.py: __main__
[sign_dash/export]
sign_dash/export/test_bundle.py: citations methods readme
sign_dash/export/test_routes.py: answers elsewhere
sign_dash/export/test_cards.py: card
sign_dash/export/test_hubs.py: core difference
sign_dash/export/test_panel.py: callbacks panels
sign_dash/export/test_pictures.py: names snapshot words
[sign_dash/gene_sets]
sign_dash/gene_sets/test_evidence.py: evidence_asked
sign_dash/gene_sets/test_kept.py: in_study of_study
sign_dash/pages/regulators/test_page.py: asked drop
[sign_dash/jobs]
sign_dash/jobs/test_words.py: queues
[sign_dash/pages]
sign_dash/pages/test_controls.py: registry
[sign_dash/pages/answers]
sign_dash/pages/answers/test_page.py: callbacks cards evidence evidence_pairs figures layout names report state
[sign_dash/pages/compare]
sign_dash/pages/compare/test_comparison.py: answer callbacks drawing
sign_dash/pages/compare/test_layout.py: chooser figures legend names selected selected_gene tables words
sign_dash/pages/compare/test_page.py: state
[sign_dash/pages/components]
sign_dash/export/test_cards.py: overview spark
sign_dash/pages/components/test_cards.py: core words
sign_dash/pages/components/test_choice.py: figure_style values
sign_dash/pages/components/test_layout.py: names
sign_dash/pages/components/test_page.py: callbacks state
[sign_dash/pages/components/genes]
sign_dash/pages/components/genes/test_genes.py: figure tables words
sign_dash/pages/components/test_page.py: callbacks panel
[sign_dash/pages/components/learning]
sign_dash/pages/components/learning/test_jobs.py: form kinds work
sign_dash/pages/components/test_page.py: callbacks
[sign_dash/pages/components/markers]
sign_dash/pages/components/markers/test_markers.py: known rows
sign_dash/pages/components/test_page.py: callbacks panel
[sign_dash/pages/components/plane]
sign_dash/pages/components/test_page.py: callbacks panel
[sign_dash/pages/components/prediction]
sign_dash/pages/components/prediction/test_figures.py: steps words
sign_dash/pages/components/test_page.py: callbacks panel
[sign_dash/pages/components/ranks]
sign_dash/pages/components/ranks/test_ranks.py: callbacks figure panel
[sign_dash/pages/components/silencing]
sign_dash/pages/components/silencing/test_what_if.py: figures
sign_dash/pages/components/test_page.py: callbacks panel
[sign_dash/pages/data]
sign_dash/pages/data/test_again.py: form
sign_dash/pages/data/test_browser.py: callbacks file_report layout new_callbacks new_files new_offer
sign_dash/pages/data/test_browser.py: list_and_card new_panel runs_panel state studies_callbacks studies_panel tables
sign_dash/pages/data/test_new_samples.py: names
sign_dash/pages/data/test_presets.py: settings
sign_dash/pages/data/test_runs.py: runs_callbacks
sign_dash/pages/data/test_upload.py: drafts
sign_dash/server/test_library.py: shelf
[sign_dash/pages/explore]
sign_dash/browser/test_explore.py: gene_callbacks genes_panel layout state view_menu
sign_dash/pages/explore/test_dependence.py: inspector
sign_dash/pages/explore/test_facts.py: along_score callbacks figures gene_card names words
sign_dash/pages/explore/test_genes.py: common path view
[sign_dash/pages/explore/offer]
sign_dash/pages/explore/offer/test_jobs.py: callbacks names panel
[sign_dash/pages/modules]
sign_dash/pages/modules/test_figures.py: cards transition words
sign_dash/pages/modules/test_page.py: callbacks layout names state
[sign_dash/pages/regulators]
sign_dash/pages/regulators/test_hubs.py: hubs_work
sign_dash/pages/regulators/test_jobs.py: masters_result work
sign_dash/pages/regulators/test_layout.py: names tables
sign_dash/pages/regulators/test_page.py: callbacks hubs_callbacks hubs_panel masters_callbacks masters_panel state
sign_dash/pages/regulators/test_page.py: target_callbacks target_panel
[sign_dash/pages/scores]
sign_dash/pages/scores/test_page.py: callbacks layout names state words work
[sign_dash/pages/story]
sign_dash/pages/story/test_page.py: adding callbacks cards layout names
sign_dash/pages/story/test_talks.py: places talk_html talk_pdf talk_pptx
[sign_dash/report]
sign_dash/report/test_files.py: command components content document drawings page slides
[sign_dash/scene]
sign_dash/browser/test_courses.py: courses
sign_dash/browser/test_explore.py: edge_table gene_table
sign_dash/scene/test_canvas.py: colours
sign_dash/scene/test_encoding.py: legend_bar meaning
sign_dash/scene/test_layered.py: strengths
sign_dash/scene/test_layout.py: look
sign_dash/scene/test_picture.py: legend marks scene
[sign_dash/scene/paper]
sign_dash/scene/paper/test_pdf.py: fonts marks svg
sign_dash/scene/test_picture.py: legend page paper
[sign_dash/server]
sign_dash/pages/compare/test_comparison.py: others
sign_dash/server/test_library.py: shelved
sign_dash/server/test_dispatcher.py: menu
sign_dash/server/test_guard.py: token trouble
[sign_dash/share]
sign_dash/share/test_page.py: __main__ kept views
[sign_dash/shell]
sign_dash/server/test_siblings.py: modulator_switch
sign_dash/test_verification.py: damage
sign_dash/browser/test_shell.py: callbacks help
sign_dash/browser/test_strip.py: player strip
sign_dash/pages/data/test_runs.py: header
sign_dash/state/test_state.py: menu state
[sign_dash/state]
sign_dash/state/test_state.py: callbacks
sign_dash/state/test_store.py: tracked
"""
"""``[folder of the sources]``, then lines ``test file: the sources it covers``."""


def table() -> list[tuple[Path, Path]]:
    """Pairs of source and test file."""
    pairs, folder = [], Path()
    for line in TABLE.strip().splitlines():
        if line[0] == "[":
            folder = Path(line.strip("[]"))
            continue
        test, names = line.split(":")
        ending = ".mjs" if folder.parts[0] == "assets" else ".py"
        pairs += [(folder / f"{name}{ending}", Path("tests", test)) for name in names.split()]
    return pairs


def test_every_source_has_its_test_by_name_or_in_the_table() -> None:
    named = {source for source in sources() if (ROOT / of_its_name(source)).is_file()}
    listed = [source for source, _ in table()]
    assert len(listed) == len(set(listed)), "a source is listed twice"
    assert sorted(set(sources()) - named - set(listed)) == [], (
        "write its test, or name in TABLE the test that covers it"
    )
    assert sorted(set(listed) - set(sources())) == [], "no such source: take it out of TABLE"
    assert sorted(set(listed) & named) == [], "it has a test of its name: take it out of TABLE"


def test_every_test_in_the_table_is_there() -> None:
    assert sorted({test for _, test in table() if not (ROOT / test).is_file()}) == []


@pytest.mark.parametrize("test", sorted({test for _, test in table()}), ids=str)
def test_a_test_reaches_what_it_is_said_to_cover(test: Path) -> None:
    covered = [source for source, named in table() if named == test]
    scripts = [source for source in covered if source.suffix == ".mjs"]
    there = scripts_reached(ROOT / test) if test.suffix == ".mjs" else reached(ROOT / test)
    if scripts and "pytest.mark.browser" in (ROOT / test).read_text(encoding="utf-8"):
        there |= scripts_reached(ROOT / "assets" / "main.mjs")
    assert [str(source) for source in covered if ROOT / source not in there] == []
