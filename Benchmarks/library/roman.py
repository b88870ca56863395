# Numbers to Roman numerals and back.
# Task: Rosetta Code, "Roman numerals/Encode" and "Roman numerals/Decode".
import sys

symbols = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]
values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def to_roman(number: int) -> str:
    if not 1 <= number <= 3999:
        raise ValueError("number must be from 1 to 3999")
    rest = number
    text = ""
    for value, symbol in symbols:
        text += symbol * (rest // value)
        rest %= value
    return text


def from_roman(text: str) -> int:
    total = 0
    last = 0
    for symbol in reversed(text):
        value = values[symbol]
        if value < last:
            total -= value
        else:
            total += value
        last = value
    return total


size = int(sys.argv[1]) if len(sys.argv) > 1 else 3_999
longest = ""
wrong = 0
for _ in range(30):
    for number in range(1, size + 1):
        text = to_roman(number)
        if from_roman(text) != number:
            wrong += 1
        if len(text) > len(longest):
            longest = text
print(longest, from_roman(longest), wrong)
