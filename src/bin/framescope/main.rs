//! The command line of framescope.
fn main() {}
