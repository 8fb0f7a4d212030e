"""Time and memory of `stance report` on many articles: originals again and again, renamed.

python experiments/reporting/measure.py [--articles 50000]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

LABELS = ("official_statement", "expert_analysis", "reported_fact")
N_OUTLETS, N_MONTHS, N_SURNAMES = 30, 36, 20_000


def write_scores(path, n_articles):
    """Write articles with probabilities; every speaker gets one of many surnames."""
    random = Random(1)
    originals = [
        json.loads(line)
        for name in sorted(Path("data/originals").glob("*.jsonl"))
        for line in name.open(encoding="utf-8")
    ]
    with path.open("w", encoding="utf-8") as file:
        for at in range(n_articles):
            article = originals[at % len(originals)]
            month = random.randrange(N_MONTHS)
            fields = {
                "id": f"n{at}",
                "outlet": f"Outlet {random.randrange(N_OUTLETS):02}",
                "published": f"{2022 + month // 12}-{month % 12 + 1:02}-01",
                "model": {"name": "synthetic", "digest": "0" * 64},
                "speakers": [
                    one | {"name": f"{one['name']} Name{random.randrange(N_SURNAMES)}"}
                    for one in article["speakers"]
                ],
                "sentences": [
                    one | {"probabilities": spread(one["label"], random.uniform(0.5, 1))}
                    for one in article["sentences"]
                ],
            }
            file.write(f"{json.dumps(article | fields, ensure_ascii=False)}\n")


def spread(label, sure):
    rest = (1 - sure) / 2
    return {one: sure if one == label else rest for one in LABELS}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scores, page = Path(folder, "scores.jsonl"), Path(folder, "report.html")
        write_scores(scores, options.articles)
        command = [sys.executable, "-c", "from stance.cli import main; raise SystemExit(main())"]
        words = ["report", str(scores), "--by", "outlet", "--by", "domain", "--out", str(page)]
        start = time.perf_counter()
        subprocess.run([*command, *words], check=True)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{options.articles:,} articles, {scores.stat().st_size / 1e9:.2f} GB of JSONL")
        print(
            f"{seconds:.0f} s, {peak:.0f} MB at most, a page of {page.stat().st_size / 1e6:.1f} MB"
        )


if __name__ == "__main__":
    main()
