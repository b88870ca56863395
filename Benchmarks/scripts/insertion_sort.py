# Sorts numbers in place by inserting each where it belongs.
# Task: Rosetta Code, "Sorting algorithms/Insertion sort".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_700

numbers = [i * 7919 % 10007 for i in range(size)]
for i in range(1, size):
    number = numbers[i]
    j = i - 1
    while j >= 0 and numbers[j] > number:
        numbers[j + 1] = numbers[j]
        j -= 1
    numbers[j + 1] = number
print(numbers[:5], numbers[-1], str(numbers == sorted(numbers)).lower())
