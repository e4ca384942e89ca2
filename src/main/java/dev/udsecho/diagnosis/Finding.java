package dev.udsecho.diagnosis;

import java.util.ArrayList;
import java.util.List;

/**
 * What is the case with a socket.
 *
 * @param cause the cause
 * @param words what is the case, as the first half of a sentence
 * @param evidence what that rests on
 * @param advice what to do, each a sentence without its capital and full stop
 */
public record Finding(Cause cause, String words, List<Evidence> evidence, List<String> advice) {
    /** The same with one more fact. */
    public Finding with(String what, Object found) {
        return new Finding(cause, words, joined(evidence, new Evidence(what, found.toString())), advice);
    }

    /** The same with advice that fits better than the cause's. */
    public Finding advising(String... better) {
        return advising(List.of(better));
    }

    Finding advising(List<String> better) {
        return new Finding(cause, words, evidence, better);
    }

    /** The same with one more thing to do. */
    public Finding advisingAlso(String more) {
        return new Finding(cause, words, evidence, joined(advice, more));
    }

    /** In one sentence, without its capital and full stop. */
    public String sentence() {
        return advice.isEmpty() ? words : words + "; " + String.join(", or ", advice);
    }

    private static <T> List<T> joined(List<T> some, T one) {
        List<T> all = new ArrayList<>(some);
        all.add(one);
        return List.copyOf(all);
    }
}
