# Encrypts and decrypts a text letter by letter.
# Task: Rosetta Code, "Vigenère cipher".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 4_000

letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
message = "Beware the Jabberwock, my son! The jaws that bite, the claws that catch! "


def shifted(text: str, key: str, direction: int = 1) -> str:
    result = ""
    position = 0
    for c in text.upper():
        index = letters.find(c)
        if index < 0:
            continue
        shift = letters.find(key[position % len(key)])
        result += letters[(index + direction * shift + 26) % 26]
        position += 1
    return result


secret = ""
plain = ""
for i in range(size):
    key = "VIGENERECIPHER"[i % 5 :]
    secret = shifted(message, key)
    plain = shifted(secret, key, direction=-1)
print(secret)
print(plain)
