/**
 * The Quarkus process around the service: what it needs to start, the message of a failed start, signals, and the watchdog
 * that bounds the shutdown; live reload in dev mode. May not use a command of the client.
 */
package dev.udsecho.process;
