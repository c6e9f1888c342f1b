# Third-party browser files. `make vendor` needs node, npm and the registry; `make vendor-verify` needs only Go.
.PHONY: vendor vendor-check vendor-verify

vendor: ## rebuild vendored browser files from the pinned npm packages
	scripts/vendor.sh

vendor-check: ## rebuild them elsewhere and compare byte by byte
	scripts/vendor.sh --check

vendor-verify: ## compare the committed files with their checksums (offline)
	go test ./scripts/
