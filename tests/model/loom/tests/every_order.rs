// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

use loom::sync::atomic::{AtomicU32, Ordering};
use loom::sync::Arc;
use loom::thread;
use triple_buffer::{triple_buffer, Orders, REAL};

/// Three publishes against two reads: whole, never back, and what was published before a read that
/// knows of it is seen.
fn publishes_and_reads(orders: Orders) {
    loom::model(move || {
        let (mut writer, mut reader) = triple_buffer(orders);
        let published = Arc::new(AtomicU32::new(0));
        let told = published.clone();
        let thread = thread::spawn(move || {
            for number in 1..=3 {
                writer.publish(number);
                told.store(number, Ordering::Release);
            }
        });
        let mut last = 0;
        for _ in 0..2 {
            let floor = published.load(Ordering::Acquire);
            let [first, second] = reader.read();
            assert_eq!(first, second, "torn");
            assert!(first >= last, "taken back");
            assert!(first >= floor, "not seen");
            last = first;
        }
        thread.join().unwrap();
        assert_eq!(reader.read(), [3, 3], "lost");
    });
}

#[test]
fn the_newest_value_arrives_whole_in_every_order_that_the_memory_model_allows() {
    publishes_and_reads(REAL);
}

fn is_noticed(orders: Orders) {
    let result = std::panic::catch_unwind(|| publishes_and_reads(orders));
    assert!(result.is_err(), "an order was left out, and nobody noticed");
}

#[test]
fn a_publish_without_release_is_noticed() {
    is_noticed(Orders { publish: Ordering::Acquire, ..REAL });
}

#[test]
fn a_publish_without_acquire_is_noticed() {
    is_noticed(Orders { publish: Ordering::Release, ..REAL });
}

#[test]
fn an_update_without_release_is_noticed() {
    is_noticed(Orders { update: Ordering::Acquire, ..REAL });
}

#[test]
fn an_update_without_acquire_is_noticed() {
    is_noticed(Orders { update: Ordering::Release, ..REAL });
}
