# Averages, grades and ranks of students, printed as a list.
# Task: Python Cookbook, 1.13 and 1.15, with the report of Rosetta Code, "Text processing/1".
import sys
from collections import Counter, defaultdict

size = int(sys.argv[1]) if len(sys.argv) > 1 else 35_000

subjects = ["maths", "physics", "history", "art"]
weights = {"maths": 3, "physics": 2, "history": 2, "art": 1}


def grade_of(average: float, passed: float = 50.0) -> str:
    if average < passed:
        return "F"
    if average < 65:
        return "C"
    if average < 80:
        return "B"
    return "A"


def weighted_average(marks: dict) -> float:
    total = 0
    weight = 0
    for subject, mark in marks.items():
        total += mark * weights[subject]
        weight += weights[subject]
    return total / weight


students = []
for i in range(size):
    marks = {}
    for j, subject in enumerate(subjects):
        marks[subject] = 30 + (i * 31 + j * 17 + i * j) % 71
    students.append({"name": f"Student {i + 1}", "group": f"group {i % 12}", "marks": marks})

report = []
for student in students:
    average = weighted_average(student["marks"])
    report.append({**student, "average": average, "grade": grade_of(average, passed=45.0)})

ranked = sorted(report, key=lambda row: row["average"], reverse=True)
for i, row in enumerate(ranked[:3]):
    print(f"{i + 1}. {row['name']:16} {row['average']:8.3f} {row['grade']}")
grades = Counter(row["grade"] for row in report)
for grade in "ABCF":
    print(f"{grade}: {grades[grade]}")
groups = defaultdict(list)
for row in report:
    groups[row["group"]].append(row)
for name, members in groups.items():
    mean = sum(row["average"] for row in members) / len(members)
    print(f"{name:10}{len(members)} {mean:.5f}")
