-- The Game of Life on a torus, as a list of rows.
-- Task: Rosetta Code, "Conway's Game of Life".
local size = tonumber(arg[1]) or 220

local cells = {}
for y = 0, size - 1 do
  cells[y] = {}
  for x = 0, size - 1 do cells[y][x] = (x * 7 + y * 13 + x * y) % 5 < 2 and 1 or 0 end
end
for generation = 1, 12 do
  local following = {}
  for y = 0, size - 1 do
    local above = cells[(y + size - 1) % size]
    local here = cells[y]
    local below = cells[(y + 1) % size]
    local row = {}
    for x = 0, size - 1 do
      local left = (x + size - 1) % size
      local right = (x + 1) % size
      local neighbours = above[left] + above[x] + above[right] + here[left] + here[right] + below[left] + below[x] + below[right]
      row[x] = (neighbours == 3 or (neighbours == 2 and here[x] == 1)) and 1 or 0
    end
    following[y] = row
  end
  cells = following
end
local alive = 0
for y = 0, size - 1 do
  for x = 0, size - 1 do alive = alive + cells[y][x] end
end
print("alive: " .. alive)
for y = 0, 3 do
  local line = {}
  for x = 0, math.min(60, size) - 1 do line[#line + 1] = cells[y][x] == 1 and "#" or "." end
  print(table.concat(line))
end
