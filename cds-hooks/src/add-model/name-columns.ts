import { columnsRead, type GraphTensor, type InspectedModel } from '@cardwright/scoring';

/** One column of an input tensor, with the best name that the file gives. */
export interface NamedColumn {
  readonly name: string;
  /** False: the file names no columns, and this is its place. */
  readonly isNamed: boolean;
}

/** Where trainers keep the names of the columns in an ONNX file's metadata_props. */
const metadataKeys = ['feature_names', 'features', 'feature_names_in', 'columns', 'input_features', 'inputs'];

/**
 * The columns of one input tensor: named by the file's metadata where the count fits, by the tensor where it is the only
 * column, else by their place. `undefined` when nobody can tell how many there are, or rows are no rows of numbers.
 */
export function nameColumns(
  tensor: GraphTensor,
  { report, model }: InspectedModel,
): readonly NamedColumn[] | undefined {
  const { shape } = tensor;
  if (shape === null || shape.length > 2) return undefined;
  const listed = report.signature.inputs.length === 1 ? listedNames(report.metadata) : undefined;
  const declared = shape.length === 2 ? shape[1] : 1;
  const read = model === undefined ? undefined : columnsRead(model);
  const width = typeof declared === 'number' ? declared : (listed?.length ?? read);
  if (width === undefined || width < 1) return undefined;
  if (listed?.length === width) return listed.map((name) => ({ name, isNamed: true }));
  if (width === 1) return [{ name: tensor.name, isNamed: true }];
  return Array.from({ length: width }, (_, at) => ({ name: `${tensor.name}_${at}`, isNamed: false }));
}

function listedNames(metadata: Readonly<Record<string, string>>): readonly string[] | undefined {
  for (const key of metadataKeys) {
    const text = metadata[key];
    const names = text === undefined ? [] : namesIn(text);
    if (names.length > 0 && names.every((name) => name.trim() !== '')) return names;
  }
  return undefined;
}

/** A JSON list, or names between commas. */
function namesIn(text: string): readonly string[] {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? json.map(String) : [];
  } catch {
    return text.split(',').map((name) => name.trim());
  }
}
