-- How many letters must change to turn one word into another, for all pairs of a list.
-- Task: Rosetta Code, "Levenshtein distance".
local size = tonumber(arg[1]) or 130

local syllables = {"ka", "lo", "mi", "ren", "sta", "tor", "ul", "vex"}
local words = {}
for i = 0, size - 1 do
  words[#words + 1] = syllables[i % 8 + 1] .. syllables[i // 8 % 8 + 1] .. syllables[i * 5 % 8 + 1] .. syllables[i * 3 % 7 + 1]
end

local function distance(a, b)
  local previous = {}
  for j = 0, #b do previous[j] = j end
  for i = 1, #a do
    local current = {[0] = i}
    for j = 1, #b do
      local cost = a:sub(i, i) == b:sub(j, j) and 0 or 1
      current[j] = math.min(current[j - 1] + 1, previous[j] + 1, previous[j - 1] + cost)
    end
    previous = current
  end
  return previous[#b]
end

local sum, closest, closest_a, closest_b = 0, 100, "", ""
for i, a in ipairs(words) do
  for j = i + 1, #words do
    local d = distance(a, words[j])
    sum = sum + d
    if d < closest then closest, closest_a, closest_b = d, a, words[j] end
  end
end
print(sum .. " " .. closest .. " " .. closest_a .. " " .. closest_b)
