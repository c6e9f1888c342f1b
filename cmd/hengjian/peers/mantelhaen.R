# The exact conditional test of base R on the first twenty pairs: the table of each
# is at hand, only the test is timed. Ten pools of the register are enough for that.
d <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
d <- d[as.integer(d$s) <= 120, ]
k <- table(paste(d$j, d$l))
k <- head(names(k)[k >= 5], 20)
o <- data.frame(Var1 = sub(" .*", "", k), Var2 = sub(".* ", "", k))
tables <- lapply(seq_len(nrow(o)), function(i) {
  both <- intersect(d$s[d$j == o$Var1[i]], d$s[d$l == o$Var2[i]])
  x <- droplevels(d[d$s %in% both, ])
  table(factor(x$j == o$Var1[i], c(TRUE, FALSE)), factor(x$l == o$Var2[i], c(TRUE, FALSE)), x$s)
})
tables <- Filter(function(t) dim(t)[3] > 1, tables)
p <- proc.time()
for (t in tables) mantelhaen.test(t, exact = TRUE, alternative = "greater")
q <- proc.time() - p
cat(length(tables), q[["elapsed"]], q[["user.self"]] + q[["sys.self"]], "\n")
