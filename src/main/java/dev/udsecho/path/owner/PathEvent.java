package dev.udsecho.path.owner;

import dev.udsecho.path.SocketPath;
import dev.udsecho.text.EnumNames;
import java.util.Optional;

/**
 * An event on an owned path.
 *
 * @param kind what happened
 * @param path the path of the event
 * @param sentence the event in words, on one line
 * @param failure the reason, if an action failed
 */
public record PathEvent(Kind kind, SocketPath path, String sentence, Optional<Exception> failure) {
    /** The kinds of events. */
    public enum Kind {
        /** A stale socket at the path is about to be replaced. */
        REPLACING,
        /** Another process owns the path, and this one waits for it. */
        STANDBY,
        /** This process no longer waits: it was stopped. */
        STANDBY_ENDED,
        /** This process no longer waits: the standby time is over, or the path cannot be taken over. */
        STANDBY_FAILED,
        /** The path leads to a new listener of this process. */
        PUBLISHED,
        /** No file has the name any more. It is about to be published again. */
        LOST,
        /** A file that this process did not create has the name. It is left unchanged. */
        STOLEN,
        /** The name leads to this process again. */
        HEALED,
        /** The name cannot be published again for now. */
        OBSTACLE,
        /** The file system of the path does not answer. The name is not checked for now. */
        UNANSWERED,
        /** The file system of the path answers again. */
        ANSWERED,
        /** The lock file was deleted, and was created again. */
        LOCK_RENEWED,
        /** The lock file was deleted, and cannot be created or locked again for now. */
        LOCK_LOST,
        /** The path was handed over, or its name was removed. */
        WITHDRAWN,
        /** The name could not be removed. The next start replaces it. */
        NOT_WITHDRAWN;

        /**
         * Returns whether an operator should know of the event: all events except those of an ordinary start, standby
         * or shutdown.
         */
        public boolean isProblem() {
            return switch (this) {
                case REPLACING, STANDBY, STANDBY_ENDED, PUBLISHED, WITHDRAWN -> false;
                default -> true;
            };
        }

        @Override
        public String toString() {
            return EnumNames.of(this).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return sentence;
    }
}
