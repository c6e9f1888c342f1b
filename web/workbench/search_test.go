package workbench_test

import "testing"

// A search counts above its hits; where the words are not in a hit's title or
// number, the hit says that they are in its content.
func TestSearchSaysWhereTheWordsAre(t *testing.T) {
	b := newBench(t)
	id := b.proposed()
	byTitle := b.get("chenxiao", "/search?q=%E7%AA%97%E5%8F%A3") // 窗口
	byTitle.Says("找到 1 件", "窗口")
	byTitle.Silent("查找的词在内容里")
	byTitle.One(`a[href="/clues/` + id + `"]`)
	within := b.get("chenxiao", "/search?q=%E6%B2%A1%E6%9C%89%E7%AD%94%E5%A4%8D") // 没有答复
	within.Says("找到 1 件", "查找的词在内容里")
	within.None("mark")
	b.get("chenxiao", "/search?q=%E6%B2%A1%E6%9C%89%E7%AD%94%E5%A4%8D&lang=en").Says("1 found", "the words are in its content")
	b.get("chenxiao", "/search?q=%E6%97%A0%E6%AD%A4%E8%AF%8D").Silent("找到 1", "在内容里") // 无此词
}
