/** Origins of other sites whose pages may ask. */
export interface AllowedOrigins {
  has(origin: string): boolean;
  /** How many are configured; 0 for none. */
  readonly size: number;
}

/** `origins` as browsers send them, e.g. `https://app.example.com`; `http://localhost:*` stands for every port of a host. */
export function createAllowedOrigins(origins: readonly string[]): AllowedOrigins {
  const exact = new Set(origins.filter((origin) => !origin.endsWith(ANY_PORT)));
  const hosts = new Set(
    origins.filter((origin) => origin.endsWith(ANY_PORT)).map((origin) => origin.slice(0, -ANY_PORT.length)),
  );
  return {
    has: (origin) => exact.has(origin) || hosts.has(origin.replace(PORT, '')),
    size: origins.length,
  };
}

const ANY_PORT = ':*';
const PORT = /:\d{1,5}$/;
