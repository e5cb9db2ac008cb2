//! Lexer and parser on 50 MB of generated text, in MB/s: `cargo bench -p prog-syntax`.

use divan::Bencher;
use divan::counter::BytesCount;
use std::fmt::Write;
use std::hint::black_box;

fn main() {
    divan::main();
}

/// Declarations as people write them, `megabytes` of them.
fn program(megabytes: usize) -> String {
    let mut text = String::with_capacity(megabytes * 1_000_000 + 2_000);
    let mut i = 0;
    while text.len() < megabytes * 1_000_000 {
        let _ = write!(
            text,
            "// Part {i}: what could go wrong, and by when.\n\
             risk latency-{i} \"Gateway latency spikes hurt conversion {i}\" {{\n  \
               owner: person-{i}\n  category: technical\n  likelihood: likely\n  impact: major\n  \
               affects: gateway-{i}, checkout.api-{i}\n  threatens: conversion-{i}\n  \
               cost: $500K .. $1.2M\n\n  \
               mitigation \"Second provider behind a circuit breaker\" {{\n    owner: person-{i}\n    \
                 due: 2026-05-15\n    status: in-progress\n  }}\n}}\n\n\
             system checkout-{i} \"Checkout API {i}\" {{ owner: payments, depends-on: gateway-{i}, slo: availability >= 99.9% }}\n\
             flow pay-{i} \"Customer pays\" {{\n  steps: web -> checkout-{i} \"card token\" -> gateway-{i} \"authorise\"\n}}\n\n\
             outcome conversion-{i} \"More checkouts complete\" {{\n  owner: maria\n  baseline: 61.4%\n  target: >= 66%\n  \
               by: 2026-09-30\n  readings: 62.0% on 2026-02-01, 62.8% on 2026-03-01\n}}\n\n\
             task build-{i} \"Build it\" {{ owner: ines, estimate: 3d .. 5d .. 9d, after: design-{i} + 3d, progress: 40% }}\n"
        );
        i += 1;
    }
    text
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn lex(bencher: Bencher<'_, '_>) {
    let text = program(50);
    let mut tokens = prog_syntax::lexer::Tokens::default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        prog_syntax::lexer::lex(black_box(&text), &mut tokens);
        tokens.len()
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn parse(bencher: Bencher<'_, '_>) {
    let text = program(50);
    let mut parser = prog_syntax::Parser::default();
    let mut out = prog_syntax::Parse::default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        parser.parse(black_box(&text), &|_, _| false, &mut out);
        out.nodes.len()
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn parse_small_files(bencher: Bencher<'_, '_>) {
    let text = program(1);
    let files: Vec<&str> = text.split_inclusive("\n\n").collect();
    let mut parser = prog_syntax::Parser::default();
    let mut out = prog_syntax::Parse::default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut nodes = 0;
        for file in &files {
            parser.parse(black_box(file), &|_, _| false, &mut out);
            nodes += out.nodes.len();
        }
        nodes
    });
}
