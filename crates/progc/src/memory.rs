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

/// Asks for the memory of small blocks in large pages from here on: for commands that end soon, as memory that is given up
/// piece by piece comes back to the system only in whole pages. Where it cannot be had, nothing changes.
pub fn in_large_pages() {
    #[cfg(target_os = "linux")]
    large_pages();
}

#[cfg(target_os = "linux")]
fn large_pages() {
    use rustix::mm::{Advice, madvise};
    const PAGE: usize = 2 << 20;
    // mimalloc takes its memory in one piece, from which it hands out in order: what comes lies behind what there is.
    const REACH: usize = 512 << 20;
    let block = Box::new(0u64);
    let here = (&raw const *block).addr();
    let from = ptr::without_provenance_mut(here - here % PAGE);
    // SAFETY: advice about the size of pages changes no byte, whatever lies there.
    let _ = unsafe { madvise(from, REACH, Advice::LinuxHugepage) };
}
