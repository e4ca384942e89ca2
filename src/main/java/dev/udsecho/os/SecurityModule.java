package dev.udsecho.os;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A security module that may deny access despite mode and owner.
 *
 * @param name the name of the module
 * @param label the label of this process, if it can be read
 * @param remedies what to do
 */
public record SecurityModule(String name, Optional<String> label, List<String> remedies) {
    private static final String LABEL = "/proc/self/attr/current";
    private static final String APPARMOR = "/sys/module/apparmor";
    private static final String SELINUX = "/sys/fs/selinux";
    private static final String PERMISSIVE = "0";

    /** An SELinux label: user, role, type and level, as in user_u:role_r:type_t:s0. */
    private static final Pattern SELINUX_LABEL = Pattern.compile("\\w+:\\w+:\\w+(:.*)?");

    /** An AppArmor label: a profile, and that it is enforced. */
    private static final Pattern APPARMOR_LABEL = Pattern.compile(".+ \\((enforce|kill|prompt|mixed)\\)");

    private static final String ADVICE =
            "check for an access control list (getfacl), a seccomp filter, or a security module's message in the kernel's log";

    /**
     * Returns the security module that applies to this process. A container sees its own label, but often not {@code
     * /sys}.
     */
    public static SecurityModule in(ProcFiles files, Identity identity) {
        Optional<String> label = files.firstLine(LABEL).filter(text -> !text.isEmpty());
        if (isSelinux(files, label)) {
            return new SecurityModule(
                    "SELinux",
                    label,
                    List.of(
                            "give the directory a label that both ends may use (mount it with :z, or chcon -t"
                                    + " container_file_t)",
                            ADVICE));
        }
        if (isApparmor(files, label)) {
            return new SecurityModule(
                    "AppArmor",
                    label,
                    List.of("allow it in the profile, or run with another one (--security-opt apparmor=…)", ADVICE));
        }
        String filter = identity.filtered() ? ", and a seccomp filter" : "";
        return new SecurityModule("no security module in force" + filter, label, List.of(ADVICE));
    }

    private static boolean isSelinux(ProcFiles files, Optional<String> label) {
        boolean permissive =
                files.firstLine(SELINUX + "/enforce").filter(PERMISSIVE::equals).isPresent();
        return !permissive
                && (files.has(SELINUX)
                        || label.filter(SELINUX_LABEL.asMatchPredicate()).isPresent());
    }

    /**
     * Returns whether an AppArmor profile is enforced. A label of another form is not enforced: unconfined, or a
     * profile in complain mode.
     */
    private static boolean isApparmor(ProcFiles files, Optional<String> label) {
        return label.map(APPARMOR_LABEL.asMatchPredicate()::test).orElseGet(() -> files.has(APPARMOR));
    }

    @Override
    public String toString() {
        return name + label.map(text -> ", this process is " + text).orElse("");
    }
}
