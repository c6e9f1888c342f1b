# An independent answer to what `hengjian screen` and `hengjian agree` compute, in
# base R alone: dhyper, mantelhaen.test, fisher.test, p.adjust, aov. Printed as
# csv with 17 digits. Used by tests only.
args <- commandArgs(TRUE)
mode <- args[1]
say <- function(...) cat(paste(sapply(list(...), function(x) if (is.numeric(x)) sprintf("%.17g", x) else x), collapse = ","), "\n", sep = "")

pmf <- function(N, k, m, w) { # Fisher's noncentral hypergeometric
  x <- max(0, k + m - N):min(k, m)
  l <- dhyper(x, m, N - m, k, log = TRUE) + x * log(w)
  p <- exp(l - max(l))
  list(lo = x[1], p = p / sum(p))
}
add <- function(a, b) {
  r <- numeric(length(a$p) + length(b$p) - 1)
  for (j in seq_along(b$p)) {
    i <- j:(j + length(a$p) - 1)
    r[i] <- r[i] + a$p * b$p[j]
  }
  list(lo = a$lo + b$lo, p = r)
}
total <- function(s, w) Reduce(add, lapply(seq_len(nrow(s)), function(i) pmf(s$N[i], s$own[i], s$hit[i], w)))
upper <- function(d, x) sum(d$p[d$lo + seq_along(d$p) - 1 >= x])
lower <- function(d, x) sum(d$p[d$lo + seq_along(d$p) - 1 <= x])
two <- function(d, x) { p <- d$p[x - d$lo + 1]; sum(sort(d$p[d$p <= p * (1 + 1e-7)])) }
moments <- function(s) c(sum(s$own * s$hit / s$N), sum(ifelse(s$N > 1, s$own * (s$hit / s$N) * ((s$N - s$hit) / s$N) * ((s$N - s$own) / pmax(1, s$N - 1)), 0)))

if (mode == "outcome" || mode == "pair") {
  d <- read.csv(args[2], colClasses = "character", encoding = "UTF-8")
  least <- as.integer(args[3])
  w <- as.numeric(args[4])
  d <- d[d$subject != "", ]
  if (mode == "pair") d <- d[d$partner != "", ]
  N <- table(d$stratum)
  if (mode == "outcome") {
    d <- d[d$outcome != "", ]
    N <- table(d$stratum)
    y <- as.numeric(d$outcome)
    H <- tapply(y, d$stratum, sum)
    for (j in sort(unique(d$subject), method = "radix")) {
      mine <- d$subject == j
      own <- table(d$stratum[mine])
      own <- own[own < N[names(own)]]
      if (sum(own) < least) next
      s <- data.frame(N = as.numeric(N[names(own)]), own = as.numeric(own), hit = as.numeric(H[names(own)]))
      x <- sum(y[mine & d$stratum %in% names(own)])
      m <- moments(s)
      if (m[2] == 0) next
      q <- total(s, 1)
      say(j, "", sum(own), x, m[1], m[2], two(q, x), lower(q, x), upper(q, x))
    }
  } else {
    if (any(d$series != "")) d <- rbind(d[d$series == "", ], { e <- d[d$series != "", ]; e <- e[order(e$series, e$subject, e$partner, e$stratum, method = "radix"), ]; e[!duplicated(e[c("series", "subject", "partner")]), ] })
    N <- table(d$stratum)
    met <- table(paste(d$subject, d$partner, sep = "|"))
    own.all <- table(d$subject, d$stratum)
    hit.all <- table(d$partner, d$stratum)
    for (k in sort(names(met)[met >= least], method = "radix")) {
      jl <- strsplit(k, "|", fixed = TRUE)[[1]]
      own <- own.all[jl[1], ]
      hit <- hit.all[jl[2], ]
      both <- names(own)[own > 0 & hit[names(own)] > 0]
      s <- data.frame(N = as.numeric(N[both]), own = as.numeric(own[both]), hit = as.numeric(hit[both]))
      x <- met[[k]]
      m <- moments(s)
      say(jl[1], jl[2], sum(s$own), x, m[1], m[2], upper(total(s, w), x), lower(total(s, 1 / w), x), upper(total(s, w), x))
    }
  }
} else if (mode == "tables") { # one 2x2xK table in the file: N,own,hit,x
  s <- read.csv(args[2])
  a <- array(0, c(2, 2, nrow(s)))
  for (i in seq_len(nrow(s))) a[, , i] <- matrix(c(s$x[i], s$hit[i] - s$x[i], s$own[i] - s$x[i], s$N[i] - s$own[i] - s$hit[i] + s$x[i]), 2)
  if (nrow(s) > 1) {
  e <- mantelhaen.test(a, exact = TRUE)
  say("exact", e$p.value)
  say("exact greater", mantelhaen.test(a, exact = TRUE, alternative = "greater")$p.value)
  say("estimate", e$estimate)
  say("cmh corrected", mantelhaen.test(a)$statistic)
  say("cmh", mantelhaen.test(a, correct = FALSE)$statistic)
  } else say("exact", fisher.test(a[, , 1])$p.value)
  for (i in seq_len(nrow(s))) for (w in c(1, 2, 5)) say(paste("fisher", i, w), fisher.test(a[, , i], or = w, alternative = "greater")$p.value)
} else if (mode == "adjust") {
  p <- scan(args[2], quiet = TRUE)
  m <- as.integer(args[3])
  p <- c(p, rep(1, m - length(p)))
  for (x in p.adjust(p, "BH")) say("BH", x)
  for (x in p.adjust(p, "BY")) say("BY", x)
} else if (mode == "agree") { # file: rater,subject,score
  d <- read.csv(args[2])
  d <- d[!is.na(d$score), ]
  v <- sort(unique(d$score))
  n <- unclass(table(factor(d$subject), factor(d$score, levels = v)))
  r <- rowSums(n)
  u <- n[r >= 2, , drop = FALSE]
  ru <- rowSums(u)
  o <- matrix(0, length(v), length(v))
  for (i in seq_len(nrow(u))) o <- o + (outer(u[i, ], u[i, ]) - diag(u[i, ], length(v))) / (ru[i] - 1)
  m <- rowSums(o)
  for (level in c("nominal", "ordinal", "interval", "ratio")) {
    dist <- outer(seq_along(v), seq_along(v), Vectorize(function(a, b) {
      if (a == b) return(0)
      switch(level, nominal = 1, interval = (v[a] - v[b])^2, ratio = if (v[a] + v[b] == 0) 0 else ((v[a] - v[b]) / (v[a] + v[b]))^2,
             ordinal = (sum(m[min(a, b):max(a, b)]) - (m[a] + m[b]) / 2)^2)
    }))
    say(paste("alpha", level), 1 - (sum(m) - 1) * sum(o * dist) / sum(outer(m, m) * dist))
  }
  pa <- mean(rowSums(u * (u - 1)) / (ru * (ru - 1)))
  pi <- colMeans(n / r)
  pe <- sum(pi * (1 - pi)) / (length(v) - 1)
  say("ac1", (pa - pe) / (1 - pe))
  pf <- colSums(u) / sum(u)
  say("fleiss", (pa - sum(pf^2)) / (1 - sum(pf^2)))
  w <- outer(seq_along(v), seq_along(v), function(a, b) 1 - ifelse(a == b, 0, choose(abs(a - b) + 1, 2) / choose(length(v), 2)))
  pw <- mean(rowSums(u * (u %*% w - 1)) / (ru * (ru - 1)))
  pew <- sum(w) / (length(v) * (length(v) - 1)) * sum(pi * (1 - pi))
  say("ac2", (pw - pew) / (1 - pew))
  k <- length(unique(d$rater))
  if (all(r == k)) {
    ms <- summary(aov(score ~ factor(subject) + factor(rater), d))[[1]][["Mean Sq"]]
    one <- summary(aov(score ~ factor(subject), d))[[1]][["Mean Sq"]]
    N <- length(unique(d$subject))
    B <- ms[1]; J <- ms[2]; E <- ms[3]; W <- one[2]
    say("icc 1 1", (B - W) / (B + (k - 1) * W)); say("icc 2 1", (B - E) / (B + (k - 1) * E + k * (J - E) / N)); say("icc 3 1", (B - E) / (B + (k - 1) * E))
    say("icc 1 k", (B - W) / B); say("icc 2 k", (B - E) / (B + (J - E) / N)); say("icc 3 k", (B - E) / B)
  }
}
