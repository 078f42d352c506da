# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# For toolchain files of other systems. Libraries that are headers alone are the same for every system,
# but this system's folder of headers must not come before the compiler's own: they are linked into a
# folder that holds nothing else, `headers`. What is built for the other system lies in `libraries`.
set(headers "${CMAKE_BINARY_DIR}/headers")
foreach(name include/tl include/rapidjson include/nlohmann include/CLI include/toml++ include/doctest
             share/cmake/CLI11 share/cmake/nlohmann_json)
  if(EXISTS "/usr/${name}" AND NOT EXISTS "${headers}/${name}")
    get_filename_component(folder "${headers}/${name}" DIRECTORY)
    file(MAKE_DIRECTORY "${folder}")
    file(CREATE_LINK "/usr/${name}" "${headers}/${name}" SYMBOLIC)
  endif()
endforeach()
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES "${headers}/include")

# What is built for this system is not for that one.
if(NOT libraries)
  set(libraries "${CMAKE_BINARY_DIR}/libraries")
endif()
set(CMAKE_FIND_ROOT_PATH "${headers}" "${libraries}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} "${libraries}/lib/pkgconfig")
