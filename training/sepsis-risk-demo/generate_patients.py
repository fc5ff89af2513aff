"""Writes synthetic patients and a cohort with a known truth. Standard library only; the same seed gives the same bytes.

    python generate_patients.py --seed 20260301 --patients 12000 --out <folder>

- patients.ndjson  one FHIR R4 Bundle a line
- cohort.csv       patient, index_time, label (1: the invented event within 12 h after the index time)
- truth.csv        patient, index_time, true_risk: the probability that the label was drawn with (truth.py)
"""

import argparse
import csv
import json
import math
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

from chart import Chart, component, instant, quantity
from truth import State, true_risk

FIRST_INDEX_TIME = datetime(2025, 1, 1, tzinfo=timezone.utc)


def draw_state(rng: random.Random) -> State:
    """Severity `s` moves everything together, so that what is measured also tells about what is not."""
    s = rng.gauss(1.8, 1.5) if rng.random() < 0.15 else rng.gauss(0, 1)

    def around(mean: float, slope: float, sd: float, low: float, high: float, decimals: int = 0) -> float:
        return round(min(max(mean + slope * s + rng.gauss(0, sd), low), high), decimals)

    def lognormal(median: float, slope: float, sd: float, low: float, high: float, decimals: int) -> float:
        return round(min(max(median * math.exp(slope * s + rng.gauss(0, sd)), low), high), decimals)

    systolic = around(124, -9, 13, 60, 220)
    cold = rng.random() < 0.05
    return State(
        age=int(min(max(rng.gauss(66, 16), 18), 98)),
        heart_rate=around(86, 8, 11, 38, 180),
        resp_rate=around(17.5, 2.6, 2.4, 8, 44),
        temperature=around(35.9 if cold else 37.1, 0.0 if cold else 0.4, 0.5, 33.5, 41.5, 1),
        spo2=around(95.5, -1.5, 1.8, 75, 100),
        systolic=systolic,
        diastolic=round(min(max(systolic * 0.58 + rng.gauss(0, 5), 30), systolic - 10)),
        lactate=lognormal(1.3, 0.30, 0.35, 0.4, 15.0, 1),
        leukocytes=lognormal(9.0, 0.12, 0.38, 0.5, 50.0, 1),
        creatinine=lognormal(0.95, 0.15, 0.32, 0.3, 9.0, 2),
        platelets=round(lognormal(225, -0.12, 0.35, 10, 900, 0)),
        bilirubin=lognormal(0.7, 0.15, 0.45, 0.1, 18.0, 1),
        diabetes=rng.random() < 0.22,
        hours_in_hospital=round(min(2 + rng.expovariate(1 / 40), 400), 1),
    )


def write_vitals(rng: random.Random, chart: Chart, state: State, index_time: datetime) -> None:
    """A round about every four hours over the last 24 h; the last one is the state, earlier ones drift towards it."""
    fahrenheit = rng.random() < 0.3
    oldest = min(state.hours_in_hospital, 24)
    ago = rng.uniform(0.1, 3.9) if rng.random() > 0.04 else rng.uniform(13, 20)
    last = True
    while ago < oldest:
        at = index_time - timedelta(hours=ago)
        drift = 0 if last else rng.gauss(0, 1) * min(ago / 12, 1)
        write_round(rng, chart, state, at, drift, fahrenheit)
        last = False
        ago += rng.uniform(3, 5)
    # After the index time: an extractor that looks ahead would learn the outcome.
    write_round(rng, chart, state, index_time + timedelta(hours=rng.uniform(0.2, 6)), 3.0, fahrenheit)


def write_round(
    rng: random.Random, chart: Chart, state: State, at: datetime, drift: float, fahrenheit: bool
) -> None:
    def chart_vital(code: str, value: float, unit: str, missing: float) -> None:
        if rng.random() < missing:
            return
        status = "entered-in-error" if rng.random() < 0.01 else "final"
        implausible = rng.random() < 0.004
        charted = quantity(9999 if implausible else value, unit)
        chart.observation(code, charted, at, at, "vital-signs", status)

    celsius = round(state.temperature - 0.3 * drift, 1)
    chart_vital("8867-4", round(state.heart_rate - 5 * drift), "/min", 0.04)
    chart_vital("9279-1", round(state.resp_rate - 1.2 * drift), "/min", 0.10)
    if fahrenheit:
        chart_vital("8310-5", round(celsius * 9 / 5 + 32, 1), "[degF]", 0.15)
    else:
        chart_vital("8310-5", celsius, "Cel", 0.15)
    chart_vital("59408-5", min(round(state.spo2 + 0.6 * drift), 100), "%", 0.08)
    if rng.random() >= 0.06:
        systolic = max(round(state.systolic + 4 * drift), 50)
        diastolic = max(round(state.diastolic + 2 * drift), 25)
        panel = [component("8480-6", systolic, "mm[Hg]"), component("8462-4", diastolic, "mm[Hg]")]
        chart.observation("85354-9", panel, at, at, "vital-signs")


def write_labs(rng: random.Random, chart: Chart, state: State, index_time: datetime) -> None:
    """Who looks ill is tested more: what is missing is not missing at random."""
    looks_ill = (state.resp_rate - 18) / 4 + (state.heart_rate - 88) / 20 + (90 - state.systolic) / 30 + 1

    def measured(base: float) -> bool:
        return rng.random() < 1 / (1 + math.exp(-(base + 0.5 * looks_ill)))

    def result(code: str, value: float, unit: str, wrong: float) -> None:
        at = index_time - timedelta(hours=rng.uniform(1.5, min(max(state.hours_in_hospital, 2), 22)))
        issued = at + timedelta(minutes=rng.uniform(35, 85))
        chart.observation(code, quantity(value, unit), at, issued, "laboratory")
        if rng.random() < 0.15:
            # Sampled before the index time and reported after it: nobody knew it then.
            late = index_time - timedelta(minutes=rng.uniform(1, 30))
            reported = index_time + timedelta(minutes=rng.uniform(5, 60))
            chart.observation(code, quantity(wrong, unit), late, reported, "laboratory")

    if measured(-0.9):
        # 18 mg/dL is 2 mmol/L; the unit is not on the feature's list and the result is refused, not guessed.
        if rng.random() < 0.03:
            result("2524-7", round(state.lactate * 9, 0), "mg/dL", 90)
        else:
            result("2524-7", state.lactate, "mmol/L", 12.0)
    if measured(1.2):
        result("6690-2", state.leukocytes, rng.choice(["10*3/uL", "10*9/L"]), 45.0)
    if measured(1.3):
        if rng.random() < 0.25:
            result("14682-9", round(state.creatinine * 88.4), "umol/L", 700)
        else:
            result("2160-0", state.creatinine, "mg/dL", 8.0)
    if measured(1.1):
        result("777-3", state.platelets, rng.choice(["10*3/uL", "10*9/L"]), 15)
    if measured(-0.6):
        result("1975-2", state.bilirubin, "mg/dL", 15.0)


def write_patient(seed: int, number: int) -> tuple[Chart, datetime, State, int]:
    rng = random.Random(f"{seed}/{number}")
    state = draw_state(rng)
    index_time = FIRST_INDEX_TIME + timedelta(minutes=rng.randrange(365 * 24 * 60))
    chart = Chart(f"synthetic-{number:05d}")
    birthday = index_time - timedelta(days=rng.randrange(1, 364))
    chart.person(rng.choice(["female", "male"]), f"{birthday.year - state.age}-{birthday:%m}-{min(birthday.day, 28):02d}")
    chart.stay(index_time - timedelta(hours=state.hours_in_hospital))
    if rng.random() < 0.03:
        # Written and not coded: neither a yes nor a no can be read from it.
        chart.add("Condition", {"code": {"text": "Diabetes? see letter"}, "subject": chart.subject(), "recordedDate": instant(index_time - timedelta(days=90))})
    elif state.diabetes:
        chart.condition("44054006", "Diabetes mellitus type 2", index_time - timedelta(days=rng.randrange(1, 2000)))
    if rng.random() < 0.2:
        chart.condition("195662009", "Acute viral pharyngitis", index_time - timedelta(days=700), "resolved")
    write_vitals(rng, chart, state, index_time)
    write_labs(rng, chart, state, index_time)
    rng.shuffle(chart.resources)
    return chart, index_time, state, int(rng.random() < true_risk(state))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--patients", type=int, default=12000)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with (
        open(options.out / "patients.ndjson", "w") as bundles,
        open(options.out / "cohort.csv", "w", newline="") as cohort_file,
        open(options.out / "truth.csv", "w", newline="") as truth_file,
    ):
        cohort = csv.writer(cohort_file, lineterminator="\n")
        truth = csv.writer(truth_file, lineterminator="\n")
        cohort.writerow(["patient", "index_time", "label"])
        truth.writerow(["patient", "index_time", "true_risk"])
        for number in range(options.patients):
            chart, index_time, state, label = write_patient(options.seed, number)
            bundles.write(json.dumps(chart.bundle(), separators=(",", ":")) + "\n")
            cohort.writerow([chart.patient_id, instant(index_time), label])
            truth.writerow([chart.patient_id, instant(index_time), f"{true_risk(state):.9g}"])


if __name__ == "__main__":
    main()
