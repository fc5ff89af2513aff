import { CardwrightError } from '@cardwright/cds-service';

/** A command takes its arguments and gives its exit code; what it throws becomes a coded error and exit code 2. */
type Command = (args: readonly string[]) => Promise<number>;

const usage = `cardwright <command>

  serve                         run the service (PORT, HOST, CARDWRIGHT_DATA_DIR, CARDWRIGHT_CONFIG)
  list [--json]                 the CDS services of this house
  score <id>                    NDJSON {"inputs":{…}} on standard input, NDJSON {"outputs":{…}} out
  evaluate <id> --bundle <file> [--hook <hook>] [--context <file>] [--as-of <instant>] [--patient <id>]
                                one Evaluation as JSON
  features <id|folder> --bundles <folder|ndjson> --cohort <csv|ndjson> --out <file.csv>
                                the training table: every feature at each index time, and its manifest
  model inspect <model.onnx>    what an ONNX file takes and gives, its problems and the verdict, as JSON
  model run <model.onnx>        NDJSON {"inputs":{…}} of the graph's own inputs in, NDJSON {"outputs":{…}} out
  add <model.onnx> [--into <directory>] [--id <id>]
                                a service folder for the model, with what could be read from it
  terminology list | check | seal | refresh [<file> …]
                                the value sets: what there is, whether it is right, its hash, a new expansion
  doctor --server <url> | --source <id> [--patients <n|file|ids>] [--services <id,…>] [--token-file <file>] [--json]
                                before going live: what a FHIR server gives to the services, and what an overlay would mend
  config check <file>           exit code 1 and every problem with its path when the file is not valid
  service off|on <id>, status   the kill switch: takes a service out of running hosts without a deploy
  service versions [<id>]       the versions that there are, what answers, and the steps of their status
  service activate <id> <label or version>, rollback <id>
                                which version answers on running hosts; golden vectors are run first
  replay <evaluation-id> [--extract]
                                makes a recorded evaluation again and compares; exit code 0 same, 1 different, 2 cannot be told
  store export [--out <file>] [--patient <id>] [--from <instant>] [--before <instant>] [--table <name>] [--force]
                                what is stored, opened, as NDJSON; to a terminal only with --force
  store purge | migrate | rotate
                                retention now; the schema brought up to date; everything sealed with the newest key
  store backup <file> | restore <file> [--force]
                                a copy of the embedded store while it runs, without its key; and back
  inbox list [--state <state>] | show <id> [--body]
                                notifications and work that were given up or cannot be read
  inbox requeue | discard <id> … | --all [--source <id>]
                                tried again, or removed
  inbox sweep --source <id>     the running host looks at once at the source for what was not notified
  check [<id|folder> …]         schema, golden vectors and cases, what is missing in words; exit code 1 when something fails
`;

/** Loaded on demand: `list` need not wait for the web server, nor `score` for the embedded FHIR server. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve-command.ts')).serveCommand,
  list: async () => (await import('./list-command.ts')).listCommand,
  score: async () => (await import('./score-command.ts')).scoreCommand,
  evaluate: async () => (await import('./evaluate-command.ts')).evaluateCommand,
  features: async () => (await import('./features-command.ts')).featuresCommand,
  model: async () => (await import('./model-command.ts')).modelCommand,
  add: async () => (await import('./add-command.ts')).addCommand,
  terminology: async () => (await import('./terminology-command.ts')).terminologyCommand,
  doctor: async () => (await import('./doctor-command.ts')).doctorCommand,
  config: async () => (await import('./config-command.ts')).configCommand,
  replay: async () => (await import('./replay-command.ts')).replayCommand,
  service: async () => (await import('./service-command.ts')).serviceCommand,
  store: async () => (await import('./store-command.ts')).storeCommand,
  inbox: async () => (await import('./inbox-command.ts')).inboxCommand,
  check: async () => (await import('./check-command.ts')).checkCommand,
};

/** Runs one command. Errors: `bad-argument` for an unknown one. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === 'help' || name === '--help') {
    process.stdout.write(usage);
    return name === undefined ? 2 : 0;
  }
  const load = commands[name];
  if (load === undefined)
    throw new CardwrightError('bad-argument', `There is no command "${name}"; see cardwright --help.`);
  return (await load())(args);
}
