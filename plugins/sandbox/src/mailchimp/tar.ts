/** A file for an archive. */
export interface TarFile {
  /** At most 100 bytes. */
  name: string;
  content: string;
}

/** A tar archive (POSIX ustar) of a folder that holds these files. */
export function tarOf(files: readonly TarFile[]): Buffer {
  const entries = files.flatMap(({ name, content }) => {
    const bytes = Buffer.from(content);
    return [header(`./${name}`, bytes.length, '0'), bytes, Buffer.alloc(padding(bytes.length))];
  });
  return Buffer.concat([header('./', 0, '5'), ...entries, Buffer.alloc(2 * BLOCK)]);
}

const BLOCK = 512;

function header(name: string, size: number, type: '0' | '5'): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  // The checksum is counted with spaces in its own place.
  block.write('        ', 148);
  block.write(type, 156);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
