import type { FeatureVector, MetThreshold } from '@cardwright/cds-service';

const source =
  '2025 AHA/ACC High Blood Pressure Guideline, as summarised by the American Heart Association (2025-08-28) and the American College of Cardiology (2025-10-01)';

/** Only this one calls for attention on the card. */
export const stage1AtRisk = 'aha-acc-2025-stage-1-at-risk';

/** From this 10-year risk of total cardiovascular disease the guideline asks for medication in stage 1. */
const treatmentRisk = 0.075;

/**
 * What the guideline's blood-pressure rows say for this reading: stage 1 is 130–139 systolic or 80–89 diastolic, stage 2
 * is from 140 or from 90. Both pressures must come from one reading; someone already treated meets no row about
 * starting treatment. The row for a risk under 7.5 % is left out for diabetes, eGFR below 60 and UACR from 30 mg/g: the
 * guideline treats people with diabetes or chronic kidney disease as at risk whatever the estimate.
 */
export function bloodPressureThresholds(vector: FeatureVector, totalCvd10yr: number): readonly MetThreshold[] {
  const stage = stageOf(vector);
  if (stage === undefined || valueIn(vector, 'bp_tx') !== false) return [];
  if (stage === 2) {
    return [
      {
        id: 'aha-acc-2025-stage-2',
        when: 'blood pressure ≥140/90 mmHg',
        recommendation: 'The guideline recommends medication for all adults with stage 2 hypertension',
        source,
      },
    ];
  }
  if (totalCvd10yr >= treatmentRisk) {
    return [
      {
        id: stage1AtRisk,
        when: '10-year total cardiovascular risk ≥7.5% and blood pressure 130–139/80–89 mmHg',
        recommendation:
          'The guideline recommends starting antihypertensive medication together with lifestyle change (stage 1 hypertension)',
        source,
      },
    ];
  }
  return isAtRiskAnyway(vector)
    ? []
    : [
        {
          id: 'aha-acc-2025-stage-1-lower-risk',
          when: '10-year total cardiovascular risk <7.5% and blood pressure 130–139/80–89 mmHg',
          recommendation:
            'The guideline recommends medication when blood pressure stays ≥130/80 mmHg after 3 to 6 months of lifestyle change',
          source,
        },
      ];
}

function stageOf(vector: FeatureVector): 1 | 2 | undefined {
  const { sbp, dbp } = vector.features;
  if (sbp?.status !== 'present' || dbp?.status !== 'present' || sbp.effective !== dbp.effective) return undefined;
  if (typeof sbp.value !== 'number' || typeof dbp.value !== 'number') return undefined;
  if (sbp.value >= 140 || dbp.value >= 90) return 2;
  return sbp.value >= 130 || dbp.value >= 80 ? 1 : undefined;
}

function isAtRiskAnyway(vector: FeatureVector): boolean {
  const [egfr, uacr] = [valueIn(vector, 'egfr'), valueIn(vector, 'uacr')];
  return (
    valueIn(vector, 'dm') === true ||
    (typeof egfr === 'number' && egfr < 60) ||
    (typeof uacr === 'number' && uacr >= 30)
  );
}

function valueIn(vector: FeatureVector, name: string) {
  const feature = vector.features[name];
  return feature?.status === 'present' ? feature.value : undefined;
}
