"""The CI files as data: rights, events and jobs are as the comments in them say. Writes every script to a folder for `sh -n`.
python3 workflows.py FOLDER"""
import os
import re
import sys

import yaml

folder = sys.argv[1]
os.makedirs(folder)
wrong = []


def script(name, text):
    # What an event says must come through the environment: pasted into a script it would be code.
    must(f"{name}: no expression in a script", "${{" not in text)
    with open(os.path.join(folder, re.sub(r"[^a-z0-9]+", "-", name.lower()) + ".sh"), "w") as f:
        f.write(text)


def must(what, holds):
    if not holds:
        wrong.append(what)


hub = yaml.safe_load(open(".github/workflows/site.yml"))
events = hub[True]                     # YAML 1.1 reads "on" so
must("no rights at the top", hub["permissions"] == {})
must("pull_request, never pull_request_target", "pull_request" in events and "pull_request_target" not in events)
must("main alone is pushed", events["push"] == {"branches": ["main"]})
must("a concurrency group", hub["concurrency"]["group"])
must("jobs", set(hub["jobs"]) == {"site", "comment", "publish"})
rights = {name: job["permissions"] for name, job in hub["jobs"].items()}
must("rights of the job that runs the proposal's code", rights["site"] == {"contents": "read"})
must("rights of the comment", rights["comment"] == {"pull-requests": "write"})
must("rights of the publication", rights["publish"] == {"contents": "read", "pages": "write", "id-token": "write"})
must("the comment runs nothing of the proposal",
     not any("checkout" in s.get("uses", "") or ".ci/" in s.get("run", "") for s in hub["jobs"]["comment"]["steps"]))
must("publishing needs the tested site", hub["jobs"]["publish"]["needs"] == "site")
must("publishing ends by asking the site", hub["jobs"]["publish"]["steps"][-1]["run"] == ".ci/site confirm")
for name, job in hub["jobs"].items():
    must(f"{name}: a time limit", job.get("timeout-minutes", 360) <= 60)
    for i, step in enumerate(job["steps"]):
        if "run" in step:
            script(f"github {name} {i}", step["run"])
        if "checkout" in step.get("uses", ""):
            must(f"{name}: no credentials left behind", step["with"].get("persist-credentials") is False)
        must(f"{name}: no step may fail unseen", "continue-on-error" not in step)

lab = yaml.safe_load(open(".gitlab-ci.yml"))
must("the stages that jobs name", {j.get("stage") for j in lab.values() if isinstance(j, dict) and "stage" in j} <= set(lab["stages"]))
for name in ("proposal", "pages", "confirm"):
    job = {**lab.get(lab[name].get("extends", ""), {}), **lab[name]}
    must(f"{name}: rules", job["rules"])
    must(f"{name}: may not fail unseen", not job.get("allow_failure"))
    for part in ("before_script", "script"):
        script(f"gitlab {name} {part}", "\n".join(job[part]))
must("pages publishes public/", "public" in lab["pages"]["artifacts"]["paths"])
must("JUnit report", lab["proposal"]["artifacts"]["reports"]["junit"] == "build/ci/check.xml" and lab["variables"]["CHECK_FORMAT"] == "junit")

for what in wrong:
    print("not so:", what)
sys.exit(1 if wrong else 0)
