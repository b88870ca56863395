-- Solves sudokus by trying, with the candidates of each cell.
-- Task: Rosetta Code, "Sudoku".
local puzzles = {
  "530070000600195000098000060800060003400803001700020006060000280000419005000080079",
  "003020600900305001001806400008102900700000008006708200002609500800203009005010300",
  "000000907000420180000705026100904000050000040000507009920108000034059000507000000",
}

local function candidates(grid, cell)
  local row, column = cell // 9, cell % 9
  local used = {}
  for i = 0, 8 do
    used[grid[row * 9 + i]] = true
    used[grid[i * 9 + column]] = true
    used[grid[(row // 3 * 3 + i // 3) * 9 + column // 3 * 3 + i % 3]] = true
  end
  local possible = {}
  for n = 1, 9 do
    if not used[n] then possible[#possible + 1] = n end
  end
  return possible
end

local function solve(grid)
  local best, best_cell
  for cell = 0, 80 do
    if grid[cell] == 0 then
      local possible = candidates(grid, cell)
      if not best or #possible < #best then best, best_cell = possible, cell end
    end
  end
  if not best then return grid end
  for _, n in ipairs(best) do
    local following = {}
    for cell = 0, 80 do following[cell] = grid[cell] end
    following[best_cell] = n
    local solved = solve(following)
    if solved then return solved end
  end
  return nil
end

local size = tonumber(arg[1]) or 54
for n = 0, size - 1 do
  local puzzle, grid = puzzles[n % 3 + 1], {}
  for i = 1, 81 do grid[i - 1] = tonumber(puzzle:sub(i, i)) end
  print(table.concat(solve(grid), "", 0, 80))
end
