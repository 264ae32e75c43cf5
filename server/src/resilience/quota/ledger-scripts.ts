/**
 * The ledger's steps as Redis scripts, each atomic over all windows of an account. Time is Redis' own, so gateways
 * whose clocks differ agree. A window is a hash `<bucket>:<i|b|o>` → units, with the vendor's own limit under `limit`;
 * calls in flight are a sorted set by the time at which they are given up.
 */

const PRELUDE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function standing(key, bucketMs, agoMs)
  local oldest = math.floor((now - agoMs) / bucketMs)
  local used = { i = 0, b = 0, o = 0 }
  local buckets, limit = {}, nil
  local fields = redis.call('HGETALL', key)
  for at = 1, #fields, 2 do
    local field, units = fields[at], tonumber(fields[at + 1])
    if field == 'limit' then
      limit = units
    else
      local bucket, kind = string.match(field, '^(-?%d+):(%a)$')
      bucket = tonumber(bucket)
      if bucket < oldest then
        redis.call('HDEL', key, field)
      else
        used[kind] = used[kind] + units
        buckets[#buckets + 1] = { bucket, units }
      end
    end
  end
  return used, used.i + used.b + used.o, buckets, limit
end

local function add(key, bucketMs, at, kind, units)
  redis.call('HINCRBY', key, string.format('%d:%s', math.floor(at / bucketMs), kind), units)
end
`;

/**
 * KEYS: pause, flights, then a window each. ARGV: id, concurrency (0: none), flightMs, kind, the reserves of i and b in
 * parts of a million, poll; then per window limit, units, bucketMs, how long ago it began, and of a day how long it
 * lasts yet (0: a rolling window).
 * Answers: granted (0 or 1), waitMs, reason (0: none, -1: pause, -2: flights, else number of the window), heldAt, then
 * limit and used per window.
 */
export const TAKE = `${PRELUDE}
local id, concurrency, flightMs, kind = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local reserve = { i = tonumber(ARGV[5]) / 1e6, b = tonumber(ARGV[6]) / 1e6 }
local windows, answer = {}, {}
local waitMs, reason = 0, 0
for n = 3, #KEYS do
  local at = 7 + (n - 3) * 5
  local limit, units, bucketMs = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  local agoMs, leftMs = tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5])
  local used, total, buckets, told = standing(KEYS[n], bucketMs, agoMs)
  limit = told or limit
  local allowed = limit
  for _, other in ipairs({ 'i', 'b' }) do
    if other ~= kind then
      allowed = allowed - math.max(0, math.floor(limit * reserve[other]) - used[other])
    end
  end
  local excess = total + units - allowed
  if excess > 0 then
    local wait = leftMs
    if leftMs == 0 then
      table.sort(buckets, function(a, b) return a[1] < b[1] end)
      local freed, current = 0, math.floor(now / bucketMs)
      wait = 0
      for _, bucket in ipairs(buckets) do
        if freed >= excess then break end
        freed = freed + bucket[2]
        wait = (math.min(bucket[1], current) + 1) * bucketMs + agoMs - now
      end
    end
    if wait > waitMs or reason == 0 then waitMs, reason = math.max(1, wait), n - 2 end
  end
  windows[n - 2] = { key = KEYS[n], bucketMs = bucketMs, units = units, keepMs = leftMs > 0 and leftMs or 2 * agoMs }
  answer[#answer + 1] = limit
  answer[#answer + 1] = total
end
local flights = 0
if concurrency > 0 then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  flights = redis.call('ZCARD', KEYS[2])
end
local paused = tonumber(redis.call('GET', KEYS[1]) or '0')
if paused > now then
  waitMs, reason = paused - now, -1
elseif concurrency > 0 and flights >= concurrency then
  waitMs, reason = tonumber(ARGV[7]), -2
end
if reason ~= 0 then return { 0, math.ceil(waitMs), reason, 0, unpack(answer) } end
local heldAt = now + flightMs
for n, window in ipairs(windows) do
  add(window.key, window.bucketMs, heldAt, kind, window.units)
  redis.call('PEXPIRE', window.key, math.ceil(window.keepMs + flightMs + 60000))
  answer[2 * n] = answer[2 * n] + window.units
end
if concurrency > 0 then
  redis.call('ZADD', KEYS[2], heldAt, id)
  redis.call('PEXPIRE', KEYS[2], math.ceil(flightMs + 60000))
end
return { 1, 0, 0, heldAt, unpack(answer) }
`;

/**
 * KEYS: flights, then a window each. ARGV: id, kind, heldAt (0: nothing was held), sent (0 or 1); then per window limit,
 * units, bucketMs, how long ago it began, told limit (0: none), told remaining (-1: none), exact (0 or 1).
 */
export const SETTLE = `${PRELUDE}
local id, kind, heldAt, sent = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
redis.call('ZREM', KEYS[1], id)
for n = 2, #KEYS do
  local at = 4 + (n - 2) * 7
  local limit, units, bucketMs = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  local agoMs = tonumber(ARGV[at + 4])
  local told, remaining = tonumber(ARGV[at + 5]), tonumber(ARGV[at + 6])
  if heldAt > 0 then add(KEYS[n], bucketMs, heldAt, kind, -units) end
  if sent == 1 then add(KEYS[n], bucketMs, now, kind, units) end
  if told > 0 then redis.call('HSET', KEYS[n], 'limit', told) end
  local exact = ARGV[at + 7] == '1'
  if remaining >= 0 then
    local _, total, _, known = standing(KEYS[n], bucketMs, agoMs)
    local unseen = (known or limit) - remaining - total
    if unseen > 0 or exact then add(KEYS[n], bucketMs, now, 'o', unseen) end
  end
end
return 1
`;

/** KEYS: pause. ARGV: milliseconds. A later end stays. */
export const PAUSE = `${PRELUDE}
local untilMs = now + tonumber(ARGV[1])
if untilMs > tonumber(redis.call('GET', KEYS[1]) or '0') then
  redis.call('SET', KEYS[1], string.format('%d', untilMs), 'PX', math.ceil(tonumber(ARGV[1])) + 1000)
end
return 1
`;
