// echo-go [-b BYTES] SOCKET: an echo the usual way in Go, a goroutine and a buffer for each connection.
package main

import (
	"flag"
	"log"
	"net"
)

func echo(c net.Conn, size int) {
	defer c.Close()
	buffer := make([]byte, size)
	for {
		n, err := c.Read(buffer)
		if err != nil {
			return
		}
		if _, err := c.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func main() {
	size := flag.Int("b", 512, "bytes a read takes at most")
	flag.Parse()
	listener, err := net.Listen("unix", flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	for {
		c, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go echo(c, *size)
	}
}
