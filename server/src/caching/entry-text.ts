import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import type { Entry } from './entry.js';

/** Bytes of JSON from which an entry is compressed: below, the time is worth more than the room. */
const COMPRESS_FROM = 8_192;
/** Where in the text the time of the fetch stands, as Redis counts: both ends included. */
export const FETCHED_AT = { from: 1, to: 15 } as const;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
/** The level above takes a third more time and saves nothing on records. */
const QUICK = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * An entry as Redis keeps it: one letter for its form, 15 digits for when it was fetched, epoch milliseconds, then the
 * entry: `j` JSON, `z` JSON under zstd in base64.
 */
export async function toText<O>(entry: Entry<O>): Promise<string> {
  const json = JSON.stringify(entry);
  const fetchedAt = String(Math.trunc(entry.origin.fetchedAt)).padStart(FETCHED_AT.to, '0');
  if (json.length < COMPRESS_FROM) return `j${fetchedAt}${json}`;
  return `z${fetchedAt}${(await compress(json, QUICK)).toString('base64')}`;
}

/** The entry in a text; undefined for a text that is none, be it damaged or from a gateway that writes another form. */
export async function fromText<O>(text: string): Promise<Entry<O> | undefined> {
  const body = text.slice(FETCHED_AT.to + 1);
  try {
    switch (text[0]) {
      case 'j':
        return entryIn<O>(body);
      case 'z':
        return entryIn<O>((await decompress(Buffer.from(body, 'base64'))).toString());
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

function entryIn<O>(json: string): Entry<O> | undefined {
  const parsed = JSON.parse(json) as Partial<Entry<O>> | null;
  return parsed?.value !== undefined && Array.isArray(parsed.origin?.tags) ? (parsed as Entry<O>) : undefined;
}
