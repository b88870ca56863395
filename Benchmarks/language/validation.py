# Checks records one by one; what is wrong is an error that the loop catches and counts.
# Task: Python Cookbook, 14.6 to 14.10 (handling exceptions).
import sys


class FieldError(Exception):
    def __init__(self, message, field):
        super().__init__(message)
        self.field = field


class RangeError(Exception):
    def __init__(self, message, field, value):
        super().__init__(message)
        self.field = field
        self.value = value


def parse_age(text):
    try:
        age = int(text)
    except ValueError:
        raise FieldError("age is not a number", "age")
    if age < 0 or age > 120:
        raise RangeError("age is out of range", "age", age)
    return age


def parse_person(record):
    if record["name"] == "":
        raise FieldError("name is empty", "name")
    if "@" not in record["mail"]:
        raise ValueError("mail has no @")
    return {"name": record["name"], "age": parse_age(record["age"]), "mail": record["mail"]}


size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
ages = ["34", "x", "17", "150", "61", "4o", "8"]
people = []
problems = {}
retries = 0
for i in range(size):
    record = {
        "name": "" if i % 13 == 0 else f"person {i}",
        "age": ages[i % 7],
        "mail": "nowhere" if i % 11 == 0 else f"p{i}@example.com",
    }
    try:
        people.append(parse_person(record))
    except FieldError as e:
        problems[e.field] = problems.get(e.field, 0) + 1
    except RangeError as e:
        retries += e.value
    except Exception as e:
        problems[str(e)] = problems.get(str(e), 0) + 1
for key in sorted(problems):
    print(f"{key}: {problems[key]}")
print(len(people), retries, sum(person["age"] for person in people))
