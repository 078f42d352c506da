// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The guard: locks, waits, sleeps, threads. See memory.cpp.

#ifndef ATTACCA_SANITIZED

#include <pthread.h>
#include <semaphore.h>
#include <spawn.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "host/guard/posix/caught.hpp"

namespace {
using Time = const timespec*;
using Start = void* (*)(void*);
// Condition variables have an older layout in the C library's oldest version.
#ifdef __x86_64__
constexpr const char* kConditions = "GLIBC_2.3.2";
#else
constexpr const char* kConditions = nullptr;
#endif
}  // namespace

// -- locks ---------------------------------------------------------------------------------------

ATTACCA_CATCH(lock, int, pthread_mutex_lock, (pthread_mutex_t * m), (m))
ATTACCA_CATCH(lock, int, pthread_mutex_timedlock, (pthread_mutex_t * m, Time t), (m, t))
ATTACCA_CATCH(lock, int, pthread_mutex_clocklock, (pthread_mutex_t * m, clockid_t c, Time t),
              (m, c, t))
ATTACCA_CATCH(lock, int, pthread_rwlock_rdlock, (pthread_rwlock_t * l), (l))
ATTACCA_CATCH(lock, int, pthread_rwlock_wrlock, (pthread_rwlock_t * l), (l))
ATTACCA_CATCH(lock, int, pthread_rwlock_timedrdlock, (pthread_rwlock_t * l, Time t), (l, t))
ATTACCA_CATCH(lock, int, pthread_rwlock_timedwrlock, (pthread_rwlock_t * l, Time t), (l, t))
ATTACCA_CATCH(lock, int, pthread_rwlock_clockrdlock, (pthread_rwlock_t * l, clockid_t c, Time t),
              (l, c, t))
ATTACCA_CATCH(lock, int, pthread_rwlock_clockwrlock, (pthread_rwlock_t * l, clockid_t c, Time t),
              (l, c, t))
ATTACCA_CATCH(lock, int, pthread_spin_lock, (pthread_spinlock_t * l), (l))
ATTACCA_CATCH(lock, int, mtx_lock, (mtx_t * m), (m))
ATTACCA_CATCH(lock, int, mtx_timedlock, (mtx_t * m, Time t), (m, t))

// -- waits ---------------------------------------------------------------------------------------

ATTACCA_CATCH_VERSION(wait, kConditions, int, pthread_cond_wait,
                      (pthread_cond_t * c, pthread_mutex_t* m), (c, m))
ATTACCA_CATCH_VERSION(wait, kConditions, int, pthread_cond_timedwait,
                      (pthread_cond_t * c, pthread_mutex_t* m, Time t), (c, m, t))
ATTACCA_CATCH(wait, int, pthread_cond_clockwait,
              (pthread_cond_t * c, pthread_mutex_t* m, clockid_t k, Time t), (c, m, k, t))
ATTACCA_CATCH(wait, int, cnd_wait, (cnd_t * c, mtx_t* m), (c, m))
ATTACCA_CATCH(wait, int, cnd_timedwait, (cnd_t * c, mtx_t* m, Time t), (c, m, t))
ATTACCA_CATCH(wait, int, pthread_barrier_wait, (pthread_barrier_t * b), (b))
ATTACCA_CATCH(wait, int, sem_wait, (sem_t * s), (s))
ATTACCA_CATCH(wait, int, sem_timedwait, (sem_t * s, Time t), (s, t))
ATTACCA_CATCH(wait, int, sem_clockwait, (sem_t * s, clockid_t c, Time t), (s, c, t))
ATTACCA_CATCH(wait, int, pthread_join, (pthread_t t, void** r), (t, r))
ATTACCA_CATCH(wait, int, pthread_timedjoin_np, (pthread_t t, void** r, Time u), (t, r, u))
ATTACCA_CATCH(wait, int, thrd_join, (thrd_t t, int* r), (t, r))
ATTACCA_CATCH(wait, pid_t, wait, (int* status), (status))
ATTACCA_CATCH(wait, pid_t, waitpid, (pid_t pid, int* status, int options), (pid, status, options))
ATTACCA_CATCH(wait, int, waitid, (idtype_t type, id_t id, siginfo_t* info, int options),
              (type, id, info, options))

// -- sleeps --------------------------------------------------------------------------------------

ATTACCA_CATCH(sleep, int, nanosleep, (Time t, timespec* left), (t, left))
ATTACCA_CATCH(sleep, int, clock_nanosleep, (clockid_t c, int flags, Time t, timespec* left),
              (c, flags, t, left))
ATTACCA_CATCH(sleep, int, usleep, (useconds_t t), (t))
ATTACCA_CATCH(sleep, unsigned int, sleep, (unsigned int t), (t))
ATTACCA_CATCH(sleep, int, pause, (), ())
ATTACCA_CATCH(sleep, int, sched_yield, (), ())
ATTACCA_CATCH(sleep, int, thrd_sleep, (Time t, timespec* left), (t, left))
ATTACCA_CATCH(sleep, void, thrd_yield, (), ())

// -- threads and processes -----------------------------------------------------------------------

ATTACCA_CATCH(thread, int, pthread_create,
              (pthread_t * t, const pthread_attr_t* a, Start start, void* argument),
              (t, a, start, argument))
ATTACCA_CATCH(thread, int, thrd_create, (thrd_t * t, int (*start)(void*), void* argument),
              (t, start, argument))
ATTACCA_CATCH(thread, pid_t, fork, (), ())
ATTACCA_CATCH(thread, int, system, (const char* command), (command))
ATTACCA_CATCH(thread, int, posix_spawn,
              (pid_t * pid, const char* path, const posix_spawn_file_actions_t* actions,
               const posix_spawnattr_t* attributes, char* const arguments[],
               char* const environment[]),
              (pid, path, actions, attributes, arguments, environment))
ATTACCA_CATCH(thread, int, posix_spawnp,
              (pid_t * pid, const char* path, const posix_spawn_file_actions_t* actions,
               const posix_spawnattr_t* attributes, char* const arguments[],
               char* const environment[]),
              (pid, path, actions, attributes, arguments, environment))

#endif
