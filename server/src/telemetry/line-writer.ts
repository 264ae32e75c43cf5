/** What a pipe takes as one piece, whoever else writes to it (PIPE_BUF of Linux, POSIX write), characters. */
const ONE_PIECE = 4_096;

/**
 * Writes lines to a stream of this process, those of one turn of the event loop together: under load a line costs a
 * small part of a write. Workers may share the stream, so no more is written together than a pipe keeps together.
 * When the process ends by itself nothing is lost.
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
    if (lines.length + line.length > ONE_PIECE) flush();
    if (lines === '') setImmediate(flush);
    lines += line;
  };
}
