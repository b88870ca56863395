local function counter(step)
  local n = 0
  return function()
    n = n + step
    return n
  end
end

local function compose(f, g)
  return function(x) return g(f(x)) end
end

local function map(list, f)
  local result = {}
  for i, x in ipairs(list) do result[i] = f(x) end
  return result
end

local function filter(list, f)
  local result = {}
  for _, x in ipairs(list) do
    if f(x) then result[#result + 1] = x end
  end
  return result
end

local function reduce(list, start, f)
  local result = start
  for _, x in ipairs(list) do result = f(result, x) end
  return result
end

local function run(count)
  local sum = 0
  local next = counter(3)
  for i = 0, count - 1 do sum = sum + next() end
  local twice = compose(function(x) return x + 1 end, function(x) return x * 2 end)
  for i = 0, count - 1 do sum = sum + twice(i) end
  for i = 0, count - 1 do
    local f = function(x) return x + i end
    sum = sum + f(1)
  end
  local numbers = {}
  for i = 0, count - 1 do numbers[i + 1] = i end
  local list = filter(map(numbers, function(x) return x * 3 end), function(x) return x % 2 == 0 end)
  return sum + reduce(list, 0, function(total, x) return total + x end)
end

local size = tonumber(arg[1]) or 500000
print(run(size))
