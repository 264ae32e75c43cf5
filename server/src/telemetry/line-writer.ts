/**
 * Writes lines to a stream of this process, those of one turn of the event loop together: under load a line costs a
 * small part of a write. When the process ends by itself nothing is lost.
 */
export function createLineWriter(stream: { write(text: string): unknown }): (line: string) => void {
  let lines = '';
  const flush = (): void => {
    if (lines === '') return;
    const text = lines;
    lines = '';
    stream.write(text);
  };
  process.once('exit', flush);
  return (line) => {
    if (lines === '') setImmediate(flush);
    lines += line;
  };
}
