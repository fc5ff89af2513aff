"""The example of docs/bring-your-own-model.md: an invented risk from four columns, fitted with scikit-learn.

Usage: python train.py [<folder>]   writes risk.onnx and golden.json there (default: beside this file).
The patients, the event and the coefficients are invented. Nothing here is about real people.
The versions are those of ../sepsis-risk-demo/requirements.txt.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import sklearn
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = ["age", "male", "systolic", "creatinine"]
SEED = 20261121


def patients(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Invented people and an invented event. Creatinine is absent in one of five."""
    draw = np.random.default_rng(SEED)
    x = np.column_stack(
        [
            draw.integers(18, 95, count),
            draw.integers(0, 2, count),
            draw.normal(128, 20, count).round(),
            draw.lognormal(0, 0.35, count).round(2),
        ]
    ).astype(np.float32)
    link = -4.2 + 0.045 * (x[:, 0] - 50) + 0.3 * x[:, 1] + 0.012 * (x[:, 2] - 120) + 0.9 * x[:, 3]
    y = (draw.random(count) < 1 / (1 + np.exp(-link))).astype(int)
    x[draw.random(count) < 0.2, 3] = np.nan
    return x, y


def golden(model, x: np.ndarray) -> list[dict]:
    """Rows by scikit-learn, not by the ONNX file: ends of the ranges, both sexes, absent creatinine, and people as they come."""
    corners = np.array(
        [[a, m, s, c] for a in (18, 94) for m in (0, 1) for s in (70, 210) for c in (0.3, 4, np.nan)], dtype=np.float32
    )
    rows = np.vstack([corners, x[:40]])
    risk = model.predict_proba(rows)[:, 1]
    source = f"scikit-learn {sklearn.__version__}, predict_proba"
    return [
        {
            "id": f"row-{number}",
            "inputs": {
                "age": float(row[0]),
                "sex": "male" if row[1] else "female",
                "systolic": float(row[2]),
                "creatinine": None if np.isnan(row[3]) else float(row[3]),
            },
            "expected": {"risk": float(p)},
            "tolerance": 1e-6,
            "source": source,
        }
        for number, (row, p) in enumerate(zip(rows, risk), start=1)
    ]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    x, y = patients(4000)
    # Imputation is part of the exported pipeline: in a notebook it would be lost.
    model = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression())
    model.fit(x, y)
    exported = to_onnx(
        model,
        initial_types=[("features", FloatTensorType([None, len(COLUMNS)]))],
        options={"zipmap": False},
        target_opset={"": 17, "ai.onnx.ml": 3},
    )
    # The names of the columns travel with the file.
    onnx.helper.set_model_props(exported, {"feature_names": json.dumps(COLUMNS)})
    (folder / "risk.onnx").write_bytes(exported.SerializeToString())
    rows = golden(model, x)
    (folder / "golden.json").write_text("[\n" + ",\n".join("  " + json.dumps(row) for row in rows) + "\n]\n")
    median = dict(zip(COLUMNS, np.nanmedian(x, axis=0).tolist()))
    print(f"{len(rows)} golden vectors; medians of the training patients: {median}")


if __name__ == "__main__":
    main()
