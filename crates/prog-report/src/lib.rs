//! Views, graph drawings, the status page and the memo.
