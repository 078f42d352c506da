// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! `include/attacca/rt/triple_buffer.hpp`, step for step, on loom's atomics: a checker of C++'s memory
//! model that nobody here has written. The slots are cells that loom watches for accesses that
//! nothing orders. `Orders` are the two that the code leans on; tests weaken each in turn.

use loom::cell::UnsafeCell;
use loom::sync::atomic::{AtomicU32, Ordering};
use loom::sync::Arc;

const SLOT_MASK: u32 = 3;
const UNSEEN: u32 = 4;

#[derive(Clone, Copy)]
pub struct Orders {
    pub publish: Ordering,
    pub update: Ordering,
}

pub const REAL: Orders = Orders { publish: Ordering::AcqRel, update: Ordering::AcqRel };

struct Shared {
    slots: [UnsafeCell<[u32; 2]>; 3],
    shared: AtomicU32,
}

pub struct Writer {
    buffer: Arc<Shared>,
    slot: u32,
    order: Ordering,
}

pub struct Reader {
    buffer: Arc<Shared>,
    slot: u32,
    order: Ordering,
}

pub fn triple_buffer(orders: Orders) -> (Writer, Reader) {
    let slot = || UnsafeCell::new([0, 0]);
    let buffer = Arc::new(Shared { slots: [slot(), slot(), slot()], shared: AtomicU32::new(1) });
    (
        Writer { buffer: buffer.clone(), slot: 0, order: orders.publish },
        Reader { buffer, slot: 2, order: orders.update },
    )
}

impl Writer {
    pub fn publish(&mut self, number: u32) {
        self.buffer.slots[self.slot as usize].with_mut(|slot| unsafe { *slot = [number, number] });
        self.slot = self.buffer.shared.swap(self.slot | UNSEEN, self.order) & SLOT_MASK;
    }
}

impl Reader {
    pub fn update(&mut self) -> bool {
        if self.buffer.shared.load(Ordering::Relaxed) & UNSEEN == 0 {
            return false;
        }
        self.slot = self.buffer.shared.swap(self.slot, self.order) & SLOT_MASK;
        true
    }

    pub fn read(&mut self) -> [u32; 2] {
        self.update();
        self.buffer.slots[self.slot as usize].with(|slot| unsafe { *slot })
    }
}
