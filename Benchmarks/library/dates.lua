-- Dates: months with five weekends, last Fridays, ages in days, and times read from text and written by a pattern.
-- Task: Rosetta Code, "Five weekends", "Last Friday of each month" and "Date format".
local size = tonumber(arg[1]) or 400

-- Seconds since 1970, without the local time zone that os.time assumes.
local function date(year, month, day, hour, minute)
  local y = month <= 2 and year - 1 or year
  local era = y // 400
  local of_era = y - era * 400
  local of_year = (153 * (month + (month > 2 and -3 or 9)) + 2) // 5 + (day or 1) - 1
  local days = era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
  return days * 86400 + (hour or 0) * 3600 + (minute or 0) * 60
end

local function following(year, month)
  if month == 12 then return date(year + 1, 1) end
  return date(year, month + 1)
end

local function weekday(moment) return (moment // 86400 + 3) % 7 + 1 end

local five_weekends, last_fridays = {}, {}
for year = 1900, 1900 + size - 1 do
  for month = 1, 12 do
    local first = date(year, month)
    local last = following(year, month)
    if (last - first) // 86400 == 31 and weekday(first) == 5 then
      five_weekends[#five_weekends + 1] = os.date("!%b %Y", first)
    end
    local day = last - 86400
    while weekday(day) ~= 5 do day = day - 86400 end
    last_fridays[#last_fridays + 1] = os.date("!%a ", day) .. tonumber(os.date("!%d", day)) .. os.date("! %B %Y", day)
  end
end
print(#five_weekends .. " " .. five_weekends[1] .. " " .. five_weekends[#five_weekends])
print(#last_fridays .. " " .. last_fridays[#last_fridays])

local days, mornings = 0, 0
local start = date(2026, 1, 1, 6, 30)
for i = 0, size * 40 - 1 do
  local moment = start + i * 3600 + i * 7 * 60
  local text = os.date("!%d.%m.%Y %H:%M", moment)
  local day, month, year, hour, minute = text:match("^(%d+)%.(%d+)%.(%d+) (%d+):(%d+)$")
  local again = date(tonumber(year), tonumber(month), tonumber(day), tonumber(hour), tonumber(minute))
  local parts = os.date("!*t", again)
  if parts.hour < 12 then mornings = mornings + 1 end
  days = days + (again - date(parts.year, parts.month)) // 86400
end
print(days .. " " .. mornings)
