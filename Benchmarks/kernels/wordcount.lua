local function lines(count)
  local words = { [0] = "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota" }
  local list = {}
  local seed = 42
  for i = 1, count do
    local line = {}
    for j = 1, 10 do
      seed = (seed * 1103515245 + 12345) % 2147483648
      line[j] = words[seed // 65536 % 9] .. seed // 524288 % 50
    end
    list[i] = table.concat(line, " ")
  end
  return list
end

local function run(count)
  local counts = {}
  for _, line in ipairs(lines(count)) do
    for word in line:gmatch("%S+") do counts[word] = (counts[word] or 0) + 1 end
  end
  local entries = {}
  for word, n in pairs(counts) do entries[#entries + 1] = { word, n } end
  table.sort(entries, function(a, b)
    if a[2] ~= b[2] then return a[2] > b[2] end
    return a[1] < b[1]
  end)
  local top = {}
  for i = 1, 3 do top[i] = entries[i][1] .. "=" .. entries[i][2] end
  return #entries .. " " .. table.concat(top, " ")
end

local size = tonumber(arg[1]) or 100000
print(run(size))
