-- Scores lines of brackets that are corrupted or incomplete.
-- Task: Advent of Code 2021, day 10.
local size = tonumber(arg[1]) or 12000

local closing = {["("] = ")", ["["] = "]", ["{"] = "}", ["<"] = ">"}
local points = {[")"] = 3, ["]"] = 57, ["}"] = 1197, [">"] = 25137}

local seed = 42
local function next_number(below)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed // 65536 % below
end

local opening_list = {"(", "[", "{", "<"}
local closing_list = {")", "]", "}", ">"}
local lines = {}
for i = 1, size do
  local stack = {}
  local line = ""
  for j = 1, 24 do
    if #stack == 0 or next_number(5) < 3 then
      local bracket = opening_list[next_number(4) + 1]
      line = line .. bracket
      stack[#stack + 1] = closing[bracket]
    elseif next_number(100) == 0 then
      line = line .. closing_list[next_number(4) + 1]
      table.remove(stack)
    else
      line = line .. table.remove(stack)
    end
  end
  lines[#lines + 1] = line
end

local corrupted = 0
local completions = {}
for _, line in ipairs(lines) do
  local stack = {}
  local is_corrupted = false
  for c in line:gmatch(".") do
    if closing[c] then
      stack[#stack + 1] = closing[c]
    elseif table.remove(stack) ~= c then
      corrupted = corrupted + points[c]
      is_corrupted = true
      break
    end
  end
  if not is_corrupted then
    local score = 0
    for i = #stack, 1, -1 do score = score * 5 + string.find(")]}>", stack[i], 1, true) end
    completions[#completions + 1] = score
  end
end
table.sort(completions)
print(corrupted .. " " .. completions[#completions // 2 + 1])
