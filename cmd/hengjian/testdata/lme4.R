# Shrunk effects of subjects by lme4, and Fisher's noncentral distribution by
# BiasedUrn: answers independent of the program's. Used by tests only.
args <- commandArgs(TRUE)
suppressMessages({ library(lme4); library(BiasedUrn) })
if (args[1] == "mixed") {
  d <- read.csv(args[2], colClasses = c(subject = "character", stratum = "character"))
  m <- lmer(outcome ~ factor(stratum) + (1 | subject), d, REML = TRUE)
  r <- ranef(m)$subject
  for (j in rownames(r)) cat(j, ",", sprintf("%.17g", r[j, 1]), "\n", sep = "")
} else { # noncentral: own, hit, N, omega
  a <- as.numeric(args[-1])
  for (x in max(0, a[1] + a[2] - a[3]):min(a[1], a[2]))
    cat(x, ",", sprintf("%.17g", dFNCHypergeo(x, a[2], a[3] - a[2], a[1], a[4], precision = 1e-14)), "\n", sep = "")
}
