"""An echo server: PATH [MODE [MANNER [BACKLOG]]]. It returns when it listens, and a child of it serves on."""
import os
import socket
import sys
import threading
import time


def stream(conn):
    while data := conn.recv(4096):
        conn.sendall(data)


def lines(conn):
    for line in conn.makefile("rb"):
        if line.endswith(b"\n"):
            conn.sendall(line)


def one_line(conn):
    conn.sendall(conn.makefile("rb").readline())


def one_text(conn):
    conn.sendall(conn.recv(1024).decode("ascii").encode("ascii"))


def whole(conn):
    conn.sendall(conn.makefile("rb").read())


def slowly(conn):
    while data := conn.recv(1):
        time.sleep(0.01)
        conn.sendall(data)


def kept_open(conn):
    stream(conn)
    threading.Event().wait()


def one_at_a_time(conn):
    stream(conn)


def whole_one_at_a_time(conn):
    whole(conn)


def serve(conn, manner):
    with conn:
        manner(conn)


def main(path, mode="0660", manner="stream", backlog="128"):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    os.chmod(path, int(mode, 8))
    listener.listen(int(backlog))
    if os.fork():
        os._exit(0)
    os.setsid()
    while True:
        conn, _ = listener.accept()
        thread = threading.Thread(target=serve, args=(conn, globals()[manner]))
        thread.start()
        if manner.endswith("one_at_a_time"):
            thread.join()


main(*sys.argv[1:])
