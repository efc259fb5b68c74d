# The two commands: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
SWIFT := swift
PRODUCT := .build/release/drydock
# Python modules of the tests, apart from the system's.
PYTHON := $(CURDIR)/.build/test-python
export PATH := $(PYTHON)/bin:$(PATH)

# Debian packages: what the program is built from, and what the tests use beside Swift.
BUILD_PACKAGES := libisal-dev libzstd-dev liblzma-dev libbz2-dev libsqlite3-dev libvectorscan-dev zlib1g-dev libmbedtls-dev
TEST_PACKAGES := docker-registry skopeo umoci debootstrap golang-go golang-src gofmt rpm db-util zstd sqlite3 crun podman git \
	python3 python3-venv openssl jq patch
PYTHON_PACKAGES := jsonschema xmlschema yaml=pyyaml kubernetes_validate=kubernetes-validate \
	check_jsonschema=check-jsonschema grpc=grpcio grpc_health=grpcio-health-checking

.PHONY: check-fixes help demo build probe test test-tools build-tools lint format golden bench bench-lookup bench-secrets fuzz snapshot clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

build-tools:
	@Tools/install-packages $(BUILD_PACKAGES)

test-tools: build-tools
	@Tools/install-packages $(TEST_PACKAGES)
	@Tools/install-python $(PYTHON) $(PYTHON_PACKAGES)

build: $(PRODUCT) ## the release binary, .build/release/drydock

# Only where a source is newer: planning alone takes SwiftPM seconds.
$(PRODUCT): $(shell find Sources Package.swift -type f) | build-tools
	@$(SWIFT) build --manifest-cache none -c release --static-swift-stdlib -Xlinker -s --product drydock
	@touch -c $@

probe: ## the small static health probe, .build-probe/release/drydock-probe
	@DRYDOCK_ROOM=drydock-probe $(SWIFT) build --manifest-cache none -c release --product drydock-probe \
		--scratch-path .build-probe -Xswiftc -static-executable -Xswiftc -Osize -Xlinker --gc-sections -Xlinker -s

demo: build ## build, scan the bundled example, print the table, write an HTML report
	@mkdir -p out
	@$(PRODUCT) scan oci:examples/images/harbour examples/harbour -f table -f html=out/harbour.html || [ $$? = 1 ]
	@echo "HTML report: $(CURDIR)/out/harbour.html"

test: test-tools probe ## install what the tests need and run them all
	@Tools/run-tests

lint: ## formatting, as CI checks it
	@$(SWIFT) format lint --strict --configuration .swift-format --recursive Sources Tests Package.swift

format: ## format in place
	@$(SWIFT) format --in-place --configuration .swift-format --recursive Sources Tests Package.swift

golden: test-tools ## rewrite the golden reports; read the diff
	@DRYDOCK_UPDATE_GOLDENS=1 $(SWIFT) test --filter Golden
	@git --no-pager diff --stat -- Tests

bench-secrets: build ## secrets, paired with kingfisher and betterleaks
	@Benchmarks/secrets

check-fixes: build test-tools ## repair real files, and hold them against schemas
	@for rules in default strict all; do python3 Benchmarks/check-fixes --rules $$rules || exit 1; done

bench: build ## the figures of docs/benchmarks.md, paired with the peer where it is installed
	@Benchmarks/run

bench-lookup: build ## looking up the advisories of 1,000 packages
	@Benchmarks/lookup

fuzz: build-tools ## libFuzzer over each parser, SECONDS (60) each
	@Tools/fuzz $${SECONDS_EACH:-60}

rules: build ## rewrite docs/rules from the rules themselves
	@rm -rf docs/rules
	@$(PRODUCT) rules --write-docs docs/rules

snapshot: build ## rebuild the embedded advisory snapshot from ../shared/advisories
	@Tools/snapshot

clean: ## remove what was built
	@rm -rf .build .build-probe .build-lookup out
