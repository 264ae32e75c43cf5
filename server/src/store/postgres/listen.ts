import type pg from 'pg';

export const CHANNEL = 'selvedge_changes';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface ListenOptions {
  connect(): pg.Client;
  /** Called for every notice, and when it may be that some were missed. */
  onNews(): void;
  onTrouble(message: string): void;
}

/** Hears what PostgreSQL is told to tell, over a connection of its own that is made again whenever it breaks. Returns how to stop. */
export function listen({ connect, onNews, onTrouble }: ListenOptions): () => void {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let stopped = false;
  let inTrouble = false;

  function retry(reason: string): void {
    if (stopped || timer !== null) return;
    if (!inTrouble) onTrouble(`The store does not tell of changes (${reason}); they are looked for.`);
    inTrouble = true;
    timer = setTimeout(() => {
      timer = null;
      void begin();
    }, pauseMs);
    timer.unref();
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }

  async function begin(): Promise<void> {
    const mine = connect();
    client = mine;
    const fail = (reason: string): void => {
      if (client !== mine) return;
      client = null;
      // The end of a connection that is broken already may fail, which nobody needs to know.
      mine.end().catch(() => {});
      retry(reason);
    };
    mine.on('notification', onNews);
    mine.on('error', (error) => fail(error.message));
    mine.on('end', () => fail('the connection ended'));
    try {
      await mine.connect();
      await mine.query(`listen ${CHANNEL}`);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
      return;
    }
    if (inTrouble) onTrouble('The store tells of changes again.');
    inTrouble = false;
    pauseMs = FIRST_PAUSE_MS;
    onNews();
  }

  void begin();
  return () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    const last = client;
    client = null;
    last?.end().catch(() => {});
  };
}
