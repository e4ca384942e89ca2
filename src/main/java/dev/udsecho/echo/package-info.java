/**
 * The {@code Echo} interface, and the bean that answers the same bytes. Another bean in its place serves another
 * protocol.
 */
package dev.udsecho.echo;
