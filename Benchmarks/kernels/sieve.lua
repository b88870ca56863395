local function sieve(limit)
  local isPrime = {}
  for i = 0, limit - 1 do isPrime[i] = true end
  local count = 0
  local n = 2
  while n < limit do
    if isPrime[n] then
      count = count + 1
      local multiple = n * n
      while multiple < limit do
        isPrime[multiple] = false
        multiple = multiple + n
      end
    end
    n = n + 1
  end
  return count
end

local size = tonumber(arg[1]) or 2000000
print(sieve(size))
