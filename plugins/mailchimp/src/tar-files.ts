import { malformed } from '@selvedge/connector-api';

/**
 * The contents of the regular files in a tar archive (POSIX ustar), in its order; folders and extended headers are passed
 * over. Throws `malformed` for an archive that ends within a file.
 */
export function tarFiles(archive: Uint8Array): string[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const files: string[] = [];
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(bytes.toString('latin1', at + SIZE_AT, at + SIZE_AT + 12), 8);
    const end = at + BLOCK + size;
    if (!(end <= bytes.length)) throw malformed('Expected a whole tar archive, but it ends within a file.');
    const type = bytes.toString('latin1', at + TYPE_AT, at + TYPE_AT + 1);
    if (type === '0' || type === '\0') files.push(bytes.toString('utf8', at + BLOCK, end));
    at = BLOCK * Math.ceil(end / BLOCK);
  }
  return files;
}

/** Places within a header: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange Format" */
const BLOCK = 512;
const SIZE_AT = 124;
const TYPE_AT = 156;
