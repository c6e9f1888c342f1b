package api

import (
	"reflect"
	"strings"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

type obj = map[string]any

// openAPI answers the description of this interface. It is made from the
// registered acts, so that it cannot say anything else than the program does.
func openAPI(*call) (any, error) { return Document(), nil }

// Document is the OpenAPI 3.1 description.
func Document() map[string]any {
	paths := obj{}
	put := func(method, path string, op obj) {
		p, ok := paths[Root+path].(obj)
		if !ok {
			p = obj{}
			paths[Root+path] = p
		}
		p[method] = op
	}
	fixedPaths(put)
	for _, n := range office.Acts() {
		put("post", "/acts/"+string(n), actOperation(n))
	}
	for _, k := range office.Kinds() {
		put("get", "/"+Plural(k), listOperation(k))
		put("get", "/"+Plural(k)+"/{id}", itemOperation(k))
	}
	return obj{
		"openapi": "3.1.0",
		"info": obj{"title": "衡鉴 Hengjian", "version": "1", "license": obj{"name": "Apache-2.0", "identifier": "Apache-2.0"},
			"description": "司法监督工作的 JSON 接口。每一个办理行为一个路径；act_id 由客户端生成，重复提交返回第一次的结果。\n\nThe JSON interface. One path for each act; act_id is made by the client, and sending it again returns the first answer."},
		"paths":      paths,
		"security":   []any{obj{"bearer": []any{}}},
		"components": obj{"securitySchemes": obj{"bearer": obj{"type": "http", "scheme": "bearer"}}, "schemas": schemas(), "responses": responses()},
	}
}

func pair(zh, en string) string { return zh + " / " + en }

func ref(name string) obj { return obj{"$ref": "#/components/schemas/" + name} }

func jsonBody(schema obj) obj { return obj{"application/json": obj{"schema": schema}} }

// answers adds the refusals an operation may give to its answer.
func answers(ok obj, statuses ...string) obj {
	out := obj{"200": ok, "500": obj{"$ref": "#/components/responses/problem"}}
	for _, s := range statuses {
		out[s] = obj{"$ref": "#/components/responses/problem"}
	}
	return out
}

func operation(id, zh, en string, ok obj, statuses ...string) obj {
	return obj{"operationId": id, "summary": pair(zh, en), "responses": answers(ok, statuses...)}
}

func ok(schema obj) obj { return obj{"description": "OK", "content": jsonBody(schema)} }

func fixedPaths(put func(method, path string, op obj)) {
	free := []any{}
	in := operation("session.begin", "登录", "Sign in", ok(obj{"type": "object", "properties": obj{"token": obj{"type": "string"}}, "required": []string{"token"}}), "401", "409", "413", "415", "422")
	in["requestBody"], in["security"] = obj{"required": true, "content": jsonBody(schemaOf(reflect.TypeFor[credentials](), []string{"login", "password"}))}, free
	put("post", "/session", in)
	out := operation("session.end", "退出", "Sign out", nil, "401")
	delete(out["responses"].(obj), "200")
	out["responses"].(obj)["204"] = obj{"description": "已退出 / signed out"}
	put("delete", "/session", out)
	put("get", "/me", operation("me", "我是谁，能办什么", "Who I am and what I act as", ok(obj{"type": "object"}), "401"))
	l := operation("lives", "全部状态表", "Every state table", ok(obj{"type": "object", "properties": obj{"lives": obj{"type": "array", "items": schemaOf(reflect.TypeFor[lifeView](), nil)}}}))
	l["security"] = free
	put("get", "/lives", l)
	d := operation("openapi", "本说明", "This description", ok(obj{"type": "object"}))
	d["security"] = free
	put("get", "/openapi.json", d)
	text := func(zh, en, mime string) obj {
		return obj{"description": pair(zh, en), "content": obj{mime: obj{"schema": obj{"type": "string"}}}}
	}
	p := operation("proof", "一条记录的存在证明", "Inclusion proof of one line", text("证明", "the proof", "text/plain"), "401", "404", "409")
	p["parameters"] = []any{pathParam("book"), pathParam("seq")}
	put("get", "/proofs/{book}/{seq}", p)
	c := operation("checkpoint", "最近一次签署的检查点", "The last signed checkpoint", text("检查点", "the checkpoint", "text/plain"), "401", "403", "404")
	c["parameters"] = []any{pathParam("book")}
	put("get", "/books/{book}/checkpoint", c)
	t := operation("tile", "日志树的一块", "One tile of the tree", text("树块", "the tile", "application/octet-stream"), "401", "403", "404")
	t["parameters"] = []any{pathParam("book"), pathParam("path")}
	put("get", "/books/{book}/tile/{path}", t)
}

func pathParam(name string) obj {
	return obj{"name": name, "in": "path", "required": true, "schema": obj{"type": "string"}}
}

func lifeWith(n act.Name) *act.Life {
	for _, l := range office.Lives() {
		for _, s := range l.Steps {
			if s.Do == n {
				return l
			}
		}
	}
	return nil
}

// actOperation describes one act: what it does, who may do it, on what basis.
func actOperation(n act.Name) obj {
	l := lifeWith(n)
	v := l.Verb(n)
	say := []string{}
	if v.SayZh != "" {
		say = append(say, pair(v.SayZh, v.SayEn))
	}
	body := false
	for _, s := range l.Steps {
		if s.Do != n {
			continue
		}
		var who, from, to []string
		for _, r := range s.Who {
			who = append(who, string(r))
		}
		for _, x := range s.From {
			from = append(from, stateName(x))
		}
		for _, x := range s.To {
			to = append(to, stateName(x))
		}
		zh, en := law.Cite(s.Basis)
		line := "`" + strings.Join(from, ", ") + "` → `" + strings.Join(to, ", ") + "`: " + strings.Join(who, ", ")
		if zh != "" {
			line += "; " + pair(zh, en)
		}
		say, body = append(say, line), body || s.Body != ""
	}
	op := operation(string(n), l.Zh+"："+v.Zh, l.En+": "+v.En, ok(ref("Answer")), "401", "403", "404", "409", "413", "415", "422", "503")
	op["tags"], op["description"] = []string{l.Kind}, strings.Join(say, "\n\n")
	s := schemaOf(typeOfAct(n), []string{"act_id"})
	props := s["properties"].(obj)
	props["act_id"] = obj{"type": "string", "format": "uuid", "description": pair("客户端生成的小写 UUID", "lower-case UUID made by the client")}
	if body {
		props["body"] = ref("Body")
		s["required"] = []string{"act_id", "body"}
	}
	op["requestBody"] = obj{"required": true, "content": jsonBody(s)}
	return op
}

func stateName(s string) string {
	if s == act.Birth {
		return "–"
	}
	return s
}

func listOperation(k string) obj {
	l := office.LifeOfKind(k)
	op := operation(k+".list", l.Zh+"：列表", l.En+": list", ok(ref("Listing")), "401", "422")
	op["tags"] = []string{k}
	var ps []any
	for _, n := range listParams {
		s := obj{"type": "string"}
		switch n {
		case "urgent":
			s = obj{"type": "boolean"}
		case "since", "until":
			s = obj{"type": "string", "format": "date"}
		case "limit":
			s = obj{"type": "integer", "minimum": 1, "maximum": pageMost, "default": pageSize}
		case "state":
			codes := []string{}
			for _, x := range l.States {
				codes = append(codes, x.Code)
			}
			s = obj{"type": "array", "items": obj{"type": "string", "enum": codes}}
		}
		p := obj{"name": n, "in": "query", "schema": s}
		if n == "state" {
			p["style"], p["explode"] = "form", false
		}
		ps = append(ps, p)
	}
	op["parameters"] = ps
	return op
}

func itemOperation(k string) obj {
	l := office.LifeOfKind(k)
	op := operation(k+".item", l.Zh, l.En, ok(ref("Matter")), "401", "404")
	op["tags"], op["parameters"] = []string{k}, []any{pathParam("id")}
	return op
}

func schemas() obj {
	return obj{
		"Answer":  schemaOf(reflect.TypeFor[office.Answer](), []string{"seq", "subject", "version", "from", "to"}),
		"Body":    schemaOf(reflect.TypeFor[act.Body](), []string{"minute", "date"}),
		"Listing": schemaOf(reflect.TypeFor[listing](), []string{"items", "count", "count_capped"}),
		"Matter":  schemaOf(reflect.TypeFor[matter](), []string{"kind", "id", "version", "state", "data", "clocks", "choices", "history"}),
		"Problem": schemaOf(reflect.TypeFor[trouble](), []string{"type", "title", "status", "kind", "zh", "en"}),
	}
}

func responses() obj {
	return obj{"problem": obj{"description": "RFC 9457", "content": obj{"application/problem+json": obj{"schema": ref("Problem")}}}}
}

// schemaOf makes the schema of a struct from its JSON tags, without the fields
// that only the server fills.
func schemaOf(t reflect.Type, required []string) obj {
	props := obj{}
	for _, f := range jsonFields(t) {
		if !f.own {
			props[f.name] = typeSchema(f.typ)
		}
	}
	s := obj{"type": "object", "properties": props, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

func typeSchema(t reflect.Type) obj {
	switch t.Kind() {
	case reflect.Pointer:
		return typeSchema(t.Elem())
	case reflect.String:
		return obj{"type": "string"}
	case reflect.Bool:
		return obj{"type": "boolean"}
	case reflect.Int, reflect.Int64, reflect.Int32:
		return obj{"type": "integer"}
	case reflect.Float64:
		return obj{"type": "number"}
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return obj{"type": "string", "contentEncoding": "base64"}
		}
		return obj{"type": "array", "items": typeSchema(t.Elem())}
	case reflect.Map:
		return obj{"type": "object"}
	case reflect.Struct:
		return schemaOf(t, nil)
	}
	return obj{}
}

func typeOfAct(n act.Name) reflect.Type { return reflect.TypeOf(office.NewAct(n)).Elem() }
