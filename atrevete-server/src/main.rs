//! The `atrevete` binary.

fn main() {}
