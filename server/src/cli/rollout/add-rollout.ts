import { type Command, InvalidArgumentError, Option } from 'commander';
import { CONFIG_OPTION } from '../configuration-file.js';
import type { CommandContext } from '../context.js';
import { examples } from '../examples.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { type PlanOptions, parseSteps, STICKY_BY } from './plan-options.js';
import { CHANGES, type Change, type ChangeOptions, rolloutChange } from './rollout-change.js';
import { rolloutHistory } from './rollout-history.js';
import { rolloutPlan } from './rollout-plan.js';
import { rolloutStart } from './rollout-start.js';
import { rolloutStatus } from './rollout-status.js';
import { rolloutWatch } from './rollout-watch.js';

/** `selvedge rollout …`: what admins ask of and do to the rollouts of a running gateway. */
export function addRollout(program: Command, context: CommandContext, onExit: (code: ExitCode) => void): void {
  const rollout = program
    .command('rollout')
    .description('replace a connector version by evidence; speaks to a running gateway')
    .addHelpText('after', examples('selvedge rollout start hubspot --to ^2', 'selvedge rollout watch hubspot'))
    .addHelpText('after', ENVIRONMENT);

  const command = (usage: string, description: string, ...shown: readonly string[]) =>
    rollout
      .command(usage)
      .description(description)
      .option(
        '--url <url>',
        "base URL of the gateway (default: the configuration's address, else port $SELVEDGE_PORT or 4000 of this machine)",
      )
      .option(
        CONFIG_OPTION,
        'configuration that says where the gateway is (default: $SELVEDGE_CONFIG, else selvedge.yaml)',
      )
      .option('--json', 'print the answer as JSON')
      .addHelpText('after', examples(...shown.map((line) => `selvedge rollout ${line}`)));

  const planning = (planned: Command) =>
    planned
      .requiredOption('--to <range>', 'semver range of the candidate')
      .option('--steps <list>', 'per cent of callers, shadow steps first, e.g. shadow:20,1,5,25,50,95', parseSteps)
      .option('--approval', 'each step waits for `selvedge rollout advance`')
      .addOption(new Option('--sticky-by <what>', 'what keeps a caller on one version').choices(STICKY_BY));

  planning(command('plan <connector>', 'what a start would do', 'plan hubspot --to ^2')).action(
    async (connector: string, options: PlanOptions) => onExit(await rolloutPlan(connector, options, context)),
  );
  planning(
    command('start <connector>', 'begin a rollout', 'start hubspot --to ^2', 'start hubspot --to ^2 --yes --wait'),
  )
    .option('--yes', 'do not ask')
    .option('--wait', 'stay until it is over: exit 0 when it was promoted, 3 when it was rolled back')
    .option(...REASON)
    .action(async (connector: string, options: PlanOptions) => onExit(await rolloutStart(connector, options, context)));
  command('status [rollout]', 'where rollouts stand, by connector or id', 'status', 'status hubspot --json')
    .option('--all', 'those that are over too')
    .action(async (named: string | undefined, options: object) => onExit(await rolloutStatus(named, options, context)));
  command('watch <rollout>', 'show a rollout as it goes', 'watch hubspot').action(
    async (named: string, options: object) => onExit(await rolloutWatch(named, options, context)),
  );
  command('history <rollout>', 'every step of a rollout, and who took it', 'history hubspot').action(
    async (named: string, options: object) => onExit(await rolloutHistory(named, options, context)),
  );

  const changing = (usage: string, description: string, ...shown: readonly string[]) =>
    command(usage, description, ...shown)
      .option('--revision <number>', 'refuse when the rollout has gone on since this revision', parseRevision)
      .option('--idempotency-key <key>', 'the same key does nothing a second time');
  const simple = (name: 'pause' | 'resume' | 'advance' | 'promote' | 'rollback', description: string) =>
    changing(`${name} <rollout>`, description, `${name} hubspot`)
      .option(...REASON)
      .action(changes(CHANGES[name], () => ({})));
  const changes =
    <O extends ChangeOptions>(change: Change, valuesOf: (options: O) => Record<string, unknown>) =>
    async (named: string, options: O) =>
      onExit(await rolloutChange(change, named, valuesOf(options), options, context));

  simple('pause', 'stop the clock; the weight stays, and evidence may still roll back');
  simple('resume', 'go on with a paused rollout');
  simple('advance', 'to the next step, whatever the evidence says');
  simple('promote', 'to everybody, whatever the evidence says');
  simple('rollback', 'back to stable, also after promotion within the rollback window');
  changing(
    'accept <rollout>',
    'differences of one field are meant',
    'accept hubspot --field Contact.phone --reason "E.164 now"',
  )
    .addOption(new Option('--reason <text>', 'why the difference is meant, for the record').makeOptionMandatory())
    .requiredOption('--field <coordinate>', 'field whose differences are meant, e.g. Contact.phone')
    .action(changes<ChangeOptions & { field: string }>(CHANGES.accept, ({ field }) => ({ coordinate: field })));
  const migrate = changing(
    'migrate <rollout>',
    'callers pinned to stable go with the others',
    'migrate hubspot --callers acme/ada,acme/bob',
    'migrate hubspot --all',
  )
    .option(...REASON)
    .addOption(
      new Option(
        '--callers <list>',
        'which of them: tenant/user, tenant/client or tenant, by what the rollout tells apart',
      ).argParser((text) => text.split(',')),
    )
    .addOption(new Option('--all', 'all of them').conflicts('callers'));
  migrate.action(
    changes<ChangeOptions & { callers?: readonly string[]; all?: boolean }>(CHANGES.migrate, ({ callers, all }) => {
      if (callers === undefined && !all) {
        migrate.error('error: expected --callers <list> or --all; nothing was changed', { exitCode: EXIT.usage });
      }
      return { callers: callers ?? null };
    }),
  );
}

function parseRevision(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Expected a revision such as 4.');
  return Number(text);
}

const REASON = ['--reason <text>', 'why, for the record'] as const;

const ENVIRONMENT = `
Environment:
  SELVEDGE_ADMIN_TOKEN  the token that the gateway was started with; a sandbox asks for none
  SELVEDGE_PORT         port of the gateway on this machine, where no configuration names its address (default 4000)
  NO_COLOR              no colours`;
