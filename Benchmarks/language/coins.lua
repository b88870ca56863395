-- In how many ways can an amount be paid? Recursive, with a memo.
-- Task: Rosetta Code, "Count the coins"; the memo is that of "Memoize".
local coins = {1, 2, 5, 10, 20, 50, 100, 200}

local function memoized(f)
  local memo = {}
  return function(amount, largest)
    local key = amount .. " " .. largest
    local known = memo[key]
    if known then return known end
    local result = f(amount, largest)
    memo[key] = result
    return result
  end
end

local ways
ways = memoized(function(amount, largest)
  if amount == 0 then return 1 end
  if amount < 0 or largest < 1 then return 0 end
  return (ways(amount, largest - 1) + ways(amount - coins[largest], largest)) % 1000000007
end)

local size = tonumber(arg[1]) or 40000
local sum = 0
for amount = 0, size, 10 do sum = (sum + ways(amount, #coins)) % 1000000007 end
print(ways(size, #coins) .. " " .. sum)
