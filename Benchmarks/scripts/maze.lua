-- The length of the shortest way through a cave with obstacles, by breadth-first search.
-- Task: Advent of Code 2016, day 13, on a list of rows.
local size = tonumber(arg[1]) or 420

local grid, distance = {}, {}
for y = 0, size - 1 do
  grid[y], distance[y] = {}, {}
  for x = 0, size - 1 do
    local n = x * x + 3 * x + 2 * x * y + y + y * y
    grid[y][x] = n % 11 > 7 and n % 7 > 1
    distance[y][x] = -1
  end
end
grid[0][0] = false

distance[0][0] = 0
local queue = {{0, 0}}
local head = 1
local directions = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}
while head <= #queue do
  local x, y = queue[head][1], queue[head][2]
  head = head + 1
  for _, direction in ipairs(directions) do
    local nx = x + direction[1]
    local ny = y + direction[2]
    if nx >= 0 and ny >= 0 and nx < size and ny < size and not grid[ny][nx] and distance[ny][nx] < 0 then
      distance[ny][nx] = distance[y][x] + 1
      queue[#queue + 1] = {nx, ny}
    end
  end
end
local last = queue[#queue]
print(#queue .. " of " .. size * size .. " can be reached, the farthest after " .. distance[last[2]][last[1]])
