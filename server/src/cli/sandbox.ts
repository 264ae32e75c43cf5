import type { CommandContext, SandboxSettings } from './context.js';
import type { ExitCode } from './exit-code.js';
import { explainSandboxFailure, sandboxPort } from './sandbox-port.js';
import { stopOnSignal } from './stop-on-signal.js';

export type SandboxOptions = Partial<SandboxSettings>;

/** Runs the local vendors alone until a signal stops them. */
export async function sandbox(options: SandboxOptions, { terminal, services }: CommandContext): Promise<ExitCode> {
  const port = options.port ?? sandboxPort(terminal.env);
  const vendors = await services.startSandbox({ ...options, port }).catch((error: unknown) => {
    throw explainSandboxFailure(error, port, '--port or SELVEDGE_SANDBOX_PORT');
  });
  const exit = stopOnSignal({ services, terminal }, () => vendors.close());
  terminal.out(
    [
      '',
      'The local vendors are listening.',
      '',
      ...VENDORS.map(([name, id]) => `  ${name.padEnd(17)} ${vendors.url}/${id}`),
      `  Control           ${vendors.url}/   tokens, faults on demand, calls counted`,
      '',
      'Ctrl-C stops them.',
      '',
      '',
    ].join('\n'),
  );
  return exit;
}

/** Names and the paths below which their APIs are. */
const VENDORS = [
  ['HubSpot', 'hubspot'],
  ['Salesforce', 'salesforce'],
  ['Marketo', 'marketo'],
  ['Mailchimp', 'mailchimp'],
  ['Klaviyo', 'klaviyo'],
  ['Meta', 'meta'],
  ['Google Ads', 'google-ads'],
  ['Google Analytics', 'google-analytics'],
] as const;
