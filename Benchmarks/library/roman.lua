-- Numbers to Roman numerals and back.
-- Task: Rosetta Code, "Roman numerals/Encode" and "Roman numerals/Decode".
local symbols = {
  {1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"},
  {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
}
local values = {I = 1, V = 5, X = 10, L = 50, C = 100, D = 500, M = 1000}

local function to_roman(number)
  if number < 1 or number > 3999 then error("number must be from 1 to 3999") end
  local rest, text = number, ""
  for _, pair in ipairs(symbols) do
    text = text .. pair[2]:rep(rest // pair[1])
    rest = rest % pair[1]
  end
  return text
end

local function from_roman(text)
  local sum, last = 0, 0
  for symbol in text:reverse():gmatch(".") do
    local value = values[symbol]
    if value < last then sum = sum - value else sum = sum + value end
    last = value
  end
  return sum
end

local size = tonumber(arg[1]) or 3999
local longest, wrong = "", 0
for _ = 1, 30 do
  for number = 1, size do
    local text = to_roman(number)
    if from_roman(text) ~= number then wrong = wrong + 1 end
    if #text > #longest then longest = text end
  end
end
print(longest .. " " .. from_roman(longest) .. " " .. wrong)
