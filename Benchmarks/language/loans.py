# Repayment plans of loans: functions with types, defaults and named arguments.
# Task: the amortization schedule of many cookbooks.
import sys


def payment(amount: float, rate: float, months: int = 120) -> float:
    if rate == 0:
        return amount / months
    monthly = rate / 12
    return amount * monthly / (1 - (1 + monthly) ** -months)


def schedule(amount: float, rate: float = 0.04, months: int = 120, extra: float = 0.0) -> list:
    due = payment(amount, rate, months=months) + extra
    balance = amount
    rows = []
    for month in range(1, months + 1):
        interest = balance * rate / 12
        principal = min(due - interest, balance)
        balance -= principal
        rows.append({"month": month, "interest": interest, "principal": principal, "balance": balance})
        if balance < 0.005:
            break
    return rows


def summary(rows: list, currency: str = "EUR", digits: int = 2) -> str:
    interest = sum(row["interest"] for row in rows)
    return f"{len(rows)} months, {round(interest, digits)} {currency} of interest"


size = int(sys.argv[1]) if len(sys.argv) > 1 else 2_500
months = 0
last = []
for i in range(size):
    match i % 3:
        case 0:
            rows = schedule(10_000 + i)
        case 1:
            rows = schedule(10_000 + i, months=240, rate=0.03)
        case _:
            rows = schedule(10_000 + i, extra=50.0)
    months += len(rows)
    last = rows
print(months)
print(summary(last), "|", summary(schedule(5_000, months=60), digits=0, currency="USD"))
