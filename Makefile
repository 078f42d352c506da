# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The front door. The work is done by CMake presets and scripts/.

PRESET ?= release
BUILD := $(if $(filter release,$(PRESET)),build,build-$(PRESET))
JOBS ?= $(shell nproc)
# CI sets STRICT=1: a warning of the compiler is an error. A build folder keeps what it was told once.
STRICT ?=
WERROR := $(if $(STRICT),-DATTACCA_WARNINGS_AS_ERRORS=ON)

.PHONY: help deps build demo demo-parlando soak-parlando test check check-arm check-riscv check-all test-hosts test-tsan test-asan test-faulty bench fuzz docs packages windows windows-zig windows-arm64 check-windows macos check-macos \
        format check-format tidy clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

deps: ## install the Debian packages that are missing
	@scripts/install-deps.sh

build: deps ## build everything: build/bin/attacca, bundles in build/plugins/
	@scripts/configure.sh $(PRESET) $(WERROR)
	cmake --build $(BUILD) -j$(JOBS)

demo: ## both formats of track_info_display on a real recording while its track is renamed
	@scripts/install-deps.sh --for demo
	@scripts/configure.sh $(PRESET)
	cmake --build $(BUILD) -j$(JOBS) --target attacca_demo track_info_display_bundle
	@scripts/demo.sh $(BUILD)

demo-parlando: ## four musicians in our host, found, played and renamed by Parlando's conductor
	@scripts/install-deps.sh --for demo
	@scripts/configure.sh $(PRESET)
	cmake --build $(BUILD) -j$(JOBS) --target attacca_cli parlando parlando_musician_bundle poly_mod_synth_bundle
	@scripts/demo-parlando.sh $(BUILD)

soak-parlando: build ## a hundred musicians for five minutes, renamed all the time, and conductors that end
	@scripts/soak_parlando.py $(BUILD)

test: build ## build everything and run all tests (PRESET=tsan or asan for the sanitizers)
	@scripts/test.sh $(BUILD)

check: build ## what CI does beyond the tests: format, clang-tidy, Clang, ThreadSanitizer, fuzzing, load
	@scripts/install-deps.sh --for check
	@scripts/check.sh $(BUILD)

check-arm: build ## aarch64 Linux: built, tested under qemu-user, compared with this machine's processor
	@scripts/install-deps.sh --for arm
	@scripts/check-arm.sh $(BUILD)

check-riscv: build ## riscv64 Linux: the same steps; what of them has been seen is in docs/other-machines.md
	@scripts/install-deps.sh --for arm
	@scripts/check-arm.sh --for riscv64 $(BUILD)

check-all: deps ## every target that this machine can build for: on each what an hour has room for
	@scripts/install-deps.sh --for arm --for windows --for macos
	@scripts/check-all.sh $(BUILD)

test-tsan: ## all tests under ThreadSanitizer
	@$(MAKE) test PRESET=tsan

test-asan: ## all tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) test PRESET=asan

test-faulty: build ## deliberately faulty plugins, each caught by the check that names it (FULL=1: all checks)
	@$(BUILD)/bin/faulty_proof $(if $(FULL),--full)

test-hosts: build ## the plugins inside Ardour and Qtractor (installs them)
	@scripts/install-deps.sh --for hosts
	@tests/hosts/run.sh $(BUILD)

docs: ## the book and the reference of the public headers: build/book/index.html
	@scripts/install-deps.sh --for docs
	@scripts/docs.sh $(BUILD)

packages: build ## Debian packages in build/packages: attacca, libattacca-dev, attacca-plugins, parlando
	@scripts/install-deps.sh --for packages
	@scripts/packages.sh $(BUILD)

windows: ## the plugins for 64-bit Windows, as bundles and a zip: build-windows/
	@scripts/install-deps.sh --for windows
	@scripts/windows.sh $(WERROR)

windows-zig: ## the same by Zig's C++ compiler: build-windows-zig/
	@scripts/install-deps.sh --for windows-zig
	@scripts/windows.sh --zig $(WERROR)

windows-arm64: ## the plugins for Windows on ARM, by the same compiler; nothing here runs them: build-windows-arm64/
	@scripts/install-deps.sh --for windows-zig
	@scripts/windows.sh --arm64 $(WERROR)

check-windows: build windows ## these under Wine: the tests, sessions as on Linux, the judge, hosts that nobody here wrote
	@scripts/check-windows.sh $(BUILD)

macos: ## the plugins and the program for macOS, universal, and a zip: build-macos/
	@scripts/install-deps.sh --for macos
	@scripts/macos.sh $(WERROR)

check-macos: build macos ## these, looked at by ours and by others: nothing here runs them
	@scripts/check-macos.sh $(BUILD)

SECONDS ?= 60
fuzz: ## any input against everything that reads from outside, for SECONDS=60 altogether
	@scripts/install-deps.sh --for check
	@scripts/configure.sh fuzz $(WERROR)
	cmake --build --preset fuzz -j$(JOBS)
	@scripts/fuzz.sh build-fuzz $(SECONDS)

bench: build ## the benchmarks, as ratios against baselines of the same run, and the plugins' sizes
	cmake --build $(BUILD) -j$(JOBS) --target attacca_bench
	@scripts/bench.sh $(BUILD)

format: ## format all sources
	@scripts/sources.sh | xargs -d '\n' clang-format-19 -i

check-format: ## fail if a source is not formatted
	@scripts/sources.sh | xargs -d '\n' clang-format-19 --dry-run --Werror

tidy: ## clang-tidy over the product's sources, with the static analyzer
	@scripts/install-deps.sh --for check
	@scripts/configure.sh clang $(WERROR)
	cmake --build build-clang -j$(JOBS)
	@scripts/tidy.sh build-clang

clean: ## remove the build folders
	rm -rf build build-* fuzz-output demo-output
