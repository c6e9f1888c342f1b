# The pair screening of one register with pandas: counts, merge, z by the normal
# approximation (no exact tail, no number of hypotheses). Prints pairs and seconds.
import sys, time
import pandas as pd
d = pd.read_csv(sys.argv[1])
t, c = time.time(), time.process_time()
N = d.groupby("s").size().rename("N")
n = d.groupby(["s", "j"]).size().rename("n").reset_index()
m = d.groupby(["s", "l"]).size().rename("m").reset_index()
o = d.groupby(["j", "l"]).size().rename("t").reset_index()
o = o[o.t >= 5]
x = o.merge(n, on="j").merge(m, on=["s", "l"]).merge(N, left_on="s", right_index=True)
x["e"] = x.n * x.m / x.N
x["v"] = x.n * x.m * (x.N - x.n) * (x.N - x.m) / (x.N * x.N * (x.N - 1))
r = x.groupby(["j", "l"]).agg(t=("t", "first"), e=("e", "sum"), v=("v", "sum"))
r["z"] = (r.t - r.e) / r.v ** .5
print(len(r), time.time() - t, time.process_time() - c)
