# Turns simple Markdown into HTML, line by line.
# Task: the converters of many cookbooks ("Markdown to HTML").
import re
import sys

source = """\
# Release notes

The *new* version is **faster** and reads `config.json` & more.
See [the manual](https://example.com/manual) for a < b.

- one *item*
- another **item**
- a third with `code`

## Details

Nothing else changed; ask [us](mailto:us@example.com)."""


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inline(text: str) -> str:
    text = escaped(text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"\*(.+?)\*", r"<em>\1</em>", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    return re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', text)


def convert(markdown: str) -> str:
    html = []
    in_list = False
    for line in markdown.splitlines():
        heading = re.search(r"^(#+) (.*)$", line)
        is_item = line.startswith("- ")
        if in_list and not is_item:
            html.append("</ul>")
            in_list = False
        if heading:
            level = len(heading.group(1))
            html.append(f"<h{level}>{inline(heading.group(2))}</h{level}>")
        elif is_item:
            if not in_list:
                html.append("<ul>")
            in_list = True
            html.append(f"<li>{inline(line[2:])}</li>")
        elif line.strip() != "":
            html.append(f"<p>{inline(line)}</p>")
    if in_list:
        html.append("</ul>")
    return "\n".join(html)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
length = 0
for i in range(size):
    length += len(convert(f"{source}\n- number {i}"))
print(convert(source))
print(length)
