-- Counts the Pythagorean triples whose perimeter is at most `size`.
-- Task: Rosetta Code, "Pythagorean triples".
local size = tonumber(arg[1]) or 2500

local total = 0
local primitive = 0

local function gcd(a, b)
  if b == 0 then return a end
  return gcd(b, a % b)
end

for a = 1, size // 3 do
  for b = a + 1, size // 2 - 1 do
    local square = a * a + b * b
    local c = math.floor(math.sqrt(square))
    if a + b + c > size then break end
    if c * c == square then
      total = total + 1
      if gcd(a, b) == 1 then primitive = primitive + 1 end
    end
  end
end
print(string.format("Up to %d there are %d triples, of which %d are primitive", size, total, primitive))
