local function run(rounds)
  local sum = 0
  for i = 0, rounds - 1 do sum = (sum + i * i) % 1000003 end
  return sum
end

local size = tonumber(arg[1]) or 10000000
print(run(size))
