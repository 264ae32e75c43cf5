import { writeFile } from 'node:fs/promises';
import type { Read } from './mixed-operations.ts';
import { writeOf } from './mixed-operations.ts';
import { luaHeaders, luaText } from './wrk-script.ts';

export interface Mix {
  /** By rank, the most frequent first. */
  reads: readonly Read[];
  /** Cumulative shares of the ranks. */
  shares: readonly number[];
  /** Of requests, from 0 to 1. */
  writes: number;
  headers: Readonly<Record<string, string>>;
  seed: number;
}

/**
 * Writes the wrk script of mixed traffic. A write gives a person a family name with a number that only grows; a read is
 * stale when it shows a lower one than was acknowledged before the read was sent. Requests and answers find each other by
 * `x-request-id`, which the servers tell back. Nobody is written twice at a time, for the order would be unknown.
 */
export async function writeMixedScript(path: string, { reads, shares, writes, headers, seed }: Mix): Promise<void> {
  const [before, after] = writeOf('EMAIL', 'V').split('EMAIL') as [string, string];
  const [middle, end] = after.split('"V"') as [string, string];
  await writeFile(
    path,
    [
      'wrk.method = "POST"',
      ...luaHeaders(headers),
      `local bodies = { ${reads.map(({ body }) => luaText(body)).join(', ')} }`,
      `local emails = { ${reads.map(({ email }) => luaText(email)).join(', ')} }`,
      `local shares = { ${shares.join(', ')} }`,
      `local writeShare, seed = ${writes}, ${seed}`,
      `local before, middle, after = ${luaText(before)}, ${luaText(`${middle}"V`)}, ${luaText(`"${end}`)}`,
      SCRIPT,
    ].join('\n'),
  );
}

const SCRIPT = /* Lua */ `
wrote, stale, wrong, firstWrong = 0, 0, 0, ""
local sent, count, base = {}, 0, os.time() * 1000000
local acknowledged, isWritten = {}, {}

local function draw()
  local wanted, low, high = math.random(), 1, #shares
  while low < high do
    local middle = math.floor((low + high) / 2)
    if shares[middle] < wanted then low = middle + 1 else high = middle end
  end
  return low
end

function init() math.randomseed(seed + os.time()) end

function request()
  count = count + 1
  local rank = draw()
  local email = emails[rank]
  wrk.headers["x-request-id"] = "m" .. count
  if math.random() < writeShare and not isWritten[email] then
    isWritten[email] = true
    sent["m" .. count] = { email = email, version = base + count }
    return wrk.format(nil, nil, nil, before .. email .. middle .. string.format("%.0f", base + count) .. after)
  end
  sent["m" .. count] = { email = email, least = acknowledged[email] }
  return wrk.format(nil, nil, nil, bodies[rank])
end

local function isWrong(body, expected)
  if body:find(expected, 1, true) and not body:find('"errors"', 1, true) then return false end
  wrong = wrong + 1
  if wrong == 1 then firstWrong = body:sub(1, 300):gsub("%s", " ") end
  return true
end

function response(status, headers, body)
  local asked = sent[headers["x-request-id"]]
  if asked == nil then return isWrong("no x-request-id: " .. body, "\\0") end
  sent[headers["x-request-id"]] = nil
  if asked.version then
    isWritten[asked.email] = nil
    if status >= 400 or isWrong(body, '"accepted":1') then return end
    wrote = wrote + 1
    acknowledged[asked.email] = asked.version
  elseif status < 400 and not isWrong(body, '"customer":{') and asked.least then
    local seen = tonumber(body:match('"familyName":"V(%d+)"'))
    if seen == nil or seen < asked.least then stale = stale + 1 end
  end
end

local threads = {}
function setup(thread) table.insert(threads, thread) end
function done()
  for _, thread in ipairs(threads) do
    io.write("Writes: ", thread:get("wrote"), "\\n")
    io.write("Stale answers: ", thread:get("stale"), "\\n")
    io.write("Wrong answers: ", thread:get("wrong"), "\\n")
    if thread:get("wrong") > 0 then io.write("First wrong answer: ", thread:get("firstWrong"), "\\n") end
  end
end
`;
