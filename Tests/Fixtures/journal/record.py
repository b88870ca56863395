"""Makes the fixture of a version of the journal: `record.py IMGFLOW FOLDER`, with `night.imgflow` in the folder. The run is
killed while its `process.run` is going on."""
import json, os, pathlib, shutil, sqlite3, subprocess, sys, tempfile

program, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
for point in range(1, 200):
    with tempfile.TemporaryDirectory() as work:
        shutil.copy(folder / "night.imgflow", work)
        environment = {**os.environ, "XDG_STATE_HOME": work + "/state", "IMGFLOW_TEST_KILL_AT": str(point)}
        subprocess.run([program, "night.imgflow"], cwd=work, env=environment, capture_output=True)
        runs = pathlib.Path(work, "state/imgflow/runs")
        for journal in runs.glob("*.sqlite"):
            database = sqlite3.connect(journal)
            query = "SELECT name, ended FROM step JOIN site ON site.id = step.site ORDER BY number DESC LIMIT 1"
            try:
                found = database.execute(query).fetchone()
            except sqlite3.OperationalError:
                continue
            if found != ("process.run", None):
                continue
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.close()
            shutil.copy(journal, folder)
            shutil.copytree(journal.with_suffix(".values"), folder / (journal.stem + ".values"))
            sys.exit()
sys.exit("process.run was never going on")
