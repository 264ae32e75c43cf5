import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that some tests run for real. `tests`: what needs it, or null when nothing does yet. */
export const PARTS = {
  redis: { programs: ['redis-server'], debian: 'redis-server', tests: 'the shared cache against Redis' },
  postgres: {
    programs: ['postgres', 'pg_ctl'],
    debian: 'postgresql',
    tests: 'the store in PostgreSQL, alone and under a gateway',
  },
  chromium: {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    debian: 'chromium',
    tests: 'GraphiQL in a browser',
  },
};

/** Path of a part's program, or null when the machine does not have it. */
export function partPath(name) {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...postgresDirectories()];
  for (const program of PARTS[name].programs) {
    for (const directory of directories) {
      const path = join(directory, program);
      if (existsSync(path)) return path;
    }
  }
  return null;
}

/** Debian keeps the server's programs off the PATH, one folder a version. */
function postgresDirectories() {
  return [13, 14, 15, 16, 17, 18].map((version) => `/usr/lib/postgresql/${version}/bin`);
}
