-- Run-length encoding, there and back, of rows of letters.
-- Task: Rosetta Code, "Run-length encoding".
local function encode(text)
  local result, last, count = "", "", 0
  for c in text:gmatch(utf8.charpattern) do
    if c == last then
      count = count + 1
    else
      if count > 0 then result = result .. count .. last end
      last, count = c, 1
    end
  end
  if count > 0 then result = result .. count .. last end
  return result
end

local function decode(text)
  return (text:gsub("(%d+)(" .. utf8.charpattern .. ")", function(n, c) return c:rep(math.tointeger(n)) end))
end

local size = tonumber(arg[1]) or 20000
local kept, length = 0, 0
for i = 0, size - 1 do
  local row = ("W"):rep(12) .. "B" .. ("W"):rep(i % 9) .. "BBB" .. ("W"):rep(24) .. ("é"):rep(i % 5) .. "NEW"
  local encoded = encode(row)
  length = length + utf8.len(encoded)
  if decode(encoded) == row then kept = kept + 1 end
end
print(encode("WWWWWWWWWWWWBWWWWWWWWWWWWBBBWWWWWWWWWWWWWWWWWWWWWWWWBWWWWWWWWWWWWWW") .. " " .. kept .. " " .. length)
