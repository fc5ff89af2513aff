import { stripTypeScriptTypes } from 'node:module';

/** The same type stripping that Node does, so that a test runs the code that ships. */
export default { process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }) };
