local move = table.move

local function place(row, n, columns, rising, falling)
  if row == n then return 1 end
  local count = 0
  local c = move(columns, 0, 2 * n, 0, {})
  local r = move(rising, 0, 2 * n, 0, {})
  local f = move(falling, 0, 2 * n, 0, {})
  for column = 0, n - 1 do
    local up = row + column
    local down = row - column + n
    if not c[column] and not r[up] and not f[down] then
      c[column] = true
      r[up] = true
      f[down] = true
      count = count + place(row + 1, n, c, r, f)
      c[column] = false
      r[up] = false
      f[down] = false
    end
  end
  return count
end

local function queens(n)
  local none = {}
  for i = 0, 2 * n do none[i] = false end
  return place(0, n, none, none, none)
end

local size = tonumber(arg[1]) or 11
print(queens(size))
