# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# For check-arm.sh and check-all.sh, which source it.

# Tests of what the processor has a say in.
core_tests='rt_test core_test core_log_test core_no_allocation_test state_compression_test params_test
  wrapper_clap_test wrapper_clap_threads_test wrapper_clap_no_allocation_test wrapper_vst3_test
  wrapper_vst3_no_allocation_test'

# any_of NAME…: the expression by which ctest finds these and no others.
any_of () { local IFS='|'; echo "^($*)\$"; }

# core_tests_pass BUILD_DIR: built and run.
core_tests_pass () {
  # shellcheck disable=SC2086 # each of its words
  cmake --build "$1" -j"$(nproc)" --target $core_tests &&
    ctest --test-dir "$1" --output-on-failure -j"$(nproc)" --timeout 900 -R "$(any_of $core_tests)"
}

# examples_build BUILD_DIR: the program attacca, the examples and Track Info Display.
examples_build () {
  cmake --build "$1" -j"$(nproc)" --target attacca_cli track_info_display_bundle \
    $(find examples -mindepth 1 -maxdepth 1 -type d -printf '%f_bundle ')
}
