import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface DelayingProxy {
  port: number;
  /** From now on the server's answers arrive so much later. */
  delay(ms: number): void;
  /** Ends every connection, and each new one at once. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

/** A way to a server on this machine whose answers can be held back. */
export async function startDelayingProxy(target: number): Promise<DelayingProxy> {
  const sockets = new Set<Socket>();
  let delayMs = 0;
  let isCut = false;
  const proxy = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const server = connect(target, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    client.pipe(server);
    server.on('data', (chunk: Buffer) => setTimeout(() => client.write(chunk), delayMs));
    server.on('end', () => client.end());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    delay(ms) {
      delayMs = ms;
    },
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    restore() {
      isCut = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
