import sys


def weigh(answer):
    match answer:
        case {"status": 200, "body": [first, *_]}:
            return first
        case {"status": 200}:
            return 1
        case {"status": int(s), "reason": reason} if 400 <= s <= 499 and len(reason) > 3:
            return len(reason)
        case {"status": 408 | 429}:
            return 7
        case {"status": int(s)} if 500 <= s < 600:
            return 50
        case _:
            return 0


def run(count):
    answers = [
        {"status": 200, "body": [5, 6]},
        {"status": 200, "body": []},
        {"status": 404, "reason": "gone"},
        {"status": 429, "reason": "no"},
        {"status": 503},
        {"status": 302},
        {"status": 451, "reason": "law"},
    ]
    total = 0
    for i in range(count):
        total += weigh(answers[i % 7]) * (i % 3)
    return total


size = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
print(run(size))
