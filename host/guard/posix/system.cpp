// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The guard: sockets, waiting for descriptors, libraries, and syscall(2) itself. See
// memory.cpp.

#ifndef ATTACCA_SANITIZED

#include <cstdarg>
#include <cstddef>

#include <linux/futex.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>

#include "host/guard/posix/caught.hpp"

namespace {
using Time = const timespec*;
using Address = const sockaddr*;
using Text = const char*;
using Descriptors = fd_set*;
}  // namespace

// -- sockets -------------------------------------------------------------------------------------

ATTACCA_CATCH(socket, int, socket, (int domain, int type, int protocol), (domain, type, protocol))
ATTACCA_CATCH(socket, int, socketpair, (int domain, int type, int protocol, int* pair),
              (domain, type, protocol, pair))
ATTACCA_CATCH(socket, int, connect, (int s, Address to, socklen_t size), (s, to, size))
ATTACCA_CATCH(socket, int, bind, (int s, Address to, socklen_t size), (s, to, size))
ATTACCA_CATCH(socket, int, listen, (int s, int backlog), (s, backlog))
ATTACCA_CATCH(socket, int, accept, (int s, sockaddr* from, socklen_t* size), (s, from, size))
ATTACCA_CATCH(socket, int, accept4, (int s, sockaddr* from, socklen_t* size, int flags),
              (s, from, size, flags))
ATTACCA_CATCH(socket, int, shutdown, (int s, int how), (s, how))
ATTACCA_CATCH(socket, ssize_t, send, (int s, const void* from, std::size_t size, int flags),
              (s, from, size, flags))
ATTACCA_CATCH(socket, ssize_t, sendto,
              (int s, const void* from, std::size_t size, int flags, Address to, socklen_t length),
              (s, from, size, flags, to, length))
ATTACCA_CATCH(socket, ssize_t, sendmsg, (int s, const msghdr* message, int flags),
              (s, message, flags))
ATTACCA_CATCH(socket, int, sendmmsg, (int s, mmsghdr* messages, unsigned int n, int flags),
              (s, messages, n, flags))
ATTACCA_CATCH(socket, ssize_t, recv, (int s, void* to, std::size_t size, int flags),
              (s, to, size, flags))
ATTACCA_CATCH(socket, ssize_t, __recv_chk,
              (int s, void* to, std::size_t size, std::size_t room, int flags),
              (s, to, size, room, flags))
ATTACCA_CATCH(socket, ssize_t, recvfrom,
              (int s, void* to, std::size_t size, int flags, sockaddr* from, socklen_t* length),
              (s, to, size, flags, from, length))
ATTACCA_CATCH(socket, ssize_t, recvmsg, (int s, msghdr* message, int flags), (s, message, flags))
ATTACCA_CATCH(socket, int, recvmmsg,
              (int s, mmsghdr* messages, unsigned int n, int flags, timespec* time),
              (s, messages, n, flags, time))
ATTACCA_CATCH(socket, int, getaddrinfo,
              (Text node, Text service, const addrinfo* hints, addrinfo** to),
              (node, service, hints, to))

// -- waiting for descriptors ---------------------------------------------------------------------

ATTACCA_CATCH(socket, int, poll, (pollfd * entries, nfds_t n, int time), (entries, n, time))
ATTACCA_CATCH(socket, int, __poll_chk, (pollfd * entries, nfds_t n, int time, std::size_t room),
              (entries, n, time, room))
ATTACCA_CATCH(socket, int, ppoll, (pollfd * entries, nfds_t n, Time time, const sigset_t* mask),
              (entries, n, time, mask))
ATTACCA_CATCH(socket, int, select,
              (int n, Descriptors in, Descriptors out, Descriptors bad, timeval* time),
              (n, in, out, bad, time))
ATTACCA_CATCH(socket, int, pselect,
              (int n, Descriptors in, Descriptors out, Descriptors bad, Time time,
               const sigset_t* mask),
              (n, in, out, bad, time, mask))
ATTACCA_CATCH(socket, int, epoll_wait, (int e, epoll_event* events, int n, int time),
              (e, events, n, time))
ATTACCA_CATCH(socket, int, epoll_pwait,
              (int e, epoll_event* events, int n, int time, const sigset_t* mask),
              (e, events, n, time, mask))

// -- libraries -----------------------------------------------------------------------------------

ATTACCA_CATCH(library, int, dlclose, (void* library), (library))

// dlopen looks at its caller: whose search path holds, what $ORIGIN means. So it is not called from
// here but jumped to, with the plugin's return address on the stack. What it does inside counts
// too.
#ifdef __x86_64__

ATTACCA_ORIGINAL(dlopen, nullptr, void*, Text, int)

extern "C" __attribute__((visibility("hidden"),
                          used)) void* (*attacca_note_dlopen(const void* caller))(Text, int) {
  if (attacca::host::detail::t_realtime_offences != nullptr) {
    attacca::host::detail::note_realtime_offence(attacca::host::RealtimeOffenceKind::library,
                                                 caller);
  }
  return g_dlopen.get();
}

__asm__(R"(
  .text
  .globl dlopen
  .type dlopen, @function
dlopen:
  .cfi_startproc
  pushq %rdi
  .cfi_adjust_cfa_offset 8
  pushq %rsi
  .cfi_adjust_cfa_offset 8
  subq $8, %rsp
  .cfi_adjust_cfa_offset 8
  movq 24(%rsp), %rdi
  call attacca_note_dlopen
  addq $8, %rsp
  .cfi_adjust_cfa_offset -8
  popq %rsi
  .cfi_adjust_cfa_offset -8
  popq %rdi
  .cfi_adjust_cfa_offset -8
  jmp *%rax
  .cfi_endproc
  .size dlopen, . - dlopen
)");

#endif

// -- everything else -----------------------------------------------------------------------------

namespace {

using attacca::host::RealtimeOffenceKind;

/// Nothing when the call is no offence.
bool offends(long number, long second, RealtimeOffenceKind& kind) noexcept {
  switch (number) {
    case SYS_futex: {
      // Waking others is what real-time code has to do; see pthread_cond_signal, sem_post.
      const long operation = second & FUTEX_CMD_MASK;
      kind = operation == FUTEX_LOCK_PI ? RealtimeOffenceKind::lock : RealtimeOffenceKind::wait;
      return operation != FUTEX_WAKE && operation != FUTEX_WAKE_BITSET &&
             operation != FUTEX_WAKE_OP && operation != FUTEX_UNLOCK_PI;
    }
    case SYS_gettid:
    case SYS_getpid:
      return false;  // answered at once
    case SYS_read:
    case SYS_write:
    case SYS_openat:
    case SYS_close:
    case SYS_fsync:
      kind = RealtimeOffenceKind::file;
      return true;
    case SYS_nanosleep:
    case SYS_clock_nanosleep:
    case SYS_sched_yield:
      kind = RealtimeOffenceKind::sleep;
      return true;
    case SYS_clone:
    case SYS_clone3:
      kind = RealtimeOffenceKind::thread;
      return true;
    default:
      kind = RealtimeOffenceKind::system_call;
      return true;
  }
}

}  // namespace

ATTACCA_ORIGINAL(syscall, nullptr, long, long, ...)
ATTACCA_DEFINE(long, syscall, long number, ...) {
  std::va_list list;
  va_start(list, number);
  // More than were given are read from registers and the stack, as the C library itself does.
  long arguments[6];
  for (long& argument : arguments) argument = va_arg(list, long);
  va_end(list);
  RealtimeOffenceKind kind{};
  if (attacca::host::detail::t_realtime_offences != nullptr &&
      offends(number, arguments[1], kind)) {
    attacca::host::detail::note_realtime_offence(kind, ATTACCA_CALLER);
  }
  return g_syscall.get()(number, arguments[0], arguments[1], arguments[2], arguments[3],
                         arguments[4], arguments[5]);
}

#endif
