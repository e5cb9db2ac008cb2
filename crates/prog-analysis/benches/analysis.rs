//! What the analyses cost at the sizes that they are meant for: 100,000 nodes with 300,000 edges.

fn main() {
    divan::main();
}
