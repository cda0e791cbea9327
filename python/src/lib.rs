//! framescope for Python: the library called directly, its tables as Arrow, its command line.
//!
//! `framescope/__init__.py` is what users import; it adds data frames and documentation and nothing else.

// The command line is the binary's own, compiled in: `framescope` is on the PATH after `pip install`.
#[path = "../../src/bin/framescope/args.rs"]
mod args;
#[path = "../../src/bin/framescope/commands/mod.rs"]
mod commands;
#[path = "../../src/bin/framescope/exit.rs"]
mod exit;
#[path = "../../src/bin/framescope/message.rs"]
mod message;
#[path = "../../src/bin/framescope/progress.rs"]
mod progress;

mod fault;
mod run;
mod study;
mod table;

use exit::Exit;
use pyo3::prelude::*;

/// The native half of the package; import `framescope` instead.
#[pymodule]
mod _framescope {
    use super::{Bound, PyModule, PyResult};
    use pyo3::types::PyModuleMethods;

    #[pymodule_export]
    use super::main;
    #[pymodule_export]
    use crate::run::{Outcome, compare, count, merge, report};
    #[pymodule_export]
    use crate::study::{Study, settings};
    #[pymodule_export]
    use crate::table::{Table, read_table, table_names};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("EXAMPLE", framescope::study::EXAMPLE_CORPUS)
    }
}

/// Runs the command line typed, the program's name first, and gives its exit status.
#[pyfunction]
fn main(py: Python<'_>, typed: Vec<std::ffi::OsString>) -> u8 {
    py.detach(|| exit::run(typed))
}
