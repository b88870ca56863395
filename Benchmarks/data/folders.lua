-- Builds a tree of folders from a flat list with parents, sums sizes upwards, and prints the largest as an outline.
-- Task: Rosetta Code, "Tree from nesting levels" and "Visualize a tree".
local size = tonumber(arg[1]) or 50000

local rows = {}
for i = 0, size - 1 do
  rows[#rows + 1] = {id = i, parent = i > 0 and (i - 1) // 3 or "none", name = "folder " .. i, bytes = i * 37 % 5000}
end

local children_of = {}
for _, row in ipairs(rows) do
  children_of[row.parent] = children_of[row.parent] or {}
  table.insert(children_of[row.parent], row)
end

local function tree(row, depth)
  depth = depth or 0
  local children, total = {}, row.bytes
  for i, child in ipairs(children_of[row.id] or {}) do
    children[i] = tree(child, depth + 1)
    children[i].position = i
    total = total + children[i].total
  end
  return {name = row.name, depth = depth, total = total, children = children}
end

local function outline(node, limit, prefix)
  prefix = prefix or ""
  local lines = {prefix .. node.name .. ": " .. node.total}
  if node.depth < limit then
    local children = {table.unpack(node.children)}
    table.sort(children, function(a, b)
      if a.total ~= b.total then return a.total > b.total end
      return a.position < b.position
    end)
    for _, child in ipairs(children) do
      for _, line in ipairs(outline(child, limit, prefix .. "  ")) do lines[#lines + 1] = line end
    end
  end
  return lines
end

local function height(node)
  local most = 0
  for _, child in ipairs(node.children) do most = math.max(most, height(child)) end
  return 1 + most
end

local root = tree(rows[1])
local lines = outline(root, 7)
print(table.concat(lines, "\n", 1, math.min(6, #lines)))
print(#lines .. " " .. height(root) .. " " .. lines[#lines])
