-- The longest hailstone sequence that starts below `size`, remembering the lengths that are known.
-- Task: Rosetta Code, "Hailstone sequence".
local size = tonumber(arg[1]) or 150000

local lengths = {1}
local best = 1
for start = 2, size - 1 do
  local n = start
  local steps = 0
  while n >= start do
    if n % 2 == 0 then n = n // 2 else n = 3 * n + 1 end
    steps = steps + 1
  end
  lengths[start] = steps + lengths[n]
  if lengths[start] > lengths[best] then best = start end
end
print(string.format("%d takes %d steps", best, lengths[best]))
