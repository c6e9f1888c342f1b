package site

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

var missing = act.None()

// sections is the left rail by mission; only what works stands here.
var sections = []frame.Section{
	{Zh: "工作台", En: "Workbench", URL: "/", Icon: "layout-dashboard", Show: content},
}

var menu []kit.Link

func content(p access.Person) bool { return p.Side() != "admin" }
