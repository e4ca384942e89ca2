/**
 * The echo itself: the {@code Echo} interface, and the bean that answers the same bytes. Replace the bean for another
 * protocol.
 */
package dev.udsecho.echo;
