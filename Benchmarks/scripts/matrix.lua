-- Multiplies two square matrices, which are lists of rows.
-- Task: Rosetta Code, "Matrix multiplication".
local size = tonumber(arg[1]) or 130

local a, b, c = {}, {}, {}
for i = 1, size do
  a[i], b[i] = {}, {}
  for j = 1, size do
    a[i][j] = (i - 1) * 3 + j - 1
    b[i][j] = (i + j - 2) % 7 / 2
  end
end
for i = 1, size do
  local row = {}
  for j = 1, size do
    local sum = 0.0
    for k = 1, size do sum = sum + a[i][k] * b[k][j] end
    row[#row + 1] = sum
  end
  c[#c + 1] = row
end
local trace = 0.0
for i = 1, size do trace = trace + c[i][i] end
print(string.format("%.2f %.2f", trace, c[1][size]))
