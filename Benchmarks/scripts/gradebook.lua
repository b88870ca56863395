-- Averages, grades and ranks of students, printed as a list.
-- Task: Python Cookbook, 1.13 and 1.15, with the report of Rosetta Code, "Text processing/1".
local size = tonumber(arg[1]) or 35000

local subjects = {"maths", "physics", "history", "art"}
local weights = {maths = 3, physics = 2, history = 2, art = 1}

local function grade_of(average, pass)
  if average < pass then return "F" end
  if average < 65 then return "C" end
  if average < 80 then return "B" end
  return "A"
end

local function weighted_average(marks)
  local sum, weight = 0, 0
  for subject, mark in pairs(marks) do
    sum = sum + mark * weights[subject]
    weight = weight + weights[subject]
  end
  return sum / weight
end

local students = {}
for i = 0, size - 1 do
  local marks = {}
  for j, subject in ipairs(subjects) do
    marks[subject] = 30 + (i * 31 + (j - 1) * 17 + i * (j - 1)) % 71
  end
  students[#students + 1] = {name = "Student " .. i + 1, group = "group " .. i % 12, marks = marks}
end

local report = {}
for i, student in ipairs(students) do
  local row = {position = i}
  for key, value in pairs(student) do row[key] = value end
  row.average = weighted_average(student.marks)
  row.grade = grade_of(row.average, 45.0)
  report[#report + 1] = row
end

local ranked = {table.unpack(report)}
table.sort(ranked, function(a, b)
  if a.average ~= b.average then return a.average > b.average end
  return a.position < b.position
end)
for i = 1, 3 do
  local row = ranked[i]
  print(string.format("%d. %-16s %8.3f %s", i, row.name, row.average, row.grade))
end
local grades, groups, names = {}, {}, {}
for _, row in ipairs(report) do
  grades[row.grade] = (grades[row.grade] or 0) + 1
  if not groups[row.group] then
    groups[row.group] = {}
    names[#names + 1] = row.group
  end
  table.insert(groups[row.group], row)
end
for _, grade in ipairs({"A", "B", "C", "F"}) do print(grade .. ": " .. (grades[grade] or 0)) end
for _, name in ipairs(names) do
  local sum = 0
  for _, row in ipairs(groups[name]) do sum = sum + row.average end
  print(string.format("%-10s%d %.5f", name, #groups[name], sum / #groups[name]))
end
