import json

with open("document.json") as file:
    print(len(json.load(file)))
