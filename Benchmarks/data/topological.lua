-- The order in which modules can be built, and the depth of each, found recursively.
-- Task: Rosetta Code, "Topological sort".
local size = tonumber(arg[1]) or 50000

local needs = {}
for i = 0, size - 1 do
  local list, seen = {}, {}
  for k = 1, 3 do
    local n = i * k // 4 - k
    if n >= 0 and n < i and not seen[n] then
      seen[n] = true
      list[#list + 1] = "m" .. n
    end
  end
  needs["m" .. i] = list
end

local order, states, depths = {}, {}, {}

local function visit(name, depth)
  local state = states[name]
  if state == "done" then return end
  if state == "open" then error({kind = "circle", message = name .. " needs itself"}) end
  states[name] = "open"
  local deepest = 0
  for _, other in ipairs(needs[name]) do
    visit(other, (depth or 0) + 1)
    deepest = math.max(deepest, depths[other] + 1)
  end
  depths[name] = deepest
  states[name] = "done"
  order[#order + 1] = name
end

for i = size - 1, 0, -1 do visit("m" .. i) end
local deepest = 0
for _, depth in pairs(depths) do deepest = math.max(deepest, depth) end
print(string.format('%d ["%s"] %s %d', #order, table.concat(order, '", "', 1, 5), order[#order], deepest))
needs["m0"] = {"m" .. size - 1}
states = {}
local ok, failure = pcall(visit, "m" .. size - 1)
if not ok then print(failure.message) end
