package outline

import (
	"strings"
	"unicode/utf8"
)

// Lines about the letter itself, not about what it says.
var (
	docNumber  = re(`^[^。，]{0,20}[〔\[【（(](19|20)\d\d[〕\]】）)]\s*第?\s*\d+\s*号$`)
	letterhead = re(`^[^。，：]{2,40}(文件|委员会文件|办公室文件|函|（代拟稿）|明电|内部明电)$`)
	dateLine   = re(`^[（(]?\s*((19|20)\d\d|[二〇○零一九][〇○零一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月(\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*[）)]?$`)
	adoptedOn  = re(`^[（(].{0,80}(\d日|[一二三四五六七八九十]日|会议|通过|施行|讲话稿|征求意见稿|讨论稿|草案|修订|送审稿|试行|整理|录音)[^（(]{0,40}[）)]$`)
	byline     = re(`^[^。，、；：]{0,24}(主任|副主任|书记|秘书长|院长|检察长|局长|主席|市长|县长|代表|委员|同志)[\s　]*[^。，、；：\s]{0,4}([\s　][^。，、；：]{1,3}){0,3}$`)
	salutation = re(`^(尊敬的|各位|同志们|主任|代表们|主席|女士们)[^。；]{0,80}[：:！!]$`)
	recipients = re(`(人大|委员会|法院|检察院|公安局|司法局|办公室|单位|部门|工委|委办|代表|机关|乡镇|街道)[^。；]{0,40}[：:]$`)
	titled     = re(`(通知|方案|讲话|办法|意见|细则|规定|要点|计划|报告|安排|决定|条例|规则|规程|公告|纪要|函|提纲|清单|稿|致辞|发言|通报|指引|说明|部署|动员|制度|守则|建议|章程|手册|汇报|材料|预案|台账|大纲|简报|启事|倡议书|决议|请示|批复)([（(].{1,12}[）)])?$`)
	closing    = re(`^(同志们[，,！!：:]|各位代表[，,]|各位领导[，,]|让我们|特此(通知|报告|函|公告|通报)|以上(意见|方案|通知)|谢谢|我的讲话|我就讲|今天我就|请认真贯彻|请结合实际|妥否|当否|附[:：]|本(方案|通知|意见|计划)由|本(方案|通知|意见|计划)自)`)
	orgEnd     = re(`(委员会|办公室|工委|法院|检察院|局|厅|部|会|领导小组|办公厅|政府|专班|人大|中心|处)([（(](盖?章|印章|代章)[）)])?$`)
	footer     = re(`^[（(]?(抄送|抄报|主送|分送|发送|印发|主题词|联系人|联系电话|联系方式|联系地址|电子邮箱|邮箱|传真|此件|共印|校对|打印|公开方式|信息公开)`)
	printed    = re(`(印发|共印\s*\d+\s*份)\s*$`)
	attachList = re(`^附(件)?\s*[：:]\s*\S`)
	attachHead = re(`^附\s*(件|表|录)?\s*([\d一二三四五六七八九十]{0,2})\s*[：:]?\s*$`)
	attachName = re(`^附\s*(件|表|录)\s*([\d一二三四五六七八九十]{1,2})\s*[：:、.\s　]+\S`)
	listed     = re(`^(\d{1,2})\s*[.．、]`)
	stops      = "。；;！!？?…"
)

// frame marks the lines that frame a document: title, number, salutation,
// signature, date, attachments. The rest is body.
func frame(all []*line) {
	for _, l := range all {
		if l.Toc {
			l.kind = KindContents
		}
		l.attach = attachHead.MatchString(l.text()) || attachName.MatchString(l.text())
	}
	end := attachments(all)
	first := front(all[:end])
	tail(all[first:end])
}

// front marks what stands before the body and returns the body's first line.
func front(all []*line) int {
	title, i := false, 0
	for ; i < len(all) && i < 14; i++ {
		l := all[i]
		s := l.text()
		switch {
		case l.kind != "":
		case docNumber.MatchString(s):
			l.kind = KindDocNumber
		case dateLine.MatchString(s) && title, adoptedOn.MatchString(s) && title:
			l.kind = KindByline
		case salutation.MatchString(s), recipients.MatchString(s) && strings.ContainsAny(s, "，,、：:"):
			l.kind = KindSalutation
			return i + 1
		case l.Title:
			l.kind, title = KindTitle, true
		case markAt(s, false).fam != noFamily && !markAt(s, false).weak, l.Style > 0:
			return i
		case !title && !titleAhead(all[i:]) && alone(all, i):
			l.kind, title = KindTitle, true
			return i + 1
		case !title && !titleAhead(all[i:]):
			if letterhead.MatchString(s) && i == 0 {
				l.kind = KindLetterhead
				continue
			}
			return i
		case letterhead.MatchString(s) && !title && i+1 < len(all) && titleAhead(all[i+1:]) && strings.HasSuffix(s, "文件"):
			l.kind = KindLetterhead
		case title && byline.MatchString(s) && !strings.ContainsAny(s, stops):
			l.kind = KindByline
		case title && complete(all, i), heading(s) && title, utf8.RuneCountInString(s) > 60 || strings.ContainsAny(s, stops):
			return i
		default:
			l.kind, title = KindTitle, true
		}
	}
	return i
}

// alone: a first line without any stop, over a document that goes on otherwise.
func alone(all []*line, i int) bool {
	s := all[i].text()
	n := utf8.RuneCountInString(s)
	return i == 0 && len(all) > 1 && n >= 4 && n <= 40 && !strings.ContainsAny(s, stops+"，,：:") && !heading(s) && markAt(s, false).fam == noFamily
}

// complete reports whether the title's lines before i already end like a title.
func complete(all []*line, i int) bool {
	for j := i - 1; j >= 0; j-- {
		if all[j].kind == KindTitle {
			return titled.MatchString(all[j].text()) && !titleAhead(all[i:min(len(all), i+2)])
		}
	}
	return false
}

// titleAhead reports whether one of the next lines ends like a title before a
// sentence does; a document may also have no title at all.
func titleAhead(all []*line) bool {
	for i, l := range all {
		s := l.text()
		if i > 4 || l.Style > 0 && !l.Title {
			return false
		}
		if l.Title || titled.MatchString(s) && utf8.RuneCountInString(s) <= 60 && !strings.ContainsAny(s, stops) {
			return true
		}
		if m := markAt(s, false); m.fam != noFamily && !m.weak || utf8.RuneCountInString(s) > 60 || strings.ContainsAny(s, stops) || strings.ContainsAny(s, "：:") {
			return false
		}
	}
	return false
}

// tail marks signature, date and what stands behind them.
func tail(all []*line) {
	last := len(all) - 1
	for last >= 0 && (all[last].kind != "" || footer.MatchString(all[last].text()) || printed.MatchString(all[last].text()) || bracketed(all[last].text())) {
		if all[last].kind == "" {
			all[last].kind = KindFooter
		}
		last--
	}
	if last >= 0 && dateLine.MatchString(all[last].text()) {
		all[last].kind = KindDate
		for i := last - 1; i >= 0 && i >= last-4; i-- {
			if all[i].kind != "" {
				continue
			}
			if s := all[i].text(); !signs(s) {
				break
			}
			all[i].kind = KindSignature
		}
	} else if last > 0 && signs(all[last].text()) && markAt(all[last].text(), false).fam == noFamily && orgEnd.MatchString(all[last].text()) {
		all[last].kind = KindSignature
	}
}

func bracketed(s string) bool {
	return (strings.HasPrefix(s, "（联系") || strings.HasPrefix(s, "（此件")) && strings.HasSuffix(s, "）")
}

func signs(s string) bool {
	return utf8.RuneCountInString(s) <= 36 && !strings.ContainsAny(s, stops+"，,：:") && orgEnd.MatchString(s) && markAt(s, false).fam == noFamily
}

// attachments marks the list of attachments and returns where the first
// attachment itself begins; everything from there on is another document.
func attachments(all []*line) int {
	dated := false
	for i := 0; i < len(all); i++ {
		s := all[i].text()
		dated = dated || i > 1 && dateLine.MatchString(s)
		switch {
		case attachHead.MatchString(s) && i+1 < len(all), attachName.MatchString(s) && (dated || body(all[i+1:])):
			return i
		case attachList.MatchString(s) && (!dated || i+1 == len(all)), attachName.MatchString(s):
			all[i].kind = KindAttachment
			if !listed.MatchString(strings.TrimLeft(s, "附件 　：:")) {
				continue
			}
			for i+1 < len(all) && listed.MatchString(all[i+1].text()) && !strings.ContainsAny(all[i+1].text(), stops) {
				i++
				all[i].kind = KindAttachment
			}
		}
	}
	return len(all)
}

// body: numbered text follows, and no further line that only names an attachment.
func body(all []*line) bool {
	for i, l := range all {
		if i > 3 || attachName.MatchString(l.text()) || dateLine.MatchString(l.text()) {
			return false
		}
		if m := markAt(l.text(), false); m.fam != noFamily && !m.weak {
			return true
		}
	}
	return false
}
