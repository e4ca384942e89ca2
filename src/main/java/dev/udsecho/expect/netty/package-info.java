/** gRPC calls over Netty's HTTP/2 codec, on a connection of the client. Only {@code --expect grpc} and {@code csi} load it. */
package dev.udsecho.expect.netty;
