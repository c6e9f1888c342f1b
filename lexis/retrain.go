package lexis

// History is what the office knows when it asks whether to train again.
type History struct {
	// Labelled counts the documents with a person's label now, by class.
	Labelled map[string]int
	// Trained is how many labelled documents there were when the model in use was
	// trained, be they more than it read; 0 without one.
	Trained int
	// Asked and Wrong count suggestions made by that model and corrected by a person.
	Asked, Wrong int
	// Days since the training.
	Days int
}

// Advice says whether to train and why, in both languages.
type Advice struct {
	Train  bool
	Zh, En string
}

const (
	leastDocs     = 60  // labelled documents before the first model
	leastClasses  = 2   // classes with leastPerClass each
	leastPerClass = 5   // below it a class is learned but hardly ever suggested
	growth        = 0.2 // new documents beside those trained on
	askedEnough   = 40
	wrongTooOften = 0.25
	stale         = 90 // days, with at least one new document in twenty
)

// Retrain is the office's rule: a first model once there is enough to learn from,
// another when the labels have grown by a fifth, when a quarter of the suggestions
// were corrected, or after a quarter of a year.
func (h History) Retrain() Advice {
	total, classes := 0, 0
	for _, n := range h.Labelled {
		total += n
		classes += btoi(n >= leastPerClass)
	}
	fresh := total - h.Trained
	switch {
	case total < leastDocs || classes < leastClasses:
		return Advice{false, "已分类的件数或类别太少，暂不提示类别。", "Too few classified messages or classes; no class is suggested yet."}
	case h.Trained == 0:
		return Advice{true, "已有足够的分类，可以首次学习。", "There is enough to learn from for the first time."}
	case float64(fresh) >= growth*float64(h.Trained):
		return Advice{true, "已分类的件数增加了五分之一以上。", "Classified messages have grown by a fifth or more."}
	case h.Asked >= askedEnough && float64(h.Wrong) >= wrongTooOften*float64(h.Asked) && fresh > 0:
		return Advice{true, "四分之一以上的提示被更正。", "A quarter or more of the suggestions were corrected."}
	case h.Days >= stale && 20*fresh >= h.Trained:
		return Advice{true, "距上次学习已满九十日。", "Ninety days have passed since the last training."}
	}
	return Advice{false, "现用模型尚可继续使用。", "The model in use can stay."}
}
