-- One commit: all checks, then all writes, then one log entry. Redis has no rollback, so nothing may fail after the checks;
-- the shape of the commit was checked in commit.py.
--
-- KEYS  1  meta: a hash of `epoch` (the history's id) and `v` (the newest version)
--       2  rows: a hash of kind/id -> v|to|audience=v,…|json (version, audience, who saw it until when, fields)
--       3  log: a stream, one entry a version, of the rows as they were written
--       4  done:<who>:<cid>: the first answer to this command, digest|v|at|result
--       5… the sets and rate windows that the commit names; a cluster asks for them
-- ARGV  1  prefix of the keys of sets and rate windows, which the commit names without it
--       2  epoch that the decision was made in
--       3  the commit: JSON, see below
--       4  digest of the command's payload
--       5  time of the decision, event ms
--       6  seconds to remember the answer
--       7  length of the log, in entries, about which it is cut
--       8  who sees which audience: `SEEN_BY` of core/audiences.py as JSON, {audience, or the group it begins with: [viewers]}
--       9, 10  what version and time are remembered with added, or 0: whoever reads the store cannot tell them without
-- The commit (`CommitJson` in core/commit_json.py): an object of
--   guards   [[what, name, value, code]]: "version": the row `name` is at version `value` (0: there is none);
--            "out": `value` is no member of the set `name`; "less": the set has fewer than `value`
--   rates    [[name, limit, seconds, code, once, seconds of once]]; with `once`, a name, only what is the first of it counts
--   adds, removes  [[set, member]]
--   clears   [set]: forgotten after everything else
--   rows     [[kind/id, audience, fields as JSON, counts, members, tallies]], where the script fills in
--            counts [[field, [set], [[[set], least]]]]: the size of the sets' union; members [[field, set]]: its members,
--            sorted; tallies [[field, [[name, [set]]], [[[set], least]]]]: counts by name. Both are null where a union
--            of sets after them has fewer members than `least`
--   result   the answer, as JSON
-- Returns {"ok", v, at, result} · {"again", v, at, result} · {"refused", code}
local prefix, epoch, digest, at = ARGV[1], ARGV[2], ARGV[4], ARGV[5]
local veil_v, veil_at = tonumber(ARGV[9]), tonumber(ARGV[10])
local function whole(n) return string.format('%.0f', n) end

-- 1. The same command again gets its first answer.
local done = redis.call('GET', KEYS[4])
if done then
  local d, v, t, result = string.match(done, '^([^|]*)|(%d+)|(%-?%d+)|(.*)$')
  if d ~= digest then return {'refused', 'cid_reused'} end
  return {'again', tonumber(v) - veil_v, whole(tonumber(t) - veil_at), result}
end

-- 2. A decision made on another history is void.
if redis.call('HGET', KEYS[1], 'epoch') ~= epoch then return {'refused', 'stale'} end

-- 3. Guards and rate windows.
local c = cjson.decode(ARGV[3])
local function header(key)
  local row = redis.call('HGET', KEYS[2], key)
  if not row then return 0, '', '' end
  local v, to, left = string.match(row, '^(%d+)|([^|]*)|([^|]*)|')
  return tonumber(v), to, left
end
for _, g in ipairs(c.guards) do
  local what, name, value, code = g[1], g[2], g[3], g[4]
  local holds
  if what == 'version' then holds = header(name) == value
  elseif what == 'out' then holds = redis.call('SISMEMBER', prefix .. name, value) == 0
  else holds = redis.call('SCARD', prefix .. name) < value end
  if not holds then return {'refused', code} end
end
local counted = {}
for _, r in ipairs(c.rates) do
  if r[5] == '' or redis.call('EXISTS', prefix .. r[5]) == 0 then
    local used = tonumber(redis.call('GET', prefix .. r[1]) or '0')
    if used >= r[2] then return {'refused', r[4]} end
    counted[#counted + 1] = r
  end
end

-- From here on everything is written.
for _, r in ipairs(counted) do
  if redis.call('INCR', prefix .. r[1]) == 1 then redis.call('EXPIRE', prefix .. r[1], r[3]) end
  if r[5] ~= '' then redis.call('SET', prefix .. r[5], '1', 'EX', r[6]) end
end
local function answer(v)
  local kept = {digest, whole(v + veil_v), whole(tonumber(at) + veil_at), c.result}
  local lifetime, value = 'EX', ARGV[6]
  if veil_v > 0 then
    -- When it ends must not tell when it began: with all others of the day.
    lifetime, value = 'EXAT', whole((math.floor((redis.call('TIME')[1] + ARGV[6]) / 86400) + 1) * 86400)
  end
  redis.call('SET', KEYS[4], table.concat(kept, '|'), lifetime, value)
  return {'ok', v, at, c.result}
end

-- A quiet success changes nothing and makes no version, but its answer is remembered like any other.
if #c.adds + #c.removes + #c.rows == 0 then return answer(tonumber(redis.call('HGET', KEYS[1], 'v') or 0)) end

for _, s in ipairs(c.adds) do redis.call('SADD', prefix .. s[1], s[2]) end
for _, s in ipairs(c.removes) do redis.call('SREM', prefix .. s[1], s[2]) end

local v = redis.call('HINCRBY', KEYS[1], 'v', 1)

local viewers = cjson.decode(ARGV[8])
local function seen_by(to)
  if viewers[to] then return viewers[to] end
  local sees = {to}
  for _, viewer in ipairs(viewers[string.match(to, '^[^:]*:')] or {}) do sees[#sees + 1] = viewer end
  return sees
end

-- Who saw the row before and does not now learns that it is gone, even when it comes back much later.
local function left_at(old_to, old_left, to)
  local left = {}
  for audience, version in string.gmatch(old_left, '([^,=]+)=(%d+)') do left[audience] = version end
  if old_to ~= to then
    local sees = {}
    for _, a in ipairs(seen_by(to)) do sees[a] = true end
    for _, a in ipairs(seen_by(old_to)) do if not sees[a] then left[a] = v end end
  end
  local parts = {}
  for audience, version in pairs(left) do parts[#parts + 1] = audience .. '=' .. version end
  table.sort(parts)
  return table.concat(parts, ',')
end

local function union(names)
  if #names < 2 then return #names == 0 and 0 or redis.call('SCARD', prefix .. names[1]) end
  local keys = {}
  for i, name in ipairs(names) do keys[i] = prefix .. name end
  return #redis.call('SUNION', unpack(keys))
end

-- Whether a union is so small that a number would tell who is in it, or what they chose.
local function too_few(thresholds)
  for _, threshold in ipairs(thresholds) do
    if union(threshold[1]) < threshold[2] then return true end
  end
  return false
end

local function tally(sets)
  local parts = {}
  for i, entry in ipairs(sets) do parts[i] = '"' .. entry[1] .. '":' .. union(entry[2]) end
  return '{' .. table.concat(parts, ',') .. '}'
end

local function filled(json, counts, members, tallies)
  local parts = {}
  local function fill(field, value) parts[#parts + 1] = '"' .. field .. '":' .. value end
  for _, count in ipairs(counts) do fill(count[1], too_few(count[3]) and 'null' or union(count[2])) end
  for _, m in ipairs(members) do
    local found = redis.call('SMEMBERS', prefix .. m[2])
    table.sort(found)
    fill(m[1], #found == 0 and '[]' or '["' .. table.concat(found, '","') .. '"]')
  end
  for _, t in ipairs(tallies) do fill(t[1], too_few(t[3]) and 'null' or tally(t[2])) end
  if #parts == 0 then return json end
  local open = string.sub(json, 1, -2)
  if open ~= '{' then open = open .. ',' end
  return open .. table.concat(parts, ',') .. '}'
end

local entry = {}
for _, r in ipairs(c.rows) do
  local key, to = r[1], r[2]
  local _, old_to, old_left = header(key)
  local row = v .. '|' .. to .. '|' .. left_at(old_to, old_left, to) .. '|' .. filled(r[3], r[4], r[5], r[6])
  redis.call('HSET', KEYS[2], key, row)
  entry[#entry + 1] = key
  entry[#entry + 1] = row
end
for _, name in ipairs(c.clears) do redis.call('DEL', prefix .. name) end
if #entry == 0 then entry = {'-', '-'} end
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[7], v .. '-0', unpack(entry))
return answer(v)
