package outline

import "strings"

// Class is what an item of a plan states.
type Class string

// The six classes; "" where the rules do not tell.
const (
	Goal         Class = "goal"         // 目标
	Scope        Class = "scope"        // 范围
	Content      Class = "content"      // 内容
	Requirement  Class = "requirement"  // 要求
	Time         Class = "time"         // 时间
	Organisation Class = "organisation" // 组织
)

// Classes in the order people read them.
var Classes = []struct {
	Class  Class
	Zh, En string
}{
	{Goal, "目标", "Goal"}, {Scope, "范围", "Scope"}, {Content, "内容", "Content"},
	{Requirement, "要求", "Requirement"}, {Time, "时间", "Time"}, {Organisation, "组织", "Organisation"},
}

// Node is one item of the document with what stands below it.
type Node struct {
	Heading string  `json:"heading"` // without its number and closing mark
	Text    string  `json:"text"`    // what stands under it and under no item of it, a line for each paragraph
	Class   Class   `json:"class"`
	Items   []*Node `json:"items"`
	Number  string  `json:"number,omitempty"` // as written: （一）, 第三条, 一是
	Why     string  `json:"why,omitempty"`    // the words that decided the class; "↑" where the item above did
	Source  Source  `json:"source"`           // the sentence it came from
	Spans   []Span  `json:"spans,omitempty"`  // every piece of the document that this node holds

	fam   family
	texts []string
}

// Source is a place in the document.
type Source struct {
	Paragraph int `json:"paragraph"` // counted from 1, empty ones too
	From      int `json:"from"`      // first character within the paragraph, counted from 0
	To        int `json:"to"`        // the character after the last
}

// Span is a piece of the document and what it was taken for.
type Span struct {
	Kind string `json:"kind"` // see the Kind constants
	Source
}

// Kinds of a span.
const (
	KindNumber     = "number"     // 一、
	KindHeading    = "heading"    // 总体要求
	KindStop       = "stop"       // the mark that closes a heading
	KindText       = "text"       // body
	KindTitle      = "title"      // of the document
	KindLetterhead = "letterhead" // 版头
	KindDocNumber  = "docnumber"  // 发文字号
	KindByline     = "byline"     // who spoke, and the day under a title
	KindSalutation = "salutation" // 各位代表：, or to whom a notice goes
	KindClosing    = "closing"    // 特此通知。
	KindSignature  = "signature"  // 署名
	KindDate       = "date"       // 成文日期
	KindAttachment = "attachment" // 附件：
	KindFooter     = "footer"     // 抄送, 印发, 联系人
	KindContents   = "contents"   // a line of the table of contents
)

// Outline is a document's root with what the rules could not class.
type Outline struct {
	Node
	Form      string     `json:"form,omitempty"`     // plan | speech | notice | measure, by the title
	Encoding  string     `json:"encoding,omitempty"` // of a text file
	Unclassed []Unknown  `json:"unclassed"`
	Document  []string   `json:"-"` // the paragraphs that sources point into
	Dates     []DateSpan `json:"dates,omitempty"`
}

// Unknown is an item or passage without a class.
type Unknown struct {
	Number  string `json:"number,omitempty"`
	Heading string `json:"heading,omitempty"`
	Text    string `json:"text,omitempty"`
	Source  Source `json:"source"`
}

// Walk visits every node below the root, in the document's order.
func (n *Node) Walk(visit func(n, parent *Node, depth int)) { n.walk(visit, 1) }

func (n *Node) walk(visit func(n, parent *Node, depth int), depth int) {
	for _, c := range n.Items {
		visit(c, n, depth)
		c.walk(visit, depth+1)
	}
}

// Sentence is the piece of the document that a source points to.
func (o *Outline) Sentence(s Source) string {
	if s.Paragraph < 1 || s.Paragraph > len(o.Document) {
		return ""
	}
	r := []rune(o.Document[s.Paragraph-1])
	if s.From < 0 || s.To > len(r) || s.From > s.To {
		return ""
	}
	return strings.TrimSpace(string(r[s.From:s.To]))
}
