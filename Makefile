# Two commands matter: `make demo` shows the product, `make test` proves it.
# Everything builds without cgo, so that one static binary runs on any server.

export CGO_ENABLED = 0

GO      ?= go
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
TIMEOUT ?= 40m

.PHONY: help demo build check test gen golden shots bench vendor fmt

help:
	@echo "make demo    the invented city on http://127.0.0.1 (embedded database)"
	@echo "make build   ./hengjian, static, version $(VERSION)"
	@echo "make check   format, generated files, vet, staticcheck, quick tests on SQLite (< 60 s warm)"
	@echo "make test    everything: SQLite, PostgreSQL 15, a real browser; installs what it lacks as root on Debian"
	@echo "make gen     generate Go from *.templ"
	@echo "make golden  rewrite golden files; read the difference before committing"
	@echo "make shots   screenshots of the pages into people/shots"
	@echo "make bench   speed and memory figures"
	@echo "make vendor  fetch and check the vendored web files"

demo:
	$(GO) run ./cmd/hengjian demo $(ARGS)

build:
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o hengjian ./cmd/hengjian

check:
	@scripts/check.sh

test:
	@scripts/need.sh
	@scripts/test.sh -timeout $(TIMEOUT) $(or $(PKG),./...)

gen:
	$(GO) tool templ generate

fmt:
	gofmt -w $$(git ls-files '*.go')

golden:
	@pkgs=$$(git grep -lE 'flag\.Bool(Var)?\([^)]*"update"' -- '*_test.go' | xargs -r -n1 dirname | sort -u | sed 's|^|./|'); \
	if [ -z "$$pkgs" ]; then echo "no package declares the flag -update"; else \
	echo "rewriting golden files of:" $$pkgs; $(GO) test -count=1 $$pkgs -update; git --no-pager diff --stat; fi

shots:
	@scripts/need.sh
	HENGJIAN_TEST_FULL=1 HENGJIAN_SHOTS=1 $(GO) test -count=1 -timeout $(TIMEOUT) -run Shots -v ./people/...

bench:
	$(GO) run -ldflags '$(LDFLAGS)' ./cmd/hengjian bench $(ARGS)

# The recipe of vendor stands beside the list of vendored files.
-include scripts/vendor.mk
ifeq ($(wildcard scripts/vendor.mk),)
vendor:
	@echo "nothing is vendored by make yet"
endif
