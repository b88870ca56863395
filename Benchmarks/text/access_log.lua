-- Reads lines of a web server's log with a pattern, and counts statuses, paths and bytes.
-- Task: the log parsers of many cookbooks (Python Cookbook, 2.x; "Combined Log Format" of Apache).
local size = tonumber(arg[1]) or 60000

local paths = {"/", "/index.html", "/images/logo.png", "/api/items", "/api/items/7", "/about"}
local codes = {200, 200, 304, 404, 200, 500}
local lines = {}
for i = 0, size - 1 do
  lines[#lines + 1] = string.format(
    '10.0.%d.%d - - [23/Nov/2026:09:%02d:%02d +0000] "GET %s HTTP/1.1" %d %d "-" "Mozilla/5.0"',
    i % 256, i * 7 % 256, i // 60 % 60, i % 60, paths[i * 5 % 6 + 1], codes[i * 7 % 6 + 1], i * 37 % 9000)
end

local pattern = '^(%S+) %S+ %S+ %[([^%]]+)%] "(%w+) (%S+) [^"]*" (%d%d%d) ([%d-]+)'
local statuses, bytes_of_path, hosts = {}, {}, {}
for _, line in ipairs(lines) do
  local host, _, _, path, status, length = line:match(pattern)
  if host then
    statuses[status] = (statuses[status] or 0) + 1
    bytes_of_path[path] = (bytes_of_path[path] or 0) + math.tointeger(length)
    hosts[host] = true
  end
end
local function keys(t)
  local list = {}
  for key in pairs(t) do list[#list + 1] = key end
  table.sort(list)
  return list
end
local parts = {}
for _, key in ipairs(keys(statuses)) do parts[#parts + 1] = key .. ": " .. statuses[key] end
print(table.concat(parts, ", "))
local sorted = keys(bytes_of_path)
table.sort(sorted, function(a, b) return bytes_of_path[a] > bytes_of_path[b] end)
for _, key in ipairs(sorted) do print(string.format("%-20s %d", key, bytes_of_path[key])) end
print(#keys(hosts) .. " hosts")
