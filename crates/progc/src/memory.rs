//! The allocator, how a command gets its memory, and how it ends.
//!
//! What a check takes from the system is a great many small lists that stay. Handed out in pages of 4 KB, one at a time as
//! each is first written to, it costs a sixth of the time of a check. So what is small comes from mimalloc, which keeps it
//! together, and Linux is asked to hand that memory out in pages of 2 MB. What is large comes from the system directly: in
//! mimalloc half a large page would lie idle behind each such block.
#![allow(unsafe_code, reason = "an allocator and its advice to the system cannot be written without")]

use mimalloc::MiMalloc;
use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

/// Blocks of this many bytes and more come from the system.
const LARGE: usize = 32 << 10;

/// mimalloc for what is small, the system for what is large.
pub struct Allocator;

impl Allocator {
    /// Who answers for blocks of `size` bytes.
    #[inline]
    fn of(size: usize) -> &'static dyn GlobalAlloc {
        if size >= LARGE { &System } else { &MiMalloc }
    }
}

// SAFETY: each call is passed on as it is to one of two allocators, always to the same one for blocks of the same size; a
// block that grows or shrinks past the border is copied from one to the other.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as asked.
        unsafe { Self::of(layout.size()).alloc(layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as asked.
        unsafe { Self::of(layout.size()).alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: a block of this size came from there.
        unsafe { Self::of(layout.size()).dealloc(block, layout) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if (layout.size() >= LARGE) == (size >= LARGE) {
            // SAFETY: a block of this size came from there, and one of the new size does too.
            return unsafe { Self::of(size).realloc(block, layout, size) };
        }
        // SAFETY: the caller says that `size` is one that a layout may have; the blocks are two, and both have as many bytes as
        // are copied.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                ptr::copy_nonoverlapping(block, new, size.min(layout.size()));
                self.dealloc(block, layout);
            }
            new
        }
    }
}

/// Ends the process. What was printed is written out; memory is left to the system, which takes it back at once, while
/// mimalloc would return it page by page.
pub fn end(code: u8) -> ! {
    use std::io::Write;
    // A reader that is gone does not miss the rest.
    let _ = std::io::stdout().flush();
    #[cfg(unix)]
    // SAFETY: ends the process; other threads only read, or wait.
    unsafe {
        libc::_exit(i32::from(code))
    }
    #[cfg(not(unix))]
    std::process::exit(i32::from(code))
}

/// Whether what is read may be kept to the end of the process.
static KEPT: AtomicBool = AtomicBool::new(false);

/// Whether this is a command that ends soon.
pub fn is_kept() -> bool {
    KEPT.load(Ordering::Relaxed)
}

/// Memory in which one thing after the other is put down, to stay there: without a gap between two, and no page is shared with
/// another thread, as each thread has its own.
#[derive(Default)]
pub struct Room {
    free: &'static mut [u8],
    /// How much there was at first.
    size: usize,
}

impl Room {
    /// What is free of it.
    pub fn free(&mut self) -> &mut [u8] {
        self.free
    }

    /// Goes on in a larger one, in which the first `size` bytes of what is free are the same.
    pub fn grow(&mut self, size: usize) {
        // A little at first: most workspaces are small.
        const LEAST: usize = 64 << 10;
        const MOST: usize = 4 << 20;
        self.size = (self.size * 8).clamp(LEAST, MOST).max((size * 2).next_power_of_two());
        let next = if self.size >= MOST { pages(self.size) } else { vec![0; self.size].leak() };
        next[..size].copy_from_slice(&self.free[..size]);
        self.free = next;
    }

    /// The first `size` bytes, which are free no longer.
    pub fn take(&mut self, size: usize) -> &'static [u8] {
        let (taken, free) = std::mem::take(&mut self.free).split_at_mut(size);
        self.free = free;
        taken
    }
}

/// So many bytes, in large pages where they can be had.
#[cfg(target_os = "linux")]
fn pages(size: usize) -> &'static mut [u8] {
    use rustix::mm::{Advice, MapFlags, ProtFlags, madvise, mmap_anonymous};
    let (size, access) = (size.next_multiple_of(PAGE), ProtFlags::READ | ProtFlags::WRITE);
    // SAFETY: new memory, at an address that the system chooses; it is never given back, and nobody else has it. The bytes
    // from its first whole page on are `size` at least, and zero.
    unsafe {
        let Ok(all) = mmap_anonymous(ptr::null_mut(), size + PAGE, access, MapFlags::PRIVATE) else {
            return vec![0; size].leak();
        };
        let from = all.byte_add(all.addr().next_multiple_of(PAGE) - all.addr());
        let _ = madvise(from, size, Advice::LinuxHugepage);
        std::slice::from_raw_parts_mut(from.cast(), size)
    }
}

#[cfg(not(target_os = "linux"))]
fn pages(size: usize) -> &'static mut [u8] {
    vec![0; size].leak()
}

/// How much a large page holds.
#[cfg(target_os = "linux")]
const PAGE: usize = 2 << 20;

/// Asks for the memory of small blocks in large pages from here on: for commands that end soon, as memory that is given up
/// piece by piece comes back to the system only in whole pages. Where it cannot be had, nothing changes.
pub fn in_large_pages() {
    KEPT.store(true, Ordering::Relaxed);
    #[cfg(target_os = "linux")]
    large_pages();
}

#[cfg(target_os = "linux")]
fn large_pages() {
    use rustix::mm::{Advice, madvise};
    // mimalloc takes its memory in one piece, from which it hands out in order: what comes lies behind what there is.
    const REACH: usize = 512 << 20;
    let block = Box::new(0u64);
    let here = (&raw const *block).addr();
    let from = ptr::without_provenance_mut(here - here % PAGE);
    // SAFETY: advice about the size of pages changes no byte, whatever lies there.
    let _ = unsafe { madvise(from, REACH, Advice::LinuxHugepage) };
}

#[cfg(test)]
mod tests {
    use super::Room;

    #[test]
    fn what_is_put_down_stays() {
        let mut room = Room::default();
        let mut taken = Vec::new();
        for size in [0, 1, 5000, 70_000, 1, 600_000, 5 << 20, 3, 9 << 20] {
            let byte = taken.len() as u8;
            while room.free().len() < size {
                let there = room.free().len();
                room.free().fill(byte);
                room.grow(there);
                assert!(room.free()[..there].iter().all(|b| *b == byte), "{size}");
            }
            room.free()[..size].fill(byte);
            taken.push((room.take(size), size, byte));
        }
        for (bytes, size, byte) in taken {
            assert_eq!(bytes.len(), size);
            assert!(bytes.iter().all(|b| *b == byte), "{size}");
        }
    }
}
