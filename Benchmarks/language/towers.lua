-- The towers of Hanoi, with discs on three lists that check every move.
-- Task: are-we-fast-yet, "Towers".
local piles = {{}, {}, {}}
local moves = 0

local function push(disc, pile)
  local discs = piles[pile]
  if #discs > 0 and discs[#discs] <= disc then error("cannot put disc " .. disc .. " on a smaller one") end
  discs[#discs + 1] = disc
end

local function move(count, from, to)
  if count == 0 then return end
  local other = 6 - from - to
  move(count - 1, from, other)
  push(table.remove(piles[from]), to)
  moves = moves + 1
  move(count - 1, other, to)
end

local size = tonumber(arg[1]) or 19
for disc = 0, size - 1 do push(size - disc, 1) end
move(size, 1, 3)
print(string.format("%d %d [%d, %d, %d]", moves, #piles[3], piles[3][1], piles[3][2], piles[3][3]))
