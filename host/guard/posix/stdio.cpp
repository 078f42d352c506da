// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The guard: the C library's streams. They reach the kernel past the functions that are caught in
// files.cpp, and take a lock of their own. See memory.cpp.

#ifndef ATTACCA_SANITIZED

#include <cstdarg>
#include <cstddef>
#include <cstdio>

#include "host/guard/posix/caught.hpp"

namespace {
using Text = const char*;
using Stream = FILE*;
}  // namespace

ATTACCA_CATCH(file, FILE*, fopen, (Text path, Text mode), (path, mode))
ATTACCA_CATCH(file, FILE*, fopen64, (Text path, Text mode), (path, mode))
ATTACCA_CATCH(file, FILE*, freopen, (Text path, Text mode, Stream s), (path, mode, s))
ATTACCA_CATCH(file, FILE*, freopen64, (Text path, Text mode, Stream s), (path, mode, s))
ATTACCA_CATCH(file, FILE*, fdopen, (int file, Text mode), (file, mode))
ATTACCA_CATCH(file, FILE*, tmpfile, (), ())
ATTACCA_CATCH(file, FILE*, tmpfile64, (), ())
ATTACCA_CATCH(thread, FILE*, popen, (Text command, Text mode), (command, mode))
ATTACCA_CATCH(wait, int, pclose, (Stream s), (s))
ATTACCA_CATCH(file, int, fclose, (Stream s), (s))
ATTACCA_CATCH(file, int, fflush, (Stream s), (s))
ATTACCA_CATCH(file, int, fseek, (Stream s, long at, int from), (s, at, from))
ATTACCA_CATCH(file, int, fseeko, (Stream s, off_t at, int from), (s, at, from))
ATTACCA_CATCH(file, int, fseeko64, (Stream s, off64_t at, int from), (s, at, from))
ATTACCA_CATCH(file, void, rewind, (Stream s), (s))

ATTACCA_CATCH(file, std::size_t, fread, (void* to, std::size_t size, std::size_t n, Stream s),
              (to, size, n, s))
ATTACCA_CATCH(file, std::size_t, __fread_chk,
              (void* to, std::size_t room, std::size_t size, std::size_t n, Stream s),
              (to, room, size, n, s))
ATTACCA_CATCH(file, char*, fgets, (char* to, int size, Stream s), (to, size, s))
ATTACCA_CATCH(file, char*, __fgets_chk, (char* to, std::size_t room, int size, Stream s),
              (to, room, size, s))
ATTACCA_CATCH(file, int, fgetc, (Stream s), (s))
ATTACCA_CATCH(file, int, getc, (Stream s), (s))
ATTACCA_CATCH(file, int, getchar, (), ())
ATTACCA_CATCH(file, ssize_t, getline, (char** to, std::size_t* room, Stream s), (to, room, s))

ATTACCA_CATCH(file, std::size_t, fwrite,
              (const void* from, std::size_t size, std::size_t n, Stream s), (from, size, n, s))
ATTACCA_CATCH(file, int, fputs, (Text text, Stream s), (text, s))
ATTACCA_CATCH(file, int, fputc, (int c, Stream s), (c, s))
ATTACCA_CATCH(file, int, putc, (int c, Stream s), (c, s))
ATTACCA_CATCH(file, int, putchar, (int c), (c))
ATTACCA_CATCH(file, int, puts, (Text text), (text))
ATTACCA_CATCH(file, void, perror, (Text text), (text))

ATTACCA_CATCH(file, int, vprintf, (Text format, std::va_list list), (format, list))
ATTACCA_CATCH(file, int, vfprintf, (Stream s, Text format, std::va_list list), (s, format, list))
ATTACCA_CATCH(file, int, vdprintf, (int file, Text format, std::va_list list), (file, format, list))
ATTACCA_CATCH(file, int, __vprintf_chk, (int flag, Text format, std::va_list list),
              (flag, format, list))
ATTACCA_CATCH(file, int, __vfprintf_chk, (Stream s, int flag, Text format, std::va_list list),
              (s, flag, format, list))
ATTACCA_CATCH(file, int, __vdprintf_chk, (int file, int flag, Text format, std::va_list list),
              (file, flag, format, list))
ATTACCA_CATCH(socket, void, vsyslog, (int priority, Text format, std::va_list list),
              (priority, format, list))
ATTACCA_CATCH(socket, void, __vsyslog_chk, (int priority, int flag, Text format, std::va_list list),
              (priority, flag, format, list))

// A function with a variable number of arguments is forwarded to its twin that takes a list.
#define ATTACCA_CATCH_PRINT(kind, result, name, twin, parameters, arguments)                 \
  ATTACCA_DEFINE(result, name, ATTACCA_UNPACK parameters, ...) {                             \
    const ::attacca::host::detail::Caught caught(::attacca::host::RealtimeOffenceKind::kind, \
                                                 ATTACCA_CALLER);                            \
    std::va_list list;                                                                       \
    va_start(list, format);                                                                  \
    struct End {                                                                             \
      std::va_list& list;                                                                    \
      ~End() {                                                                               \
        va_end(list);                                                                        \
      }                                                                                      \
    } end{list};                                                                             \
    return g_##twin.get()(ATTACCA_UNPACK arguments, list);                                   \
  }
ATTACCA_CATCH_PRINT(file, int, printf, vprintf, (Text format), (format))
ATTACCA_CATCH_PRINT(file, int, fprintf, vfprintf, (Stream s, Text format), (s, format))
ATTACCA_CATCH_PRINT(file, int, dprintf, vdprintf, (int file, Text format), (file, format))
ATTACCA_CATCH_PRINT(file, int, __printf_chk, __vprintf_chk, (int flag, Text format), (flag, format))
ATTACCA_CATCH_PRINT(file, int, __fprintf_chk, __vfprintf_chk, (Stream s, int flag, Text format),
                    (s, flag, format))
ATTACCA_CATCH_PRINT(file, int, __dprintf_chk, __vdprintf_chk, (int file, int flag, Text format),
                    (file, flag, format))
ATTACCA_CATCH_PRINT(socket, void, syslog, vsyslog, (int priority, Text format), (priority, format))
ATTACCA_CATCH_PRINT(socket, void, __syslog_chk, __vsyslog_chk,
                    (int priority, int flag, Text format), (priority, flag, format))

#endif
