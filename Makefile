# The two commands: `make run` and `make test`. Everything they need is installed by `make setup`, which they call.
# One selection of packages (--workspace) everywhere: another would compile the dependencies a second time.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

DRIVER := .tools/bin/tauri-driver
DRIVER_VERSION := 2.1.0
XVFB := xvfb-run -a -s "-screen 0 1280x800x24"
RECORDED := $(CURDIR)/.regulars/recorded
UI_SOURCES := $(shell find ui/src -type f 2>/dev/null) ui/index.html ui/package.json ui/vite.config.ts

.PHONY: help run test bench setup system types format check-rust check-ui test-rust shot clean

help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: setup ui/dist/.built ## Build and open the app on the demo shop (in the terminal where there is no display)
	cargo build --release --workspace
	@bash .ci/run-app

test: setup check-ui check-rust test-rust ## Everything that CI checks

check-ui: ui/node_modules/.installed
	npm --prefix ui run --silent lint
	npm --prefix ui run --silent types
	npm --prefix ui run --silent test

check-rust: ui/dist/.built
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

# The window's tests drive the built programs, so these are built first.
test-rust: ui/dist/.built $(DRIVER)
	cargo build --workspace
	rm -rf $(RECORDED) && mkdir -p $(RECORDED)
	REGULARS_WINDOW_TESTS=1 REGULARS_RECORD_DIR=$(RECORDED) $(XVFB) cargo test --workspace --no-fail-fast
	bash tests/contracts.sh $(RECORDED)

bench: setup ui/dist/.built $(DRIVER) ## Measure, as ratios to another program in the same run
	cargo build --release --workspace
	target/release/regulars-cli bench import
	target/release/regulars-cli bench liquid
	target/release/regulars-cli bench emails
	target/release/regulars-cli bench segments
	REGULARS_WINDOW_TESTS=1 $(XVFB) cargo test --release --workspace --test window_pace -- --ignored --nocapture

types: ## Write ui/src/api/bindings.ts from the Rust commands
	REGULARS_WRITE_TYPES=1 cargo test --package regulars the_uis_types

format: ## Put all code into shape
	cargo fmt --all
	npm --prefix ui run --silent format

shot: ## A picture of the real window on the demo shop: shots/regulars.png
	@bash .ci/shot

setup: system ui/node_modules/.installed $(DRIVER) ## Install what is missing

system:
	@bash .ci/install-system

ui/node_modules/.installed: ui/package.json ui/package-lock.json
	npm --prefix ui ci
	@touch $@

ui/dist/.built: ui/node_modules/.installed $(UI_SOURCES)
	npm --prefix ui run --silent build
	@touch $@

$(DRIVER):
	cargo install tauri-driver --version $(DRIVER_VERSION) --locked --root .tools

clean: ## Remove everything that was built
	rm -rf target ui/dist ui/node_modules .tools gen permissions shots
