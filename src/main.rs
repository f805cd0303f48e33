//! The `sarex` program: parse, dispatch; no logic.

use std::process::ExitCode;

fn main() -> ExitCode {
    sarex::cli::main()
}
