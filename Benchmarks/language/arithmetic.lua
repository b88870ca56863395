-- Reads arithmetic expressions into trees, and evaluates these.
-- Task: Rosetta Code, "Arithmetic evaluation".
local function tokens(text)
  local all, at = {}, 1
  while at <= #text do
    local token = text:match("^%d+", at) or text:match("^[-+*/()]", at)
    if token then
      all[#all + 1] = token
      at = at + #token
    else
      at = at + 1
    end
  end
  return all
end

local function parse(text)
  local all = tokens(text)
  local at = 1
  local sum
  local function next_token()
    at = at + 1
    return all[at - 1]
  end
  local function factor()
    if all[at] == "(" then
      next_token()
      local inner = sum()
      next_token()
      return inner
    end
    if all[at] == "-" then
      next_token()
      return {op = "negate", value = factor()}
    end
    return {op = "number", value = math.tointeger(next_token())}
  end
  local function product()
    local left = factor()
    while all[at] == "*" or all[at] == "/" do
      local op = next_token()
      left = {op = op, left = left, right = factor()}
    end
    return left
  end
  function sum()
    local left = product()
    while all[at] == "+" or all[at] == "-" do
      local op = next_token()
      left = {op = op, left = left, right = product()}
    end
    return left
  end
  return sum()
end

local function evaluate(tree)
  local op = tree.op
  if op == "number" then return tree.value end
  if op == "negate" then return -evaluate(tree.value) end
  local left, right = evaluate(tree.left), evaluate(tree.right)
  if op == "+" then return left + right end
  if op == "-" then return left - right end
  if op == "*" then return left * right end
  if right == 0 then error("division by zero") end
  return left // right
end

local size = tonumber(arg[1]) or 15000
local total, failures = 0, 0
for i = 0, size - 1 do
  local text = string.format("%d + 3 * (%d - 2) / (%d - 3) - -%d * (2 + %d)", i % 17, i % 5, i % 7, i % 11, i % 3)
  local ok, result = pcall(function() return evaluate(parse(text)) end)
  if ok then total = total + result else failures = failures + 1 end
end
print(total .. " " .. failures)
