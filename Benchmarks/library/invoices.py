# Invoices: amounts with separators and two digits, columns that line up, totals with tax.
# Task: Rosetta Code, "Commatizing numbers" and "Formatted numeric output".
import sys


def line_of(label: str, cents: int, width: int = 40) -> str:
    return label.ljust(width - 14, ".") + f"{cents / 100:,.2f}".rjust(14)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
length = 0
grand_total = 0
last = []
for number in range(1, size + 1):
    lines = [f"Invoice {number:06}"]
    net = 0
    for item in range(5):
        count = 1 + (number * 7 + item) % 12
        price = 975 + (number * 37 + item * 11) % 90_000
        net += count * price
        lines.append(line_of(f"{count} × item {item}", count * price))
    tax = (net * 19 + 50) // 100
    lines.append(line_of("Net", net))
    lines.append(line_of(f"Tax ({0.19:.0%})".replace("%", " %"), tax))
    lines.append(line_of("Total", net + tax))
    grand_total += net + tax
    length += len("\n".join(lines))
    last = lines
for line in last:
    print(line)
print(length, f"{grand_total / 100:,.2f}")
