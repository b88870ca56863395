"""The runbook of a night, killed at random moments."""

import os
import random
from collections import Counter

from soak_record import created
from soak_runs import Failed, Run
from soak_settling import Judge
from soak_world import Sandbox, Service, write_images

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FAULTS = "error=3%,reset=2%,lost-response=2%,latency=0..100ms,expire-token=5s"
KILLS, PICTURES = 10, 12


def night(options):
    """Nights, until there were enough kills: each with other faults."""
    kills, images = (2, 4) if options.short else (KILLS, PICTURES)
    chance = random.Random(options.seed)
    folder = os.path.join(options.folder, "p")
    write_images(folder, images)
    expected = Night(options, folder, None).finish(0, chance)
    total, unknown = Counter(), Counter()
    while total["kills"] < kills:
        night = Night(options, folder, f"seed={options.seed + total['nights']},{FAULTS}")
        if (seen := night.finish(kills - total["kills"], chance)) != expected:
            raise Failed(f"night {total['nights'] + 1}: {difference(seen, expected)}")
        total.update(nights=1, kills=night.run.kills, resumes=night.run.resumes, alerts=night.alerts)
        unknown.update(night.run.unknown)
    settled = ", ".join(f"{count} of {name}" for name, count in sorted(unknown.items())) or "none"
    return (f"{total['nights']} nights of {images} images, killed {total['kills']} times and resumed {total['resumes']} "
            f"times, {total['alerts']} alerts: nothing lost, nothing twice; unknown and settled: {settled}")


class Night:
    """One run of the runbook, in a sandbox with faults."""

    def __init__(self, options, images, faults):
        flags = ["--chaos", faults] if faults else []
        folder = os.path.join(options.folder, "n")
        os.makedirs(folder, exist_ok=True)
        self.sandbox = Sandbox(options.programs.sandbox, folder, "--time-scale", "100", *flags)
        self.sandbox.reset()
        self.service = Service(self.sandbox.url.removeprefix("http://"))
        self.run = Run(options.programs, folder, os.path.join(ROOT, "scripts", "nightly.imgflow"),
                       ["--folder", images, "--out", "out", "--webhook", f"{self.service.url}/shop/alert",
                        "--sandbox-url", self.sandbox.url])
        self.run.settle = Judge(lambda: self.sandbox.database, self.service, self.run.folder)
        self.alerts = 0

    def finish(self, kills, chance):
        """Lets it run, and kills it up to so many times; returns what came of it."""
        moments = [chance.uniform(0.2, 3) for _ in range(kills)]
        output = self.run.to_the_end(moments)
        alerts = Counter(name for operation, name in self.service.created().elements() if operation == "shop.alert")
        self.alerts = alerts.total()
        if alerts and max(alerts.values()) > 1:
            raise Failed(f"an alert was sent twice: {alerts.most_common(1)}")
        made = {key: count for key, count in created(self.sandbox.database).items() if key[0].startswith("expoze.")}
        self.service.shutdown()
        self.sandbox.stop()
        return {"output": output, "files": self.run.files(), "created": made}


def difference(seen, expected):
    """What is not as it was expected, in words."""
    for what, value in expected.items():
        if seen[what] != value:
            return f"{what}: {seen[what]} instead of {value}"
