-- Encrypts and decrypts a text letter by letter.
-- Task: Rosetta Code, "Vigenère cipher".
local size = tonumber(arg[1]) or 4000

local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
local message = "Beware the Jabberwock, my son! The jaws that bite, the claws that catch! "

local function shifted(text, key, direction)
  direction = direction or 1
  local result = ""
  local position = 0
  for c in text:upper():gmatch(".") do
    local index = letters:find(c, 1, true)
    if index then
      local at = position % #key + 1
      local shift = letters:find(key:sub(at, at), 1, true) - 1
      local to = (index - 1 + direction * shift + 26) % 26 + 1
      result = result .. letters:sub(to, to)
      position = position + 1
    end
  end
  return result
end

local secret, plain = "", ""
for i = 0, size - 1 do
  local key = ("VIGENERECIPHER"):sub(i % 5 + 1)
  secret = shifted(message, key)
  plain = shifted(secret, key, -1)
end
print(secret)
print(plain)
