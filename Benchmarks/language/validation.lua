-- Checks records one by one; what is wrong is an error that the loop catches and counts.
-- Task: Python Cookbook, 14.6 to 14.10 (handling exceptions).
local function parse_age(text)
  local age = math.tointeger(tonumber(text))
  if not age then error({kind = "field", message = "age is not a number", field = "age"}) end
  if age < 0 or age > 120 then
    error({kind = "range", message = "age is out of range", field = "age", value = age})
  end
  return age
end

local function parse_person(record)
  if record.name == "" then error({kind = "field", message = "name is empty", field = "name"}) end
  if not record.mail:find("@", 1, true) then error({kind = "script", message = "mail has no @"}) end
  return {name = record.name, age = parse_age(record.age), mail = record.mail}
end

local size = tonumber(arg[1]) or 100000
local ages = {"34", "x", "17", "150", "61", "4o", "8"}
local people, problems, retries = {}, {}, 0
for i = 0, size - 1 do
  local record = {
    name = i % 13 == 0 and "" or "person " .. i, age = ages[i % 7 + 1],
    mail = i % 11 == 0 and "nowhere" or "p" .. i .. "@example.com",
  }
  local ok, result = pcall(parse_person, record)
  if ok then
    people[#people + 1] = result
  elseif result.kind == "field" then
    problems[result.field] = (problems[result.field] or 0) + 1
  elseif result.kind == "range" then
    retries = retries + result.value
  else
    problems[result.message] = (problems[result.message] or 0) + 1
  end
end
local keys = {}
for key in pairs(problems) do keys[#keys + 1] = key end
table.sort(keys)
for _, key in ipairs(keys) do print(key .. ": " .. problems[key]) end
local ages_sum = 0
for _, person in ipairs(people) do ages_sum = ages_sum + person.age end
print(#people .. " " .. retries .. " " .. ages_sum)
