import { writeFile } from 'node:fs/promises';

/** What wrk posts, and what it is to be answered each time. */
export interface Exchange {
  /** JSON of the request. */
  body: string;
  headers: Readonly<Record<string, string>>;
  /** Text of the answer, to the byte. */
  answer: string;
}

/** The headers of a GraphQL request with a contender's own ones. */
export function headersOf(own: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { 'content-type': 'application/json', accept: 'application/json', ...own };
}

/**
 * Writes the wrk script that posts one request over and over and compares every answer. Lua keeps equal strings once, so
 * that a comparison costs little more than a look at the bytes.
 */
export async function writeScript(path: string, { body, headers, answer }: Exchange): Promise<void> {
  await writeFile(
    path,
    [
      'wrk.method = "POST"',
      `wrk.body = ${luaText(body)}`,
      ...luaHeaders(headers),
      `local expected = ${luaText(answer)}`,
      'wrong = 0',
      'firstWrong = ""',
      'function response(status, headers, body)',
      '  if body == expected or status >= 400 then return end',
      '  wrong = wrong + 1',
      '  if wrong == 1 then firstWrong = body:sub(1, 300):gsub("%s", " ") end',
      'end',
      'local threads = {}',
      'function setup(thread) table.insert(threads, thread) end',
      'function done()',
      '  for _, thread in ipairs(threads) do',
      '    io.write("Wrong answers: ", thread:get("wrong"), "\\n")',
      '    if thread:get("wrong") > 0 then io.write("First wrong answer: ", thread:get("firstWrong"), "\\n") end',
      '  end',
      'end',
      '',
    ].join('\n'),
  );
}

/** Statements that make wrk send these headers. */
export function luaHeaders(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headersOf(headers)).map(([name, value]) => `wrk.headers[${luaText(name)}] = ${luaText(value)}`);
}

/** A string literal of Lua 5.1, which knows escapes of bytes alone. */
export function luaText(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c
      ? `\\${String(byte).padStart(3, '0')}`
      : String.fromCharCode(byte),
  );
  return `"${bytes.join('')}"`;
}
