-- Makes complete binary trees, and counts their nodes.
-- Task: Computer Language Benchmarks Game, "binary-trees".
local function bottom_up(depth)
  if depth == 0 then return {} end
  return {left = bottom_up(depth - 1), right = bottom_up(depth - 1)}
end

local function count(tree)
  if not tree.left then return 1 end
  return 1 + count(tree.left) + count(tree.right)
end

local size = tonumber(arg[1]) or 13
local long_lived = bottom_up(size)
local depth = 4
while depth <= size do
  local trees = 1 << (size - depth + 4)
  local nodes = 0
  for i = 1, trees do nodes = nodes + count(bottom_up(depth)) end
  print(string.format("%d trees of depth %d: %d", trees, depth, nodes))
  depth = depth + 4
end
print(string.format("long lived tree of depth %d: %d", size, count(long_lived)))
