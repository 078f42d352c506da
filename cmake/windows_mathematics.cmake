# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# attacca_system_mathematics: sin(), exp(), pow() and the like as Windows's own msvcrt.dll has them, for
# what MinGW-w64 builds. No target where the compiler is another or uses the Universal CRT.
#
# MinGW-w64's library has bodies of its own, before its version 12, that run on the x87 unit: under Wine
# sin() takes 72 ns in place of 12, exp() 52 in place of 11, pow() 125 in place of 32. They become part of
# the file, so that Windows has no say in it. An import library that the linker meets before that library
# leads these calls to the system, which is what later versions do by themselves for the Universal CRT.
# The names are those that msvcrt.dll exports to 64-bit programs; it has no exp2(), log2(), cbrt().
#
# CMake puts a library behind those that need it: the framework's static libraries name this one.
function(_attacca_system_mathematics)
  if(TARGET attacca_system_mathematics OR NOT WIN32 OR NOT CMAKE_CXX_COMPILER_ID STREQUAL GNU
     OR NOT CMAKE_SIZEOF_VOID_P EQUAL 8 OR NOT CMAKE_DLLTOOL)
    return()
  endif()
  set(names acos acosf asin asinf atan atan2 atan2f atanf cos cosf cosh coshf exp expf fmod fmodf log log10 log10f
            logf pow powf sin sinf sinh sinhf tan tanf tanh tanhf)
  list(JOIN names "\n" names)
  set(place "${ATTACCA_WORK_FOLDER}/system_mathematics")
  file(CONFIGURE OUTPUT "${place}.c" CONTENT "#include <_mingw.h>\n#ifdef _UCRT\n#error\n#endif\n" @ONLY)
  file(CONFIGURE OUTPUT "${place}.def" CONTENT "LIBRARY msvcrt.dll\nEXPORTS\n${names}\n" @ONLY)
  execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -E "${place}.c" RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
  if(NOT failed)
    execute_process(COMMAND "${CMAKE_DLLTOOL}" -d "${place}.def" -l "${place}.a" RESULT_VARIABLE failed)
  endif()
  if(NOT failed)
    add_library(attacca_system_mathematics STATIC IMPORTED GLOBAL)
    set_target_properties(attacca_system_mathematics PROPERTIES IMPORTED_LOCATION "${place}.a")
  endif()
endfunction()

_attacca_system_mathematics()
