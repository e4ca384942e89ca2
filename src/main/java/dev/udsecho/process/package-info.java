/**
 * The Quarkus process around the service: the requirements of a start, the message of a failed start, signals, the
 * watchdog that bounds the shutdown, and live reload in dev mode. Must not use a command of the client.
 */
package dev.udsecho.process;
