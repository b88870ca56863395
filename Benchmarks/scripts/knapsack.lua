-- Packs a knapsack: which things have the greatest value within a weight?
-- Task: Rosetta Code, "Knapsack problem/0-1".
local size = tonumber(arg[1]) or 2500

local things = {}
for i = 1, 200 do
  things[i] = {name = "thing " .. i, weight = 3 + i * 37 % 91, value = 10 + i * 53 % 181}
end
local best = {}
for w = 0, size do best[w] = 0 end
for _, thing in ipairs(things) do
  local w = size
  while w >= thing.weight do
    local value = best[w - thing.weight] + thing.value
    if value > best[w] then best[w] = value end
    w = w - 1
  end
end
print("within " .. size .. ": " .. best[size])
