-- The Mandelbrot set as rows of characters, and the number of points in it.
-- Task: Computer Language Benchmarks Game, "mandelbrot".
local function escapes(cx, cy, limit)
  limit = limit or 50
  local x, y = 0.0, 0.0
  for step = 0, limit - 1 do
    local xx = x * x
    local yy = y * y
    if xx + yy > 4.0 then return step end
    y = 2.0 * x * y + cy
    x = xx - yy + cx
  end
  return limit
end

local size = tonumber(arg[1]) or 320
local inside = 0
local shades = " .:-=+*#%@"
for row = 0, size - 1 do
  local line = ""
  for column = 0, size - 1 do
    local steps = escapes(3.0 * column / size - 2.0, 2.0 * row / size - 1.0)
    if steps == 50 then inside = inside + 1 end
    line = line .. shades:sub(steps // 6 + 1, steps // 6 + 1)
  end
  if row % 20 == 0 then print(line) end
end
print(inside)
