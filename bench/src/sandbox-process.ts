/** The local vendors behind the rows of the marketing graph: `node sandbox-process.ts PORT`. Quotas are off. */
import { startSandbox } from '@selvedge/sandbox';

await startSandbox({ port: Number(process.argv[2]), quotas: false });
