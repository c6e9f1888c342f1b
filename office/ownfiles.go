package office

import (
	"regexp"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var address = regexp.MustCompile(`"([0-9a-f]{64})"`)

// ownFiles refuses an act that names a working file which its doer did not
// upload herself: nobody can hang another's file on a matter, nor make the
// record name one that does not exist. tried are files of a rehearsal, which are
// kept nowhere.
func (o *Office) ownFiles(who access.Person, e *entry, a any, tried ...string) error {
	if k := e.Table.Kind; k != "problem" && k != "opening" && k != "meeting" && k != "task" && k != "circular" && k != "programme" && k != "selfcheck" && k != "clausecheck" && k != "draw" && k != "review" && k != "exercise" && k != "screening" && k != "correction" && k != "lead" && k != "roster" {
		return nil
	}
	v, err := canonical(a)
	if err != nil {
		return err
	}
	for _, m := range address.FindAllSubmatch(withoutSealed(v), -1) {
		if !slices.Contains(tried, string(m[1])) && !o.Uploaded(who, string(m[1])) {
			return act.Wrong("hash", "没有找到您上传的这个文件，请重新上传。", "This is not a file that you uploaded; upload it again.")
		}
	}
	return nil
}

var sealedField = regexp.MustCompile(`"sealed":\{[^{}]*\}`)

// withoutSealed leaves out boxes made by the server in the same act.
func withoutSealed(input []byte) []byte { return sealedField.ReplaceAll(input, []byte(`"sealed":{}`)) }
