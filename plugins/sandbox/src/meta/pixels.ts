/** Which of the two ways an event came by. */
export type EventSource = 'browser' | 'server';

export interface PixelEvent {
  name: string;
  /** Without one, an event is never taken for another. */
  id: string | undefined;
  /** Epoch seconds. */
  time: number;
  source: EventSource;
}

const DEDUPLICATION_SECONDS = 48 * 3_600;
const BROWSER_PREFERENCE_SECONDS = 5 * 60;

/**
 * What the pixels have counted. An event of the same name and id within 48 hours counts once: the first stays, unless
 * the browser's comes within five minutes of the server's.
 */
export class Pixels {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** By pixel, then by what can be the same. */
  readonly #events = new Map<string, Map<string, PixelEvent[]>>();

  constructor(now: () => number) {
    this.now = now;
  }

  /** Counts an event, or takes it for one that is there. */
  receive(pixelId: string, event: PixelEvent): void {
    const ofPixel = this.#events.get(pixelId) ?? new Map<string, PixelEvent[]>();
    const key = JSON.stringify([event.name, event.id ?? null]);
    const alike = ofPixel.get(key) ?? [];
    this.#events.set(pixelId, ofPixel.set(key, alike));
    const at = event.id === undefined ? -1 : alike.findIndex((known) => isClose(known, event, DEDUPLICATION_SECONDS));
    const known = alike[at];
    if (known === undefined) alike.push(event);
    else if (isPreferred(event, known)) alike[at] = event;
  }

  /** Events counted, by the value that `by` reads. */
  counts(pixelId: string, by: (event: PixelEvent) => string): ReadonlyMap<string, number> {
    const events = [...(this.#events.get(pixelId)?.values() ?? [])].flat();
    return new Map([...Map.groupBy(events, by)].map(([value, alike]) => [value, alike.length]));
  }
}

/** Pixels are told from other nodes by the length of their ids; every token may send to every pixel. */
export function isPixelId(id: string): boolean {
  return /^\d{15,16}$/.test(id);
}

function isClose(one: PixelEvent, other: PixelEvent, seconds: number): boolean {
  return Math.abs(one.time - other.time) <= seconds;
}

function isPreferred(event: PixelEvent, known: PixelEvent): boolean {
  return event.source === 'browser' && known.source === 'server' && isClose(event, known, BROWSER_PREFERENCE_SECONDS);
}
