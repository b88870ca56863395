local function run(count)
  local rows = {}
  for i = 0, count - 1 do
    rows[i + 1] = { id = i, name = "row " .. i % 1000, group = i % 17, score = i * 7 % 101, seen = false }
  end
  for i = 1, count do
    rows[i].score = rows[i].score + rows[i].group
    rows[i].seen = true
  end
  local good = {}
  for _, row in ipairs(rows) do
    if row.score > 50 and row.seen then good[#good + 1] = row end
  end
  local groups, groupCount = {}, 0
  for _, row in ipairs(good) do
    local key = tostring(row.group)
    if not groups[key] then
      groups[key] = {}
      groupCount = groupCount + 1
    end
    local members = groups[key]
    members[#members + 1] = row
  end
  local total = 0
  for _, members in pairs(groups) do
    for _, row in ipairs(members) do total = total + row.score + #row.name end
  end
  local best = {}
  for index, row in ipairs(good) do
    local copy = {}
    for key, value in pairs(row) do copy[key] = value end
    copy.rank = row.score * 2
    best[index] = copy
  end
  for _, row in ipairs(best) do total = total + row.rank end
  return { #good, groupCount, total }
end

local size = tonumber(arg[1]) or 200000
print(table.concat(run(size), " "))
