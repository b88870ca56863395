-- Reads a log line by line: how many lines of each level, the slowest requests of each service, the first errors.
-- Task: the log analyses of cookbooks (grep, sort, uniq -c).
local levels, slowest, errors = {}, {}, {}
for line in io.lines(arg[1]) do
  local parts = {}
  for part in line:gmatch("[^ ]+") do parts[#parts + 1] = part end
  local level = parts[2]
  levels[level] = (levels[level] or 0) + 1
  if level == "ERROR" and #errors < 3 then errors[#errors + 1] = line:sub(25) end
  local service = parts[4]:gsub("service%.", ""):gsub(":", "")
  local time = math.tointeger(parts[8])
  if time > (slowest[service] and slowest[service].time or -1) then
    slowest[service] = {time = time, request = parts[6]}
  end
end
local function keys(t)
  local list = {}
  for key in pairs(t) do list[#list + 1] = key end
  table.sort(list)
  return list
end
for _, name in ipairs(keys(levels)) do print(string.format("%-6s %d", name, levels[name])) end
for _, name in ipairs(keys(slowest)) do
  print(string.format("%s: request %s took %d ms", name, slowest[name].request, slowest[name].time))
end
print(table.concat(errors, "\n"))
