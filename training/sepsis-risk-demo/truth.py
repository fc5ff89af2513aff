"""The known truth of the demonstration: the risk that the generator draws its labels from.

Every coefficient here is INVENTED for the demonstration. None is clinical evidence, none is from a paper, and nothing
that is learned from data generated with it says anything about real patients. It exists so that a trained model can be
compared with what it should have found.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """What is true of a patient at the index time, charted or not."""

    age: int  # a
    heart_rate: float  # /min
    resp_rate: float  # /min
    temperature: float  # Cel
    spo2: float  # %
    systolic: float  # mm[Hg]
    diastolic: float  # mm[Hg]
    lactate: float  # mmol/L
    leukocytes: float  # 10*3/uL
    creatinine: float  # mg/dL
    platelets: float  # 10*3/uL
    bilirubin: float  # mg/dL
    diabetes: bool
    hours_in_hospital: float  # h


def mean_pressure(state: State) -> float:
    """mm[Hg], as the feature derived-map has it."""
    return (state.systolic + 2 * state.diastolic) / 3


def true_logit(state: State) -> float:
    """A sum of hinges with two interactions: lactate with low pressure, and age with fast breathing."""
    low_pressure = max(72 - mean_pressure(state), 0)
    fast_breathing = max(state.resp_rate - 18, 0)
    lactate = max(state.lactate - 1.4, 0)
    return (
        -5.2
        + 0.034 * (state.age - 65)
        + 0.051 * max(state.heart_rate - 90, 0)
        + 0.238 * fast_breathing
        + 1.105 * max(abs(state.temperature - 37.0) - 0.6, 0)
        + 0.102 * max(94 - state.spo2, 0)
        + 1.19 * lactate
        + 0.085 * low_pressure
        + 0.0595 * lactate * low_pressure
        + 0.0043 * max(state.age - 65, 0) * fast_breathing
        + 0.119 * max(state.leukocytes - 11, 0)
        + 0.34 * max(4 - state.leukocytes, 0)
        + 1.02 * max(math.log(state.creatinine / 1.1), 0)
        + 0.0102 * max(150 - state.platelets, 0)
        + 0.255 * max(state.bilirubin - 1.2, 0)
        + (0.6 if state.diabetes else 0)
        + 0.255 * math.log1p(state.hours_in_hospital / 24)
    )


def true_risk(state: State) -> float:
    """Probability 0-1 that the label is 1."""
    return 1 / (1 + math.exp(-true_logit(state)))
