-- A small machine with a stack runs a program that counts primes.
-- Task: Rosetta Code, "Compiler/virtual machine interpreter".
local size = tonumber(arg[1]) or 2400

-- for n = 2, size - 1: count those without a divisor
local program = {
  [0] = {op = "push", value = 2}, {op = "store", name = "n"},
  {op = "load", name = "n"}, {op = "push", value = size}, {op = "less"}, {op = "jump_unless", to = 29},
  {op = "push", value = 2}, {op = "store", name = "d"},
  {op = "load", name = "d"}, {op = "load", name = "d"}, {op = "multiply"}, {op = "load", name = "n"},
  {op = "greater"}, {op = "jump_if", to = 21},
  {op = "load", name = "n"}, {op = "load", name = "d"}, {op = "remainder"}, {op = "jump_unless", to = 25},
  {op = "increment", name = "d"}, {op = "jump", to = 8}, {op = "nothing"},
  {op = "increment", name = "count"}, {op = "nothing"}, {op = "jump", to = 25}, {op = "nothing"},
  {op = "increment", name = "n"}, {op = "jump", to = 2}, {op = "nothing"}, {op = "nothing"},
  {op = "load", name = "count"}, {op = "print"}, {op = "halt"},
}

local function run(program)
  local stack = {}
  local names = {count = 0}
  local at, steps = 0, 0
  local function push(value) stack[#stack + 1] = value end
  local pop = function() return table.remove(stack) end
  while true do
    local instruction = program[at]
    local op = instruction.op
    at = at + 1
    steps = steps + 1
    if op == "push" then
      push(instruction.value)
    elseif op == "load" then
      push(names[instruction.name])
    elseif op == "store" then
      names[instruction.name] = pop()
    elseif op == "increment" then
      names[instruction.name] = names[instruction.name] + 1
    elseif op == "less" then
      local right = pop()
      push(pop() < right and 1 or 0)
    elseif op == "greater" then
      local right = pop()
      push(pop() > right and 1 or 0)
    elseif op == "multiply" then
      push(pop() * pop())
    elseif op == "remainder" then
      local right = pop()
      push(pop() % right)
    elseif op == "jump" then
      at = instruction.to
    elseif op == "jump_if" then
      if pop() ~= 0 then at = instruction.to end
    elseif op == "jump_unless" then
      if pop() == 0 then at = instruction.to end
    elseif op == "print" then
      print(pop())
    elseif op == "halt" then
      return steps
    end
  end
end

print(run(program) .. " steps")
