//! Tests of the analyses from outside: known answers, slow but obvious second implementations, public project networks.

mod forecast;
mod networks;
mod oracle;
mod textbook;
