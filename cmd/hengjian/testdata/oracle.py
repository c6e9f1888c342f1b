# What `hengjian screen --detector outcome` and BH, BY compute, by scipy and
# statsmodels: a second answer beside R's. Used by tests only.
import csv, sys
from collections import defaultdict
import numpy as np
from scipy.stats import hypergeom, nchypergeom_fisher
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests

if sys.argv[1] == "outcome":
    rows = [r for r in csv.DictReader(open(sys.argv[2], encoding="utf-8")) if r["subject"] and r["outcome"]]
    N, H, own, got = defaultdict(int), defaultdict(int), defaultdict(int), defaultdict(int)
    for r in rows:
        s, j, y = r["stratum"], r["subject"], int(r["outcome"])
        N[s] += 1; H[s] += y; own[j, s] += 1; got[j, s] += y
    for j in sorted({r["subject"] for r in rows}):
        strata = [(N[s], own[j, s], H[s], got[j, s]) for s in N if 0 < own[j, s] < N[s]]
        n = sum(o for _, o, _, _ in strata)
        if n < int(sys.argv[3]):
            continue
        pmf, lo = np.ones(1), 0
        for t, o, h, _ in strata:
            a, b = max(0, o + h - t), min(o, h)
            pmf, lo = np.convolve(pmf, hypergeom.pmf(np.arange(a, b + 1), t, h, o)), lo + a
        x = sum(g for *_, g in strata) - lo
        if len(pmf) == 1:
            continue
        print(j, n, x + lo, repr(float(pmf[: x + 1].sum())), repr(float(pmf[x:].sum())), sep=",")
elif sys.argv[1] == "noncentral":
    own, hit, N, omega = (float(a) for a in sys.argv[2:])
    for x in range(int(max(0, own + hit - N)), int(min(own, hit)) + 1):
        print(x, repr(float(nchypergeom_fisher.pmf(x, int(N), int(hit), int(own), omega))), sep=",")
elif sys.argv[1] == "cmh":
    tables = [[[x, own - x], [hit - x, N - own - hit + x]] for N, own, hit, x in ((int(r["N"]), int(r["own"]), int(r["hit"]), int(r["x"])) for r in csv.DictReader(open(sys.argv[2])))]
    t = StratifiedTable([np.array(x, float) for x in tables])
    print("cmh", repr(float(t.test_null_odds(correction=False).statistic)), sep=",")
else:
    p = [float(x) for x in open(sys.argv[2])]
    p += [1.0] * (int(sys.argv[3]) - len(p))
    for how in ("fdr_bh", "fdr_by"):
        for x in multipletests(p, method=how)[1]:
            print(how, repr(float(x)), sep=",")
