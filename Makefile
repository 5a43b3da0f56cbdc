# `make demo` and `make test` do all the set-up on a fresh Debian machine with a Swift toolchain.

SHELL := /bin/bash
# Outside the clone, so that a new clone does not compile the dependencies again.
TARE_BUILD_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/tare-build
export TARE_BUILD_DIR

SWIFT_BUILD := swift build --scratch-path $(TARE_BUILD_DIR)
# The linker prefers archives found here, so that the binary needs no C library but those of every Debian.
STATIC_DIR := $(TARE_BUILD_DIR)/static-archives
RELEASE_BUILD := PKG_CONFIG_PATH=$(STATIC_DIR) $(SWIFT_BUILD)
RELEASE_FLAGS := -c release --static-swift-stdlib -Xswiftc -L$(STATIC_DIR) -Xlinker --gc-sections

.PHONY: demo test build bench format lint setup clean

demo: build
	scripts/demo

test: setup-test lint
	scripts/test

build: setup
	scripts/static-archives $(STATIC_DIR)
	$(RELEASE_BUILD) $(RELEASE_FLAGS) --product tare
	mkdir -p bin
	strip -o bin/tare $(TARE_BUILD_DIR)/release/tare

bench: setup-test build
	$(RELEASE_BUILD) $(RELEASE_FLAGS) --product tare-bench
	$(TARE_BUILD_DIR)/release/tare-bench

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

lint: setup
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

setup:
	scripts/setup build

.PHONY: setup-test
setup-test:
	scripts/setup build test

clean:
	rm -rf bin $(TARE_BUILD_DIR)
