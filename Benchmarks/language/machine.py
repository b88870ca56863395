# A small machine with a stack runs a program that counts primes.
# Task: Rosetta Code, "Compiler/virtual machine interpreter".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 2_400

# for n in range(2, size): count those without a divisor
program = [
    {"op": "push", "value": 2}, {"op": "store", "name": "n"},
    {"op": "load", "name": "n"}, {"op": "push", "value": size}, {"op": "less"}, {"op": "jump_unless", "to": 29},
    {"op": "push", "value": 2}, {"op": "store", "name": "d"},
    {"op": "load", "name": "d"}, {"op": "load", "name": "d"}, {"op": "multiply"}, {"op": "load", "name": "n"},
    {"op": "greater"}, {"op": "jump_if", "to": 21},
    {"op": "load", "name": "n"}, {"op": "load", "name": "d"}, {"op": "remainder"}, {"op": "jump_unless", "to": 25},
    {"op": "increment", "name": "d"}, {"op": "jump", "to": 8}, {"op": "nothing"},
    {"op": "increment", "name": "count"}, {"op": "nothing"}, {"op": "jump", "to": 25}, {"op": "nothing"},
    {"op": "increment", "name": "n"}, {"op": "jump", "to": 2}, {"op": "nothing"}, {"op": "nothing"},
    {"op": "load", "name": "count"}, {"op": "print"}, {"op": "halt"},
]


def run(program):
    stack = []
    names = {"count": 0}
    at = 0
    steps = 0
    while True:
        instruction = program[at]
        at += 1
        steps += 1
        match instruction:
            case {"op": "push", "value": value}:
                stack.append(value)
            case {"op": "load", "name": name}:
                stack.append(names[name])
            case {"op": "store", "name": name}:
                names[name] = stack.pop()
            case {"op": "increment", "name": name}:
                names[name] += 1
            case {"op": "less"}:
                right = stack.pop()
                stack.append(1 if stack.pop() < right else 0)
            case {"op": "greater"}:
                right = stack.pop()
                stack.append(1 if stack.pop() > right else 0)
            case {"op": "multiply"}:
                stack.append(stack.pop() * stack.pop())
            case {"op": "remainder"}:
                right = stack.pop()
                stack.append(stack.pop() % right)
            case {"op": "jump", "to": to}:
                at = to
            case {"op": "jump_if", "to": to}:
                if stack.pop() != 0:
                    at = to
            case {"op": "jump_unless", "to": to}:
                if stack.pop() == 0:
                    at = to
            case {"op": "print"}:
                print(stack.pop())
            case {"op": "nothing"}:
                pass
            case {"op": "halt"}:
                return steps


print(run(program), "steps")
