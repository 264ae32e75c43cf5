import { Command, InvalidArgumentError } from 'commander';
import { GATEWAY_VERSION } from '../connectors/index.js';
import { check } from './check.js';
import { configSchema } from './config-schema.js';
import { CONFIG_DESCRIPTION, CONFIG_OPTION } from './configuration-file.js';
import { connectorsList } from './connectors-list.js';
import type { CommandContext } from './context.js';
import { examples } from './examples.js';
import type { ExitCode } from './exit-code.js';
import { key } from './key.js';
import { addRollout } from './rollout/add-rollout.js';
import { sandbox } from './sandbox.js';
import { DEFAULT_SANDBOX_PORT, parsePort } from './sandbox-port.js';
import { schemaPrint } from './schema-print.js';
import { start } from './start.js';
import { storeBackup, storeRestore, storeStatus } from './store.js';
import { parseWorkerCount } from './worker-count.js';

/** The command line as a whole. `onExit` gets the exit code of the command that ran. */
export function createProgram(context: CommandContext, onExit: (code: ExitCode) => void): Command {
  const { terminal } = context;
  const program = new Command('selvedge')
    .description('One versioned GraphQL graph over all marketing vendors.')
    .version(GATEWAY_VERSION)
    .option('--debug', 'show where an error comes from')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showSuggestionAfterError()
    .addHelpText('after', examples('selvedge start --sandbox', 'selvedge check --config selvedge.yaml'))
    .addHelpText('after', EXIT_CODES);
  const runs =
    <O>(command: (options: O, context: CommandContext) => Promise<ExitCode>) =>
    async (options: O) =>
      onExit(await command(options, context));

  program
    .command('start')
    .description('serve the graph')
    .option(CONFIG_OPTION, CONFIG_DESCRIPTION)
    .option('--sandbox', 'start the local vendors too; without --config the graph is over them')
    .option(
      '--workers <count>',
      'serve by so many processes, auto: one for each processor (default: server.workers, else this process alone)',
      parseWorkerCount,
    )
    .addHelpText(
      'after',
      examples('selvedge start --sandbox', 'selvedge start --workers auto --config /etc/selvedge.yaml'),
    )
    .addHelpText('after', START_ENVIRONMENT)
    .action(runs(start));

  addSandbox(program).action(runs(sandbox));

  program
    .command('check')
    .description('check configuration, connectors and ranges; start nothing')
    .option(CONFIG_OPTION, CONFIG_DESCRIPTION)
    .option('--json', 'print the report as JSON')
    .option('--strict', 'fail on warnings too')
    .addHelpText('after', examples('selvedge check', 'selvedge check --strict --config staging.yaml'))
    .action(runs(check));

  program
    .command('key')
    .description('make an API key, and the lines that admit its owner')
    .option('--client <id>', 'id of the client that is to have it')
    .addHelpText('after', examples('selvedge key --client storefront'))
    .action(runs(key));

  program
    .command('schema')
    .description('the graph as its callers see it')
    .addHelpText('after', examples('selvedge schema print --api v2'))
    .command('print')
    .description('print the SDL of an API major')
    .requiredOption('--api <major>', 'API major, e.g. v2', parseMajor)
    .addHelpText('after', examples('selvedge schema print --api v2 > v2.graphql'))
    .action(runs(schemaPrint));

  program
    .command('connectors')
    .description('connector packages')
    .addHelpText('after', examples('selvedge connectors list'))
    .command('list')
    .description('list every connector package found')
    .option(CONFIG_OPTION, `${CONFIG_DESCRIPTION}; only its connectorsDirectory counts`)
    .option(
      '--directory <folder>',
      'folder of connectors to look in besides node_modules, instead of the configured one',
    )
    .option('--json', 'print the list as JSON')
    .addHelpText('after', examples('selvedge connectors list', 'selvedge connectors list --directory ./connectors'))
    .action(runs(connectorsList));

  program
    .command('config')
    .description('configuration files')
    .addHelpText('after', examples('selvedge config schema'))
    .command('schema')
    .description('print the JSON Schema of configuration files, for editors')
    .addHelpText('after', examples('selvedge config schema > selvedge.schema.json'))
    .action(runs(configSchema));

  const store = program
    .command('store')
    .description('where rollouts and their records are kept')
    .addHelpText('after', examples('selvedge store status', 'selvedge store backup --to selvedge-2027-01-31.dump'));
  store
    .command('backup')
    .description('write all of it to a file; gateways go on meanwhile')
    .requiredOption('--to <file>', 'file to write; there must be none yet')
    .option(CONFIG_OPTION, CONFIG_DESCRIPTION)
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', examples('selvedge store backup --to selvedge-2027-01-31.dump'))
    .action(runs(storeBackup));
  store
    .command('restore')
    .description('make the store what a backup holds, in SQLite or PostgreSQL; stop the gateways first')
    .requiredOption('--from <file>', 'file that a backup wrote')
    .option('--replace', 'also when the store holds something, which is lost')
    .option(CONFIG_OPTION, CONFIG_DESCRIPTION)
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', examples('selvedge store restore --from selvedge-2027-01-31.dump'))
    .action(runs(storeRestore));
  store
    .command('status')
    .description('tell what there is; change nothing')
    .option(CONFIG_OPTION, CONFIG_DESCRIPTION)
    .option('--json', 'print it as JSON')
    .addHelpText('after', examples('selvedge store status --json'))
    .action(runs(storeStatus));
  addRollout(program, context, onExit);

  return program;
}

function addSandbox(program: Command): Command {
  return program
    .command('sandbox')
    .description('run the local vendors alone')
    .option(
      '--port <port>',
      `port to listen on, 0 for any free one (default: $SELVEDGE_SANDBOX_PORT, else ${DEFAULT_SANDBOX_PORT})`,
      parsePortOption,
    )
    .option('--seed <number>', 'the same seed and sizes make the same data', parseCount)
    .option('--people <count>', 'people', parseCount)
    .option('--companies <count>', 'companies', parseCount)
    .option('--deals <count>', 'deals', parseCount)
    .option('--audiences <count>', 'Mailchimp audiences', parseCount)
    .option('--ad-campaigns <count>', 'Meta campaigns', parseCount)
    .option('--days <count>', 'days of statistics', parseCount)
    .option('--today <date>', 'last day of the statistics, e.g. 2027-01-31', parseDate)
    .option('--no-quotas', 'vendors answer however often they are asked')
    .addHelpText('after', examples('selvedge sandbox', 'selvedge sandbox --port 0 --seed 7 --people 50000'));
}

function parsePortOption(text: string): number {
  const port = parsePort(text);
  if (port === null) throw new InvalidArgumentError('Expected a port from 0 to 65535.');
  return port;
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number of at least 0.');
  return Number(text);
}

function parseDate(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('Expected a date such as 2027-01-31.');
  }
  return text;
}

function parseMajor(text: string): number {
  const major = /^v([1-9]\d*)$/.exec(text)?.[1];
  if (major === undefined) throw new InvalidArgumentError('Expected an API major such as v2.');
  return Number(major);
}

const EXIT_CODES = `
Exit codes:
  0    ok
  1    a problem was found, or the work failed
  2    the command line makes no sense
  3    the rollout that was waited for was rolled back
  130  a second Ctrl-C cut the stop short`;

const START_ENVIRONMENT = `
Environment:
  SELVEDGE_CONFIG        configuration file
  SELVEDGE_PORT          port of the graph with --sandbox (default 4000)
  SELVEDGE_SANDBOX_PORT  port of the local vendors (default ${DEFAULT_SANDBOX_PORT})
  SELVEDGE_ADMIN_TOKEN   token that admins send; without one only a sandbox serves admins
  SELVEDGE_COMPILE       always, repeated or never, instead of the configuration's operations.compile`;
