"""Write what results.json holds as table.md, curve.png and review.png.

python experiments/weak-labels/draw.py
"""

from collections.abc import Mapping, Sequence
from statistics import mean, stdev

from articles import SETS
from cells import HERE, results
from curve import N_GOLD
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stance.corpus.review.ordering import Order
from stance.evaluation.figures import save_png
from stance.files import write_whole
from stance.labeling.label_models import DEFAULT_MODEL, MODELS
from stance.labels import LABELS

_T_95 = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78}
_STYLES = {"gold": ("#767676", "o", "by hand only"), "weak": ("#1f5fbf", "s", "150 by functions")}
_SETS = [part.name for part in SETS]


def main() -> None:
    found = results()
    lines = [
        *(_models(found["models"]) if "models" in found else []),
        *_functions(found.get("functions", {})),
    ]
    if "curve" in found:
        lines += _curve(found["curve"])
        save_png(_draw_curve(found["curve"], found.get("models", {})), HERE / "curve.png")
    if "review" in found:
        lines += _review(found["review"], found["curve"])
        save_png(_draw_review(found["review"], found["curve"]), HERE / "review.png")
    write_whole("\n".join([*lines, *_speed(found.get("speed", {}))]), HERE / "table.md")


def _models(models: Mapping[str, Mapping[str, float]]) -> list[str]:
    lines = []
    for name in _SETS:
        lines += [f"### Label models on {name}", ""]
        lines += [
            "| label model | macro-F1 | official | expert | fact | ECE | Brier | with speakers |",
            f"|---|{'---|' * 7}",
        ]
        for model in MODELS:
            here = {
                key.removeprefix(f"{name}."): value
                for key, value in models[model].items()
                if key.startswith(f"{name}.")
            }
            votes = {key.removeprefix("votes."): value for key, value in here.items()}
            low, high = votes["macro_f1_low"], votes["macro_f1_high"]
            cells = [
                f"{votes['macro_f1']:.3f} ({low:.2f}–{high:.2f})",
                *(f"{votes[f'f1.{label.value}']:.3f}" for label in LABELS),
                *(f"{votes[key]:.3f}" for key in ("ece", "brier")),
                f"{here['articles.macro_f1']:.3f}",
            ]
            lines.append(f"| {model} | {' | '.join(cells)} |")
        lines.append("")
    return lines


def _functions(functions: Mapping[str, Mapping[str, object]]) -> list[str]:
    names = list(dict.fromkeys(name for one in functions.values() for name in one["accuracy"]))
    header = "".join(f" {name} | on |" for name in functions)
    lines = ["### Accuracy of each function", "", f"| function |{header}"]
    lines.append(f"|---|{'---|---|' * len(functions)}")
    for name in names:
        cells = []
        for one in functions.values():
            if name in one["accuracy"]:
                right, low, high, n = one["accuracy"][name]
                cells += [f"{right:.2f} ({low:.2f}–{high:.2f})", str(n)]
            else:
                cells += ["–", "–"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, ""]


def _curve(cells: Mapping[str, Mapping[str, float]]) -> list[str]:
    lines = ["### Learning curve, macro-F1", ""]
    columns = [(name, kind) for name in _SETS for kind in _STYLES]
    titles = " | ".join(f"{name}, {_STYLES[kind][2]}" for name, kind in columns)
    lines += [f"| articles by hand | {titles} |", f"|---|{'---|' * len(columns)}"]
    for n_gold in N_GOLD:
        row = [_spread(_values(cells, f"{kind}-{n_gold}", name)) for name, kind in columns]
        lines.append(f"| {n_gold} | {' | '.join(row)} |")
    return [*lines, ""]


def _review(
    cells: Mapping[str, Mapping[str, float]], curve: Mapping[str, Mapping[str, float]]
) -> list[str]:
    lines = ["### 50 articles corrected, macro-F1", "", f"| chosen by | {' | '.join(_SETS)} |"]
    lines.append(f"|---|{'---|' * len(_SETS)}")
    for name, values in _review_rows(cells, curve):
        lines.append(f"| {name} | {' | '.join(_spread(values[one]) for one in _SETS)} |")
    return [*lines, ""]


def _speed(sizes: Mapping[str, Mapping[str, float]]) -> list[str]:
    lines = ["### Speed", "", "| articles | sentences | s | processor s | sentences/s | MB |"]
    lines.append(f"|---|{'---|' * 5}")
    for size, one in sorted(sizes.items(), key=lambda pair: int(pair[0])):
        cells = (one["n_sentences"], one["seconds"], one["processor_seconds"])
        cells += (one["sentences_per_s"], one["memory_megabytes"])
        lines.append(f"| {size} | {' | '.join(f'{cell:.0f}' for cell in cells)} |")
    return [*lines, ""]


def _draw_curve(
    cells: Mapping[str, Mapping[str, float]], models: Mapping[str, Mapping[str, float]]
) -> Figure:
    figure = Figure(figsize=(9.2, 3.8), layout="constrained")
    for axes, name in zip(figure.subplots(1, len(_SETS), sharey=True), _SETS, strict=True):
        for kind, (colour, marker, title) in _STYLES.items():
            known = [(n, values) for n in N_GOLD if (values := _values(cells, f"{kind}-{n}", name))]
            axes.errorbar(
                [n for n, _ in known],
                [mean(values) for _, values in known],
                yerr=[_reach(values) for _, values in known],
                color=colour,
                marker=marker,
                capsize=3,
                label=title,
            )
        if DEFAULT_MODEL in models:
            alone = models[DEFAULT_MODEL][f"{name}.articles.macro_f1"]
            axes.axhline(alone, color="#b35c00", linestyle="--", label="functions, no network")
        _finish(axes, title=name)
        axes.set_xlabel("articles labelled by hand")
    return figure


def _draw_review(
    cells: Mapping[str, Mapping[str, float]], curve: Mapping[str, Mapping[str, float]]
) -> Figure:
    rows = _review_rows(cells, curve)
    figure = Figure(figsize=(9.2, 3.2), layout="constrained")
    for axes, name in zip(figure.subplots(1, len(_SETS), sharey=True), _SETS, strict=True):
        known = [(row, values[name]) for row, values in rows if values[name]]
        axes.errorbar(
            [row for row, _ in known],
            [mean(values) for _, values in known],
            yerr=[_reach(values) for _, values in known],
            color="#1f5fbf",
            fmt="s",
            capsize=3,
            label="mean and 95 % interval over seeds",
        )
        _finish(axes, title=name)
    return figure


def _finish(axes: Axes, *, title: str) -> None:
    axes.set_title(title, fontsize=11, loc="left")
    axes.set_ylabel("macro-F1")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)


def _review_rows(
    cells: Mapping[str, Mapping[str, float]], curve: Mapping[str, Mapping[str, float]]
) -> list[tuple[str, dict[str, list[float]]]]:
    sources = [("none", curve, "weak-0"), *((one.value, cells, one.value) for one in Order)]
    return [
        (row, {name: _values(where, cell, name) for name in _SETS}) for row, where, cell in sources
    ]


def _values(cells: Mapping[str, Mapping[str, float]], cell: str, name: str) -> list[float]:
    return [
        figures[f"{name}.macro_f1"]
        for key, figures in cells.items()
        if key.rpartition("-")[0] == cell
    ]


def _reach(values: Sequence[float]) -> float:
    """Give half the 95 % interval of the mean over seeds (Student)."""
    n = len(values)
    return _T_95[n] * stdev(values) / n**0.5 if n > 1 else 0.0


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "–"
    return f"{mean(values):.3f}" + (f" ± {_reach(values):.3f}" if len(values) > 1 else "")


if __name__ == "__main__":
    main()
