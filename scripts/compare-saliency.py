#!/usr/bin/env python3
"""Lays our saliency maps beside those of OpenCV's two static models.

    pip install opencv-contrib-python-headless
    scripts/compare-saliency.py --maps MAPS --out SHEET.jpg PICTURE…
    scripts/compare-saliency.py --maps MAPS --areas creatives.json PICTURE…

MAPS holds a gray PNG for each picture, by its name; the test `SaliencyMapExport` writes them.
With --areas, prints as Markdown how many times its share of the surface each area gets.
"""
import argparse
import json
from pathlib import Path

import cv2
import numpy as np

CELL = (400, 290)
HEADER = 30


def normalized(field):
    field = field.astype(np.float32)
    span = field.max() - field.min()
    return (field - field.min()) / span if span > 0 else field * 0


def opencv(create):
    def predict(picture, _):
        done, field = create().computeSaliency(picture)
        if not done:
            raise SystemExit("OpenCV could not compute a map")
        return normalized(field)

    return predict


def ours(picture, path):
    field = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if field is None:
        raise SystemExit(f"no map {path}")
    size = (picture.shape[1], picture.shape[0])
    return normalized(cv2.resize(field, size, interpolation=cv2.INTER_CUBIC))


MODELS = {
    "ImgFlow sandbox": ours,
    "OpenCV spectral residual": opencv(cv2.saliency.StaticSaliencySpectralResidual_create),
    "OpenCV fine-grained": opencv(cv2.saliency.StaticSaliencyFineGrained_create),
}


def overlay(picture, field):
    colors = cv2.applyColorMap((field * 255).astype(np.uint8), cv2.COLORMAP_JET)
    faded = picture * 0.3 + 170 * 0.1
    return (faded + colors * 0.6).clip(0, 255).astype(np.uint8)


def fitted(picture):
    scale = min(CELL[0] / picture.shape[1], CELL[1] / picture.shape[0])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return small


def row(tiles):
    """The tiles side by side, each in a white cell of equal size."""
    height = max(tile.shape[0] for tile in tiles) + 8
    cells = []
    for tile in tiles:
        cell = np.full((height, CELL[0] + 8, 3), 255, np.uint8)
        cell[4 : 4 + tile.shape[0], 4 : 4 + tile.shape[1]] = tile
        cells.append(cell)
    return np.hstack(cells)


def sheet(pictures, maps):
    header = np.full((HEADER, (CELL[0] + 8) * (len(MODELS) + 1), 3), 255, np.uint8)
    for column, title in enumerate(["picture", *MODELS]):
        place = (6 + column * (CELL[0] + 8), HEADER - 9)
        cv2.putText(header, title, place, cv2.FONT_HERSHEY_DUPLEX, 0.6, (40, 40, 40), 1, cv2.LINE_AA)
    rows = [header]
    for path in pictures:
        picture = cv2.imread(str(path))
        fields = [model(picture, maps / f"{path.stem}.png") for model in MODELS.values()]
        rows.append(row([fitted(picture), *(fitted(overlay(picture, field)) for field in fields)]))
    return np.vstack(rows)


def print_areas(pictures, maps, creatives):
    names = ["product", "headline", "copy", "cta"]
    print("| picture | model | " + " | ".join(names) + " |")
    print("|---|---|" + "---:|" * len(names))
    for path in pictures:
        areas = {area["name"]: area for area in creatives[path.name]["areas"]}
        picture = cv2.imread(str(path))
        for title, model in MODELS.items():
            field = model(picture, maps / f"{path.stem}.png")
            gains = [field[box(areas[name])].mean() / field.mean() for name in names]
            print(f"| {path.stem} | {title} | " + " | ".join(f"{g:.1f}" for g in gains) + " |")


def box(area):
    left, top = area["left"], area["top"]
    return slice(top, top + area["height"]), slice(left, left + area["width"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pictures", nargs="+", type=Path)
    parser.add_argument("--maps", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--areas", type=Path)
    arguments = parser.parse_args()
    if arguments.out:
        image = sheet(arguments.pictures, arguments.maps)
        cv2.imwrite(str(arguments.out), image, [cv2.IMWRITE_JPEG_QUALITY, 80])
    if arguments.areas:
        creatives = {entry["file"]: entry for entry in json.loads(arguments.areas.read_text())}
        print_areas(arguments.pictures, arguments.maps, creatives)


if __name__ == "__main__":
    main()
