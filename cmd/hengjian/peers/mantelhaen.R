# The exact conditional test of base R on the first hundred pairs: the table of each
# is at hand, only the test is timed.
d <- read.csv(commandArgs(TRUE)[1])
o <- as.data.frame(table(d$j, d$l), stringsAsFactors = FALSE)
o <- head(o[o$Freq >= 5, ], 100)
tables <- lapply(seq_len(nrow(o)), function(i) {
  x <- d[d$s %in% d$s[d$j == o$Var1[i]] & d$s %in% d$s[d$l == o$Var2[i]], ]
  table(factor(x$j == o$Var1[i], c(TRUE, FALSE)), factor(x$l == o$Var2[i], c(TRUE, FALSE)), x$s)
})
tables <- Filter(function(t) dim(t)[3] > 1, tables)
p <- proc.time()
for (t in tables) mantelhaen.test(t, exact = TRUE, alternative = "greater")
q <- proc.time() - p
cat(length(tables), q[["elapsed"]], q[["user.self"]] + q[["sys.self"]], "\n")
