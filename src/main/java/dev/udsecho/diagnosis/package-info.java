/**
 * Diagnoses why a socket does not answer: the causes, the walk along the path, and the finding with its evidence and
 * advice. Uses no library besides the JDK.
 */
package dev.udsecho.diagnosis;
