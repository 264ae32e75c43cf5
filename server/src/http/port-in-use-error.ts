/** Another process listens on the port already. */
export class PortInUseError extends Error {
  readonly code = 'PORT_IN_USE';

  constructor(host: string, port: number, cause: unknown) {
    super(
      `Port ${port} on ${host} is taken by another process. Stop that one, or choose another port: ` +
        'server.port in the configuration, SELVEDGE_PORT in the sandbox.',
      { cause },
    );
    this.name = 'PortInUseError';
  }
}
