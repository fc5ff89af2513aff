"""Trains the demonstration model on the table of `cardwright features` and writes what the service folder needs.

    python train.py --table table.csv --truth truth.csv --service ../../services/sepsis-risk-demo

Into the service:  models/lightgbm.onnx, models/lightgbm.model.json, models/lightgbm.golden.json
Beside the script: parity.json (200 rows with Python's own probabilities), evaluation.json (held-out figures)

The same table gives the same bytes: one thread, fixed seeds, no time and no random name in any file.
"""

import argparse
import csv
import hashlib
import json
import math
from pathlib import Path

import lightgbm
import numpy as np
import onnxmltools
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

SEED = 20260301
HERE = Path(__file__).parent
OUTPUT = "event_12h"
NUMBER, BOOLEAN = "number", "boolean"

# Column, and what the service does when it is absent. The order is the order of the graph's columns.
INPUTS = {
    "age": "required",
    "hours_in_hospital": "required",
    "heart_rate": "required",
    "resp_rate": "required",
    "mean_pressure": "required",
    "temperature": "optional",
    "spo2": "optional",
    "lactate": "optional",
    "leukocytes": "optional",
    "creatinine": "optional",
    "platelets": "optional",
    "bilirubin": "optional",
    "diabetes": "optional",
}
OPTIONAL = [name for name, presence in INPUTS.items() if presence == "optional"]


class Table:
    """The rows that the service would score: a row without a required feature is not in the population."""

    def __init__(self, table: Path, truth: Path):
        manifest = json.loads(table.with_suffix(".manifest.json").read_text())
        if hashlib.sha256(table.read_bytes()).hexdigest() != manifest["table"]["sha256"]:
            raise SystemExit("The manifest is not of this table.")
        self.manifest = manifest
        true_risk = {(row["patient"], parse_time(row["index_time"])): float(row["true_risk"]) for row in read(truth)}
        rows = read(table)
        required = [name for name, presence in INPUTS.items() if presence == "required"]
        kept = [row for row in rows if all(row[name] != "" for name in required)]
        self.left_out = len(rows) - len(kept)
        # float32 before fitting: what the graph compares is what the trainer has seen.
        self.x = np.array([[cell(row[name]) for name in INPUTS] for row in kept], dtype=np.float64).astype(np.float32)
        self.y = np.array([int(row["label"]) for row in kept])
        self.true_risk = np.array([true_risk[row["patient"], parse_time(row["index_time"])] for row in kept])
        # Every third patient is held out, by the number in the id: no patient is on both sides.
        self.held_out = np.array([int(row["patient"].rsplit("-", 1)[1]) % 3 == 0 for row in kept])


def read(path: Path) -> list[dict[str, str]]:
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def parse_time(text: str) -> str:
    return text.removesuffix("Z").removesuffix(".000")


def cell(text: str) -> float:
    return math.nan if text == "" else float(text)


def fit(x: np.ndarray, y: np.ndarray) -> lightgbm.LGBMClassifier:
    model = lightgbm.LGBMClassifier(
        n_estimators=160,
        learning_rate=0.05,
        num_leaves=8,
        min_child_samples=40,
        reg_lambda=5.0,
        random_state=SEED,
        deterministic=True,
        force_row_wise=True,
        n_jobs=1,
        verbose=-1,
    )
    return model.fit(x, y)


def check_missing_routing(model: lightgbm.LGBMClassifier) -> None:
    """A tree that never saw NaN in a column reads NaN as 0 in LightGBM and as 'right' in ONNX: such a column may not be optional."""
    names = list(INPUTS)

    def visit(node: dict) -> None:
        if "split_feature" not in node:
            return
        name = names[node["split_feature"]]
        if name in OPTIONAL and node["missing_type"] != "NaN":
            raise SystemExit(f"{name} is optional, and a split on it does not route NaN.")
        visit(node["left_child"])
        visit(node["right_child"])

    for tree in model.booster_.dump_model()["tree_info"]:
        visit(tree["tree_structure"])


def round_thresholds_down(model: lightgbm.LGBMClassifier, x: np.ndarray) -> None:
    """Thresholds to the float32 at or below them. A float32 is at most the one exactly when it is at most the other, so no
    prediction changes; the converter rounds to the nearest, and a patient on the rounded value would take the other branch."""

    def down(text: str) -> str:
        threshold = float(text)
        rounded = np.float32(threshold)
        if float(rounded) > threshold:
            rounded = np.nextafter(rounded, np.float32(-np.inf))
        return repr(float(rounded))

    before = model.predict_proba(x)
    lines = model.booster_.model_to_string(num_iteration=-1).split("\n")
    rounded = [
        "threshold=" + " ".join(down(text) for text in line.removeprefix("threshold=").split())
        if line.startswith("threshold=")
        else line
        for line in lines
        # Byte lengths of the trees, which are other ones now; without them the text is read in order.
        if not line.startswith("tree_sizes=")
    ]
    model._Booster = lightgbm.Booster(model_str="\n".join(rounded))
    if not np.array_equal(before, model.predict_proba(x)):
        raise SystemExit("Rounding the thresholds changed a prediction.")


def to_onnx(model: lightgbm.LGBMClassifier) -> bytes:
    """zipmap off: plain tensors. A fixed name: the converter's default is a new UUID each time. Its opsets come out of a set,
    in an order that changes from process to process: sorted."""
    converted = onnxmltools.convert_lightgbm(
        model,
        name="sepsis-risk-demo",
        initial_types=[("features", FloatTensorType([None, len(INPUTS)]))],
        target_opset=15,
        zipmap=False,
    )
    opsets = sorted(converted.opset_import, key=lambda opset: opset.domain)
    del converted.opset_import[:]
    converted.opset_import.extend(opsets)
    return converted.SerializeToString(deterministic=True)


def probability(model: lightgbm.LGBMClassifier, rows: np.ndarray) -> list[float]:
    return [float(p) for p in model.predict_proba(rows.astype(np.float32))[:, 1]]


def as_inputs(row: np.ndarray) -> dict[str, float | bool | None]:
    """The row as the service names it: null for absent. The shortest decimal of a float32 reads back as the same float32."""
    named = {}
    for name, value in zip(INPUTS, row, strict=True):
        if math.isnan(value):
            named[name] = None
        elif name == "diabetes":
            named[name] = bool(value)
        else:
            number = float(np.format_float_positional(np.float32(value), unique=True))
            named[name] = int(number) if number.is_integer() else number
    return named


def golden_rows(model: lightgbm.LGBMClassifier, x: np.ndarray, centre: np.ndarray) -> list[tuple[str, np.ndarray]]:
    names = list(INPUTS)
    rows = [("the-reference-patient", centre)]
    low, high = np.nanmin(x, axis=0), np.nanmax(x, axis=0)
    thresholds = split_thresholds(model)
    for column, name in enumerate(names):
        places = {"lowest": low[column], "highest": high[column]}
        if name in thresholds:
            at = float(np.float32(thresholds[name]))
            below = np.nextafter(np.float32(at), np.float32(-np.inf))
            above = np.nextafter(np.float32(at), np.float32(np.inf))
            places |= {"below-the-split": below, "at-the-split": at, "above-the-split": above}
        if name in OPTIONAL:
            places["absent"] = math.nan
        for place, value in places.items():
            if name == "diabetes" and place.endswith("split"):
                continue
            row = centre.copy()
            row[column] = value
            rows.append((f"{name}-{place}", row))
    bare = centre.copy()
    bare[[names.index(name) for name in OPTIONAL]] = math.nan
    rows.append(("every-optional-input-absent", bare))
    rows.append(("everything-lowest", np.where(np.isnan(low), centre, low)))
    rows.append(("everything-highest", np.where(np.isnan(high), centre, high)))
    return rows


def split_thresholds(model: lightgbm.LGBMClassifier) -> dict[str, float]:
    """For each input the threshold of the split with the largest gain."""
    best: dict[str, tuple[float, float]] = {}

    def visit(node: dict) -> None:
        if "split_feature" not in node:
            return
        name = list(INPUTS)[node["split_feature"]]
        if node["split_gain"] > best.get(name, (-1.0, 0.0))[0]:
            best[name] = (node["split_gain"], node["threshold"])
        visit(node["left_child"])
        visit(node["right_child"])

    for tree in model.booster_.dump_model()["tree_info"]:
        visit(tree["tree_structure"])
    return {name: threshold for name, (_, threshold) in best.items()}


def golden(model: lightgbm.LGBMClassifier, rows: list[tuple[str, np.ndarray]]) -> list[dict]:
    expected = probability(model, np.array([row for _, row in rows]))
    return [
        {
            "id": identity,
            "inputs": as_inputs(row),
            "expected": {OUTPUT: p},
            "tolerance": 1e-6,
            "source": f"LightGBM {lightgbm.__version__} predict_proba, train.py",
        }
        for (identity, row), p in zip(rows, expected, strict=True)
    ]


def parity(model: lightgbm.LGBMClassifier, x: np.ndarray) -> list[dict]:
    """200 held-out rows: half as they are, half with more of their optional inputs taken away."""
    rng = np.random.default_rng(SEED)
    rows = x[np.sort(rng.choice(len(x), size=200, replace=False))].copy()
    optional = [list(INPUTS).index(name) for name in OPTIONAL]
    away = rng.random((100, len(optional))) < 0.5
    rows[100:, optional] = np.where(away, np.nan, rows[100:, optional])
    return [{"inputs": as_inputs(row), "probability": p} for row, p in zip(rows, probability(model, rows), strict=True)]


def logit(p: np.ndarray) -> np.ndarray:
    inside = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(inside / (1 - inside))


def interval(statistic, *columns: np.ndarray) -> list[float]:
    """95 % by 1,000 bootstrap draws of patients."""
    rng = np.random.default_rng(SEED)
    n = len(columns[0])
    draws = [statistic(*(c[i] for c in columns)) for i in (rng.integers(0, n, n) for _ in range(1000))]
    return [round(float(q), 4) for q in np.quantile(draws, [0.025, 0.975])]


def deciles(y: np.ndarray, p: np.ndarray, true_risk: np.ndarray) -> list[dict]:
    order = np.argsort(p, kind="stable")
    return [
        {
            "patients": len(part),
            "predicted": round(float(p[part].mean()), 4),
            "true": round(float(true_risk[part].mean()), 4),
            "observed": round(float(y[part].mean()), 4),
        }
        for part in np.array_split(order, 10)
    ]


def evaluate(model: lightgbm.LGBMClassifier, table: Table) -> dict:
    held_out = table.held_out
    x, y, true_risk = table.x[held_out], table.y[held_out], table.true_risk[held_out]
    p = np.array(probability(model, x))
    recalibration = LogisticRegression(C=np.inf).fit(logit(p)[:, None], y)
    truth_line = np.polyfit(logit(p), logit(true_risk), 1)
    tenths = deciles(y, p, true_risk)
    return {
        "rows": {
            "table": len(table.y) + table.left_out,
            "without_a_required_feature": table.left_out,
            "trained_on": int((~held_out).sum()),
            "held_out": int(held_out.sum()),
            "events_held_out": int(y.sum()),
        },
        "against_held_out_labels": {
            "auroc": round(float(roc_auc_score(y, p)), 4),
            "auroc_95": interval(roc_auc_score, y, p),
            "auroc_of_the_true_risk": round(float(roc_auc_score(y, true_risk)), 4),
            "average_precision": round(float(average_precision_score(y, p)), 4),
            "brier": round(float(brier_score_loss(y, p)), 4),
            "brier_of_the_true_risk": round(float(brier_score_loss(y, true_risk)), 4),
            "calibration_intercept": round(float(recalibration.intercept_[0]), 4),
            "calibration_slope": round(float(recalibration.coef_[0][0]), 4),
            "observed_to_expected": round(float(y.mean() / p.mean()), 4),
            "expected_calibration_error": round(
                float(np.mean([abs(t["predicted"] - t["observed"]) for t in tenths])), 4
            ),
        },
        "against_the_known_truth": {
            "mean_absolute_difference": round(float(np.abs(p - true_risk).mean()), 4),
            "mean_predicted": round(float(p.mean()), 4),
            "mean_true": round(float(true_risk.mean()), 4),
            "logit_slope": round(float(truth_line[0]), 4),
            "logit_intercept": round(float(truth_line[1]), 4),
            "logit_correlation": round(float(np.corrcoef(logit(p), logit(true_risk))[0, 1]), 4),
        },
        "deciles_of_the_prediction": tenths,
    }


def signature(table: Table, centre: np.ndarray) -> list[dict]:
    """Ranges are those of the rows it was trained on: beyond them a tree repeats its last answer, which is no knowledge."""
    x = table.x[~table.held_out]
    inputs = []
    for column, (name, presence) in enumerate(INPUTS.items()):
        described = table.manifest["features"][name]
        one = {"name": name, "unit": described["unit"], "kind": described["kind"], "presence": presence}
        if described["kind"] == NUMBER:
            # Outward to a tenth: a value that the training saw is never refused for its last digit.
            low, high = float(np.nanmin(x[:, column])), float(np.nanmax(x[:, column]))
            one["range"] = [math.floor(low * 10) / 10, math.ceil(high * 10) / 10]
        if name == "lactate":
            low, high = np.nanquantile(x[:, column], [0.05, 0.95])
            one["whenMissing"] = {
                "range": [round(float(low), 1), round(float(high), 1)],
                "source": "5th to 95th percentile of the lactate of the synthetic training patients",
            }
        inputs.append(one)
    return inputs


def model_manifest(table: Table, onnx: bytes, centre: np.ndarray) -> dict:
    return {
        "id": "sepsis-risk-demo@lightgbm",
        "variant": "lightgbm",
        "title": "Demonstration: invented event within 12 h, gradient-boosted trees",
        "reference": "sepsis-risk-demo",
        "citation": "Cardwright demonstration model, trained on synthetic patients with invented coefficients. Not clinical evidence.",
        "sha256": hashlib.sha256(onnx).hexdigest(),
        "evidence": "cross-checked",
        "use": "card",
        "inputs": signature(table, centre),
        "outputs": [
            {
                "name": OUTPUT,
                "unit": "1",
                "kind": "probability",
                "inputs": list(INPUTS),
                "column": 0,
                "link": {"scale": "logit", "column": 0},
            }
        ],
        "graph": {
            "inputs": [{"tensor": "features", "columns": [{"input": name} for name in INPUTS]}],
            # Column 1 is label 1: main() holds classes_ to [0, 1], and the golden vectors hold the column.
            "outputs": [{"tensor": "probabilities", "column": 1}],
            "links": [{"fromOutput": 0}],
        },
        "referencePatient": {
            "description": "a synthetic patient with the median of the training patients in every number, without diabetes",
            "inputs": as_inputs(centre),
        },
        "provenance": (
            f"training/sepsis-risk-demo/train.py: LightGBM {lightgbm.__version__}, onnxmltools {onnxmltools.__version__}, seed {SEED}; "
            f"table of cardwright features, schema {table.manifest['schema'][:16]}, sha256 {table.manifest['table']['sha256'][:16]}"
        ),
    }


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--service", type=Path, required=True)
    options = parser.parse_args()
    table = Table(options.table, options.truth)
    training = table.x[~table.held_out]
    model = fit(training, table.y[~table.held_out])
    if list(model.classes_) != [0, 1]:
        raise SystemExit("The labels are not 0 and 1.")
    check_missing_routing(model)
    round_thresholds_down(model, table.x)
    # Three digits: the reference patient is described to people.
    centre = np.array([float(f"{median:.3g}") for median in np.nanmedian(training, axis=0)], dtype=np.float32)
    centre[list(INPUTS).index("diabetes")] = 0
    onnx = to_onnx(model)
    models = options.service / "models"
    models.mkdir(parents=True, exist_ok=True)
    (models / "lightgbm.onnx").write_bytes(onnx)
    write_json(models / "lightgbm.model.json", model_manifest(table, onnx, centre))
    write_json(models / "lightgbm.golden.json", golden(model, golden_rows(model, training, centre)))
    write_json(HERE / "parity.json", parity(model, table.x[table.held_out]))
    write_json(HERE / "evaluation.json", evaluate(model, table))


if __name__ == "__main__":
    main()
