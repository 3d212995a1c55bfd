//! The program: arguments in, exit code out. Everything else is in the library.

/// Reading makes and drops many small texts on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    admincost::cli::main()
}
