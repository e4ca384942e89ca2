//! echo-rs SOCKET: an echo with Rust's standard library alone: a thread and a buffer of 64 KiB for each connection.
use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::{env, io, thread};

fn echo(mut connection: UnixStream) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match connection.read(&mut buffer)? {
            0 => return Ok(()),
            n => connection.write_all(&buffer[..n])?,
        }
    }
}

fn main() -> io::Result<()> {
    let path = env::args_os().nth(1).expect("usage: echo-rs SOCKET");
    for connection in UnixListener::bind(path)?.incoming() {
        let connection = connection?;
        thread::spawn(|| echo(connection));
    }
    Ok(())
}
