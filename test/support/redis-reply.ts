/** One reply in the Redis serialization protocol (RESP 2) from the start of a text, and where it ends; null where it is not whole. */
export function readReply(bytes: Buffer, from = 0): { value: unknown; end: number } | null {
  const lineEnd = bytes.indexOf('\r\n', from);
  if (lineEnd < 0) return null;
  const kind = String.fromCharCode(bytes[from] ?? 0);
  const line = bytes.toString('utf8', from + 1, lineEnd);
  const next = lineEnd + 2;
  switch (kind) {
    case '+':
    case '-':
    case ':':
      return { value: line, end: next };
    case '$': {
      const length = Number(line);
      if (length < 0) return { value: null, end: next };
      if (bytes.length < next + length + 2) return null;
      return { value: bytes.toString('utf8', next, next + length), end: next + length + 2 };
    }
    case '*':
      return readList(bytes, Number(line), next);
    default:
      throw new Error(`Expected a reply of Redis, but got ${JSON.stringify(kind + line)}.`);
  }
}

function readList(bytes: Buffer, length: number, from: number): { value: unknown; end: number } | null {
  const items: unknown[] = [];
  let at = from;
  for (let index = 0; index < length; index += 1) {
    const item = readReply(bytes, at);
    if (item === null) return null;
    items.push(item.value);
    at = item.end;
  }
  return { value: items, end: at };
}
