"""How often intervals of shares hold the truth, by the number of labelled articles.

PYTHONPATH=tests/counting python experiments/reporting/coverage.py
"""

import numpy as np
from test_shares import estimate, truth_of_the_simulation

from stance.counting import shares
from stance.counting.shares import Method

N_CORPORA, N_OTHERS = 1000, 1000


def main():
    truth = truth_of_the_simulation()
    shares.N_RESAMPLES = 400
    for n_labelled in (20, 60, 200):
        found = [estimate(N_OTHERS, n_labelled, seed=seed) for seed in range(N_CORPORA)]
        for method in Method:
            own = [one[method] for one in found]
            held = np.mean([(one.low <= truth) & (truth <= one.high) for one in own], axis=0)
            width = np.mean([one.high - one.low for one in own], axis=0)
            bias = np.mean([one.shares for one in own], axis=0) - truth
            print(n_labelled, method, *(np.round(row, 3) for row in (held, bias, width)))


if __name__ == "__main__":
    main()
