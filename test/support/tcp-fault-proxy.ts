import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What the network between two processes does. Faults of the answers leave the requests as they are. */
export type NetworkFault =
  | { kind: 'none' }
  /** Nobody listens; open connections are reset. */
  | { kind: 'refuse' }
  /** Connections are reset, those that are open and each new one as soon as it is made. */
  | { kind: 'reset' }
  /** Connections are taken and nothing ever comes through. */
  | { kind: 'black-hole' }
  /** Every piece of an answer arrives so many milliseconds later. */
  | { kind: 'delay'; ms: number }
  | { kind: 'throttle'; bytesPerSecond: number }
  /** The connection ends when so many bytes of answers have passed on it. */
  | { kind: 'cut'; afterBytes: number }
  /** Bits of the answers are flipped on their way. */
  | { kind: 'corrupt' };

export interface TcpFaultProxy {
  port: number;
  /** From now on; resolves when it is in force. Connections that a fault has left hanging end with it. */
  set(fault: NetworkFault): Promise<void>;
  /** Connections made so far. */
  readonly connections: number;
  close(): Promise<void>;
}

/** A way to a server on this machine on which the network can be made to fail. */
export async function startTcpFaultProxy(target: number): Promise<TcpFaultProxy> {
  const sockets = new Set<Socket>();
  let fault: NetworkFault = { kind: 'none' };
  let connections = 0;
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;

  async function listen(at: number): Promise<Server> {
    const listener = createServer({ noDelay: true }, accept);
    listener.listen(at, '127.0.0.1');
    await once(listener, 'listening');
    return listener;
  }

  function accept(client: Socket): void {
    connections += 1;
    keep(client);
    if (fault.kind === 'reset') {
      client.resetAndDestroy();
      return;
    }
    if (fault.kind === 'black-hole') {
      client.resume();
      return;
    }
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    keep(upstream);
    client.on('data', (chunk: Buffer) => isSwallowing() || upstream.write(chunk));
    client.on('close', () => upstream.destroy());
    carryAnswers(upstream, client);
  }

  /** Answers pass one piece after the other, whatever is done to each. */
  function carryAnswers(upstream: Socket, client: Socket): void {
    let passed = 0;
    let last = Promise.resolve();
    const inTurn = (task: () => void | Promise<void>): void => {
      last = last.then(task);
    };
    upstream.on('data', (chunk: Buffer) => {
      const dueAt = performance.now() + (fault.kind === 'delay' ? fault.ms : 0);
      inTurn(async () => {
        const earlyMs = dueAt - performance.now();
        if (earlyMs > 0) await wait(earlyMs);
        await deliver(chunk, client, passed);
        passed += chunk.length;
      });
    });
    upstream.on('end', () => inTurn(() => void client.end()));
    upstream.on('close', () => inTurn(() => void client.destroySoon()));
  }

  async function deliver(chunk: Buffer, client: Socket, passed: number): Promise<void> {
    if (isSwallowing() || client.destroyed) return;
    switch (fault.kind) {
      case 'throttle':
        await wait((chunk.length / fault.bytesPerSecond) * 1_000);
        break;
      case 'cut':
        if (passed + chunk.length > fault.afterBytes) {
          client.write(chunk.subarray(0, Math.max(0, fault.afterBytes - passed)));
          client.destroySoon();
          return;
        }
        break;
      case 'corrupt':
        client.write(chunk.map((byte, index) => (index % 16 === 0 ? byte ^ 0b0101_0101 : byte)));
        return;
      default:
        break;
    }
    client.write(chunk);
  }

  function isSwallowing(): boolean {
    return fault.kind === 'black-hole';
  }

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  }

  function resetAll(): void {
    for (const socket of sockets) socket.resetAndDestroy();
  }

  async function stopListening(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    resetAll();
    await closed;
  }

  return {
    port,
    async set(next) {
      const leavesHanging = isSwallowing();
      fault = next;
      if (next.kind === 'refuse') return stopListening();
      if (next.kind === 'reset' || leavesHanging) resetAll();
      if (!server.listening) server = await listen(port);
    },
    get connections() {
      return connections;
    },
    close: stopListening,
  };
}
