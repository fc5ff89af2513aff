import type { Card, CardInput, FeatureVector, HookContext, MetThreshold, Suggestion } from '@cardwright/cds-service';
import {
  aboutOrders,
  bullets,
  card,
  draftServiceRequest,
  inputsTable,
  markdown,
  orderSuggestion,
  paragraphs,
  raw,
} from '@cardwright/cards';
import { codeIn, creatinine } from '@cardwright/features';
import { hasCode } from '@cardwright/fhir';
import { caveats } from './caveats.ts';
import { criteriaTable, nextStage } from './criteria-table.ts';
import { nephrotoxinDrafts } from './nephrotoxin-drafts.ts';
import { openCard } from './open-card.ts';
import { baselineNotes, otherNotes } from './notes.ts';
import { readPrediction, type Reading } from './reading.ts';
import { overrideReasons, source } from './source.ts';
import { summaryOf } from './summary.ts';
import { whole } from './whole.ts';
import { inputRows } from './wording.ts';

/** The same on every card, so it is built once. */
const limits = paragraphs('**Limits**', bullets(caveats));

/**
 * One card on the drafts for a nephrotoxin, at stage 1 and above; at stage 0 one that says that AKI is not excluded, where
 * the creatinine or its baseline is not known; else silence.
 */
export function cards({ vector, context, assessment, predictions, version, site }: CardInput): readonly Card[] {
  const drafts = nephrotoxinDrafts(context);
  const reading = readPrediction(vector, predictions);
  if (reading === undefined || drafts.length === 0) return [];
  if (reading.stage === 0) return reading.baselines.length === 0 ? [openCard(context, assessment.notes)] : [];
  const about = aboutOrders(drafts);
  const notes = otherNotes(reading, vector);
  return [
    card({
      summary: summaryOf(reading),
      indicator: reading.stage === 3 ? 'critical' : 'warning',
      source,
      detail: paragraphs(
        about.line,
        markdown`${whole(baselineNotes(reading, vector, site).join(' '))}`,
        criteriaTable(reading),
        nextStage(reading),
        bullets(assessment.thresholds.map(thresholdLine)),
        paragraphs('**Inputs**', inputsTable(vector, shownRows(vector, reading), site)),
        notes.length > 0 ? paragraphs('**Notes**', bullets(notes.map(whole))) : '',
        limits,
        markdown`Model: ${raw(reading.model)}; service version ${version}.`,
      ),
      suggestions: repeatCreatinine(context),
      overrideReasons,
      extension: about.extension,
    }),
  ];
}

/** What was used; what was not, and why, stands in the table of criteria and in the notes. */
const shownRows = ({ features }: FeatureVector, { inputs }: Reading) =>
  inputRows.filter(({ feature, input = feature }) => features[feature]?.status === 'present' && inputs[input] != null);

/** `raw`: the words are ours. */
const thresholdLine = ({ when, recommendation = 'no recommendation', source: from }: MetThreshold) =>
  raw(`**${when}.** ${recommendation}. Source: ${from}.`);

/** The next creatinine as a draft, unless one is among the drafts already. */
function repeatCreatinine({ patientId, encounterId, draftOrders }: HookContext): readonly Suggestion[] {
  const isDrafted = draftOrders.some(
    (draft) => draft.resourceType === 'ServiceRequest' && hasCode(draft.code, creatinine),
  );
  if (isDrafted) return [];
  const code = { coding: [codeIn(creatinine, '2160-0')], text: 'Creatinine' };
  return [
    orderSuggestion({
      label: 'Order a repeat creatinine',
      description: 'Creates a draft order: Creatinine',
      resource: draftServiceRequest({ patientId, encounterId, code, reason: 'Acute kidney injury' }),
    }),
  ];
}
