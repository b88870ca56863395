-- The spectral norm of an infinite matrix, approximated on its first rows and columns.
-- Task: Computer Language Benchmarks Game, "spectral-norm".
local function entry(i, j)
  return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)
end

local function times(v)
  local result = {}
  for i = 1, #v do
    local sum = 0.0
    for j, x in ipairs(v) do sum = sum + entry(i - 1, j - 1) * x end
    result[i] = sum
  end
  return result
end

local function times_transposed(v)
  local result = {}
  for i = 1, #v do
    local sum = 0.0
    for j, x in ipairs(v) do sum = sum + entry(j - 1, i - 1) * x end
    result[i] = sum
  end
  return result
end

local size = tonumber(arg[1]) or 300
local u, v = {}, {}
for i = 1, size do u[i] = 1.0 end
for _ = 1, 4 do
  v = times_transposed(times(u))
  u = times_transposed(times(v))
end
local vBv, vv = 0.0, 0.0
for i = 1, size do
  vBv = vBv + u[i] * v[i]
  vv = vv + v[i] * v[i]
end
print(string.format("%.6f", math.sqrt(vBv / vv)))
