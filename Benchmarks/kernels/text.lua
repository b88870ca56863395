local function run(count)
  local parts = {}
  for i = 0, count - 1 do parts[#parts + 1] = "item " .. i .. " of " .. count end
  local text = table.concat(parts, "; ")
  local found = 0
  local letters = 0
  for part in (text .. "; "):gmatch("(.-); ") do
    if part:find("99", 1, true) then found = found + 1 end
    letters = letters + #part:upper()
  end
  return { found, letters }
end

local size = tonumber(arg[1]) or 300000
print(table.concat(run(size), " "))
