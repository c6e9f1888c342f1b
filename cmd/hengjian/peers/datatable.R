# The same with data.table.
suppressMessages(library(data.table))
d <- fread(commandArgs(TRUE)[1])
p <- proc.time()
N <- d[, .(N = .N), by = s]
n <- d[, .(n = .N), by = .(s, j)]
m <- d[, .(m = .N), by = .(s, l)]
o <- d[, .(t = .N), by = .(j, l)][t >= 5]
x <- merge(merge(merge(o, n, by = "j", allow.cartesian = TRUE), m, by = c("s", "l")), N, by = "s")
x[, e := as.numeric(n) * m / N]
x[, v := as.numeric(n) * m * (N - n) * (N - m) / (as.numeric(N) * N * (N - 1))]
r <- x[, .(t = t[1], e = sum(e), v = sum(v)), by = .(j, l)]
r[, z := (t - e) / sqrt(v)]
q <- proc.time() - p
cat(nrow(r), q[["elapsed"]], q[["user.self"]] + q[["sys.self"]], "\n")
