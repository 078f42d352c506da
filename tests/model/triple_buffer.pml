// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The state machine of attacca::rt::TripleBuffer, for spin. Steps are sequentially consistent; what
// the memory orders add is argued in the header and checked by the C++ exploration beside this file.
// check_with_spin.sh proves this model, and shows that spin refutes each of the variants:
//   EXCHANGE_ALWAYS   the reader exchanges without looking at the unseen bit
//   LOAD_THEN_STORE   the writer takes the shared slot in two steps
//   TWO_SLOTS         the writer and the shared place use one and the same slot
//   TWO_WRITERS       a second writer that does not wait for the first
//   SKIP_WHEN_UNSEEN  the writer leaves a value out while the last one has not been taken

#define PUBLISHES 4
#define READS 4

byte first[3];   // a slot is two words, so that a tear can show
byte second[3];
byte back = 0;   // the writer's slot
byte shared = 1;
bool unseen = false;
byte front = 2;  // the reader's slot

byte returned = 0;  // the newest value whose publish has returned
byte writers_done = 0;

#ifdef TWO_WRITERS
#define WRITERS 2
#else
#define WRITERS 1
#endif

inline publish(number) {
  first[back] = number;
  second[back] = number;
#if defined(SKIP_WHEN_UNSEEN)
  if
  :: unseen -> skip
  :: else -> d_step { held = shared; shared = back; unseen = true; back = held }
  fi;
#elif defined(LOAD_THEN_STORE)
  held = shared;
  d_step { shared = back; unseen = true };
  back = held;
#elif defined(TWO_SLOTS)
  d_step { shared = back; unseen = true };
#else
  d_step { held = shared; shared = back; unseen = true; back = held };
#endif
  d_step {
    if
    :: number > returned -> returned = number
    :: else
    fi
  }
}

inline take() {
#ifdef EXCHANGE_ALWAYS
  d_step { kept = shared; shared = front; unseen = false; front = kept };
#else
  if
  :: unseen -> d_step { kept = shared; shared = front; unseen = false; front = kept }
  :: else
  fi;
#endif
}

inline look(lowest) {
  a = first[front];
  b = second[front];
  assert(a == b);       // no tear
  assert(a >= lowest);  // nothing published is missed, nothing goes back
}

proctype writer() {
  byte n = 1;
  byte held;
  do
  :: n <= PUBLISHES -> publish(n); n++
  :: else -> break
  od;
  writers_done++
}

proctype reader() {
  byte kept;
  byte a;
  byte b;
  byte newest = 0;
  byte reads = 0;
  do
  :: reads < READS ->
     d_step {
       if
       :: returned > newest -> newest = returned
       :: else
       fi
     };
     take();
     look(newest);
     newest = a;
     look(newest);
     assert(a == newest);  // the value in hand does not change
     reads++
  :: else -> break
  od;
  // Once all writers have returned, one more read brings the last value.
  writers_done == WRITERS;
  take();
  look(PUBLISHES);
  assert(a == PUBLISHES)
}

// At every moment each slot has exactly one owner.
#if !defined(LOAD_THEN_STORE) && !defined(TWO_SLOTS) && !defined(TWO_WRITERS)
active proctype ownership() {
  end: do
  :: !(back != shared && shared != front && back != front) -> assert(false)
  od
}
#endif

init {
  atomic {
    run writer();
#ifdef TWO_WRITERS
    run writer();
#endif
    run reader()
  }
}
