# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The front door. The work is done by CMake presets and scripts/.

PRESET ?= release
BUILD := $(if $(filter release,$(PRESET)),build,build-$(PRESET))
JOBS ?= $(shell nproc)
WERROR := -DATTACCA_WARNINGS_AS_ERRORS=ON

.PHONY: help deps build demo test test-hosts test-tsan test-asan test-faulty bench fuzz format \
        check-format tidy clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

deps: ## install the Debian packages that are missing
	@scripts/install-deps.sh

build: deps ## build everything: build/bin/attacca, bundles in build/plugins/
	@cmake --preset $(PRESET) $(WERROR) >$(BUILD).configure.log 2>&1 || { cat $(BUILD).configure.log; exit 1; }
	@rm -f $(BUILD).configure.log
	cmake --build $(BUILD) -j$(JOBS)

demo: build ## both formats of track_info_display on a real recording while its track is renamed
	@scripts/demo.sh $(BUILD)

test: build ## everything, then all tests (PRESET=tsan or asan for the sanitizers)
	scripts/test.sh $(BUILD) $(PRESET)

test-tsan: ## all tests under ThreadSanitizer
	@$(MAKE) test PRESET=tsan

test-asan: ## all tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) test PRESET=asan

test-faulty: build ## deliberately faulty plugins, each caught by the check that names it (FULL=1: all checks)
	@$(BUILD)/bin/faulty_proof $(if $(FULL),--full)

test-hosts: build ## the plugins inside Ardour and Qtractor (installs them)
	@scripts/install-deps.sh --with-hosts
	@tests/hosts/run.sh $(BUILD)

SECONDS ?= 60
fuzz: deps ## any input against everything that reads from outside, for SECONDS=60 altogether
	@cmake --preset fuzz $(WERROR) >/dev/null
	cmake --build --preset fuzz -j$(JOBS)
	@scripts/fuzz.sh build-fuzz $(SECONDS)

bench: build ## the benchmarks, as ratios against baselines of the same run
	@scripts/bench.sh $(BUILD)

format: ## format all sources
	@git ls-files '*.hpp' '*.cpp' | xargs clang-format-19 -i

check-format: ## fail if a source is not formatted
	@git ls-files '*.hpp' '*.cpp' | xargs clang-format-19 --dry-run --Werror

tidy: build ## clang-tidy over the product's sources, with the static analyzer
	@scripts/tidy.sh $(BUILD)

clean: ## remove the build folders
	rm -rf build build-* fuzz-output
