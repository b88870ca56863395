-- Doors in a corridor: the first walk opens every one, the second toggles every second one, and so on.
-- Task: Rosetta Code, "100 doors".
local size = tonumber(arg[1]) or 120000

local doors = {}
for i = 1, size do doors[i] = false end
for walk = 1, size do
  local door = walk
  while door <= size do
    doors[door] = not doors[door]
    door = door + walk
  end
end
local open = {}
for i, is_open in ipairs(doors) do
  if is_open then open[#open + 1] = i end
end
print(string.format("%d doors are open, the last is %d", #open, open[#open]))
