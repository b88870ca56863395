"""A request that the service still carries out when the run that has sent it is killed, and resumed at once."""

import json
import os

from soak_runs import Failed, Run
from soak_world import LATE, Service

LIB = os.path.dirname(os.path.abspath(__file__))
SCRIPT = f"""
import "{LIB}/soak_shop.imgflow" as _
file.write("begin.txt", "begin")
shop.order("{LATE}")
print(shop.listThings().length)
"""


def late(options):
    script = os.path.join(options.folder, "late.imgflow")
    with open(script, "w") as file:
        file.write(SCRIPT)
    service = Service()
    run = killed_in_flight(options, script, service)
    output = run.finish()
    service.shutdown()
    if output != "1\n":
        raise Failed(f"the service was asked {output.strip()} times")
    return "what was still carried out when the run went on was found: nothing lost, nothing twice"


def killed_in_flight(options, script, service):
    """A run that was killed when its request was under way."""
    for seconds in (0.5, 1, 1.5, 2):
        service.reset()
        run = Run(options.programs, options.folder, script, ["--sandbox-url", service.url])
        run.imgflow([run.script, *run.arguments], seconds=seconds)
        runs = run.imgflow(["runs", "last", "--json"])
        steps = json.loads(runs.stdout)["effects"] if runs.returncode == 0 else []
        if steps and steps[-1]["name"] == "shop.order" and steps[-1]["ended"] is None:
            return run
    raise Failed("no kill came while the request was under way")
