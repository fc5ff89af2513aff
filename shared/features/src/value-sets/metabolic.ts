import hba1cJson from './hba1c.json' with { type: 'json' };
import hdlCholesterolJson from './hdl-cholesterol.json' with { type: 'json' };
import totalCholesterolJson from './total-cholesterol.json' with { type: 'json' };
import { codeIn } from '../terminology/code-in.ts';
import { readValueSet } from '../terminology/read-value-set.ts';

/** Total cholesterol in serum or plasma. */
export const totalCholesterol = readValueSet(totalCholesterolJson);

/** HDL cholesterol in serum or plasma. */
export const hdlCholesterol = readValueSet(hdlCholesterolJson);

/** Haemoglobin A1c as a fraction. */
export const hba1c = readValueSet(hba1cJson);

/** On the IFCC scale: in mmol/mol; its % is not the NGSP %. */
export const hba1cByIfcc = codeIn(hba1c, '59261-8');
