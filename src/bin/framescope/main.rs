//! The command line of framescope: typing, talking, files, exit status. It computes no statistic.

mod args;
mod commands;
mod exit;
mod message;
mod progress;

use exit::Exit;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(exit::run(std::env::args_os().collect()))
}
