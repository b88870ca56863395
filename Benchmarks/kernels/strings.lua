local function run(count)
  local parts = {}
  for i = 0, count - 1 do parts[#parts + 1] = "item " .. i .. " of " .. count end
  local text = table.concat(parts, "; ")
  -- Lua has no growing strings: pieces are collected and joined.
  local line = {}
  for i = 0, count - 1 do line[#line + 1] = "x" .. i % 10 end
  return { #text, #table.concat(line) }
end

local size = tonumber(arg[1]) or 500000
print(table.concat(run(size), " "))
