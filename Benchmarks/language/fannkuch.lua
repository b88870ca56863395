-- The greatest number of flips that any permutation needs, and a checksum over all of them.
-- Task: Computer Language Benchmarks Game, "fannkuch-redux".
local function fannkuch(n)
  local permutation, counts = {}, {}
  for i = 0, n - 1 do permutation[i], counts[i] = i, 0 end
  local checksum, most, turns, number = 0, 0, n, 0
  while true do
    while turns ~= 1 do
      counts[turns - 1] = turns
      turns = turns - 1
    end
    local flipped = {}
    for i = 0, n - 1 do flipped[i] = permutation[i] end
    local flips = 0
    while flipped[0] ~= 0 do
      local low, high = 0, flipped[0]
      while low < high do
        flipped[low], flipped[high] = flipped[high], flipped[low]
        low = low + 1
        high = high - 1
      end
      flips = flips + 1
    end
    most = math.max(most, flips)
    if number % 2 == 0 then checksum = checksum + flips else checksum = checksum - flips end
    number = number + 1
    while true do
      if turns == n then return checksum, most end
      local first = permutation[0]
      for i = 0, turns - 1 do permutation[i] = permutation[i + 1] end
      permutation[turns] = first
      counts[turns] = counts[turns] - 1
      if counts[turns] > 0 then break end
      turns = turns + 1
    end
  end
end

local size = tonumber(arg[1]) or 9
local checksum, flips = fannkuch(size)
print(string.format("%d\nPfannkuchen(%d) = %d", checksum, size, flips))
