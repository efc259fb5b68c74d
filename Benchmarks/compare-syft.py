#!/usr/bin/env python3
"""Compares the packages of a drydock report with syft's of the same target.

    compare-syft.py DRYDOCK.json SYFT.json

Both tools must have scanned the same image: `drydock scan -f json=DRYDOCK.json IMAGE`, `syft -o json IMAGE`.
Lists every deb, apk, rpm and Go module that one of them reports and the other does not, by name, version and, for Go
modules, file. Differences that are known, and why, are named as such. Ends with 1 where syft has something that drydock
lacks and no reason is known.
"""
import json
import sys

SYFT_TYPES = {"deb": "deb", "apk": "apk", "rpm": "rpm", "go-module": "golang"}


def syft_packages(report):
    for artifact in report["artifacts"]:
        kind = SYFT_TYPES.get(artifact["type"])
        if kind is None:
            continue
        paths = [location["path"].lstrip("/") for location in artifact.get("locations", [])]
        path = paths[0] if kind == "golang" and paths else ""
        yield kind, artifact["name"], artifact["version"], path


def drydock_packages(report):
    for artifact in report["artifacts"]:
        for package in artifact.get("packages", []):
            kind = package["type"]
            if kind not in SYFT_TYPES.values():
                continue
            paths = [location["path"] for location in package.get("locations", [])]
            path = paths[0] if kind == "golang" and paths else ""
            yield kind, package["name"], package["version"], path


def reason(package, ours):
    """Why a package of syft's is rightly another one here."""
    kind, name, version, path = package
    if kind == "golang" and name.startswith((".", "/")):
        return "a folder replaces a module: syft names the folder, drydock the module"
    if kind == "golang" and version == "(devel)":
        for other in ours:
            if other[:2] == (kind, name) and other[3] == path:
                return f"drydock knows the version, {other[2]}, from linker flags or version control"
    return None


def main():
    with open(sys.argv[1]) as file:
        ours = set(drydock_packages(json.load(file)))
    with open(sys.argv[2]) as file:
        theirs = set(syft_packages(json.load(file)))
    unexplained = 0
    for package in sorted(theirs - ours):
        why = reason(package, ours)
        unexplained += why is None
        print("only syft:   ", *package, "--", why or "UNEXPLAINED")
    for package in sorted(ours - theirs):
        print("only drydock:", *package)
    both = len(ours & theirs)
    print(f"{both} in both, {len(theirs - ours)} only in syft ({unexplained} unexplained), {len(ours - theirs)} only here")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
