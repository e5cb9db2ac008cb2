//! One file per rule, declared once, and the driver that runs them.
