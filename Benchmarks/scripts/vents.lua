-- Lines of vents on the floor of the sea: at how many points do at least two of them overlap?
-- Task: Advent of Code 2021, day 5.
local size = tonumber(arg[1]) or 2500

local seed = 7
local function next_number(below)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed // 65536 % below
end

local function sign(n)
  if n > 0 then return 1 end
  if n < 0 then return -1 end
  return 0
end

local directions = {{1, 0}, {0, 1}, {1, 1}, {1, -1}}
local floor_map = {}
for i = 1, size do
  local x = next_number(900)
  local y = next_number(900)
  local length = next_number(200)
  local direction = directions[next_number(4) + 1]
  local end_x, end_y = x + direction[1] * length, y + direction[2] * length
  local step_x, step_y = sign(end_x - x), sign(end_y - y)
  for n = 0, length do
    local key = (x + n * step_x) .. "," .. (y + n * step_y)
    floor_map[key] = (floor_map[key] or 0) + 1
  end
end
local overlaps, most = 0, 0
for _, count in pairs(floor_map) do
  if count >= 2 then overlaps = overlaps + 1 end
  most = math.max(most, count)
end
print(overlaps .. " " .. most)
