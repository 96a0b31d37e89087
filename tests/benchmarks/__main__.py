"""Runs every benchmark, prints the results, and keeps them in docs/performance.md; `--dry-run` only prints."""

import sys

from tests.benchmarks import report
from tests.benchmarks.answering import answered
from tests.benchmarks.rendering import drawn
from tests.benchmarks.report_sending import clocked
from tests.benchmarks.serving import grown, ready
from tests.benchmarks.slack import posted
from tests.benchmarks.starting import started
from tests.benchmarks.teams import spoken


def main() -> None:
    start = started()
    answers = []
    for each in answered():
        print(f"timed: {each.store}, {each.who}, {each.question}", flush=True)
        answers.append(each)
    run = report.Measured(answers, start, posted(), spoken(), drawn(), ready(), grown(), clocked())
    text = report.results(run, report.machine())
    print(f"\n{text}")
    if "--dry-run" not in sys.argv:
        report.keep(text)


if __name__ == "__main__":
    main()
