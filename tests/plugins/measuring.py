"""Runs measurements (drills, benchmarks): each module of a package that has `run` and `passed`.

    run(scale: int, seed: int) -> dict     measures on running servers with Django set up, returns its figures
    passed(figures: dict) -> bool          says whether they are good enough

Each measurement gets servers of its own and a process of its own. Its last line is
`{"drill": name, "scale": …, "seed": …, "figures": {…}, "pass": …}`.
"""

import importlib
import json
import os
import pkgutil
import subprocess
import sys

from tests.plugins.servers import test_environment


def main(package: str, word: str) -> int:
    """Run the one named in NAME, or all, at SCALE (1) with SEED (1). Returns 1 if one fails or is not known."""
    names = [module.name for module in pkgutil.iter_modules(importlib.import_module(package).__path__)]
    names = sorted(name for name in names if not name.startswith("_"))
    wanted = os.environ.get("NAME")
    if wanted and wanted not in names:
        print(f"there is no {word} {wanted}; there are: {', '.join(names) or 'none'}")
        return 1
    failed = 0
    for name in [wanted] if wanted else names:
        with test_environment() as env:
            command = [sys.executable, "-m", "tests.plugins.measuring", package, word, name]
            failed += subprocess.run(command, env=env, check=False).returncode != 0
    return min(failed, 1)


def measure(package: str, word: str, name: str) -> bool:
    """Run one measurement in this process and print its line. Returns whether it passed."""
    import django  # noqa: PLC0415 (the settings are read from the environment of this process only)

    django.setup()
    module = importlib.import_module(f"{package}.{name}")
    scale, seed = (int(os.environ.get(variable) or 1) for variable in ("SCALE", "SEED"))
    figures = module.run(scale, seed)
    passed = bool(module.passed(figures))
    line = {word: name, "scale": scale, "seed": seed, "figures": figures, "pass": passed}
    print(json.dumps(line, ensure_ascii=False), flush=True)
    return passed


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    sys.exit(not measure(*sys.argv[1:]))
