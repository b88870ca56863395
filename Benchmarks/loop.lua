local function run(rounds)
  local sum = 0
  for i = 0, rounds - 1 do sum = (sum + i * i) % 1000003 end
  return sum
end

print(run(10000000))
