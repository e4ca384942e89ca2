package dev.udsecho.diagnosis;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may deny access that mode and owner allow.
 *
 * @param name its name
 * @param label what this process is to it, if that is to be seen
 * @param remedy what to do
 */
record SecurityModule(String name, Optional<String> label, String remedy) {
    private static final String LABEL = "/proc/self/attr/current";
    private static final String APPARMOR = "/sys/module/apparmor";
    private static final String SELINUX = "/sys/fs/selinux";

    /** User, role, type and level: user_u:role_r:type_t:s0. */
    private static final Pattern SELINUX_LABEL = Pattern.compile("\\w+:\\w+:\\w+(:.*)?");

    /** A profile and how it is applied. */
    private static final Pattern APPARMOR_LABEL =
            Pattern.compile(".+ \\((enforce|complain|kill|prompt|mixed)\\)|unconfined");

    /** The one that has a say about this process. A container sees its label, though often not {@code /sys}. */
    static SecurityModule in(KernelFiles files, Identity identity) {
        Optional<String> label = files.firstLine(LABEL).filter(text -> !text.isEmpty());
        if (isSelinux(files, label)) {
            return new SecurityModule(
                    "SELinux",
                    label,
                    "give the directory a label that both ends may use (mount it with :z, or chcon -t container_file_t)");
        }
        if (isApparmor(files, label)) {
            return new SecurityModule(
                    "AppArmor", label, "allow it in the profile, or run with another one (--security-opt apparmor=…)");
        }
        return new SecurityModule(
                "no known security module" + (identity.filtered() ? ", and a seccomp filter" : ""),
                label,
                "look for an access control list (getfacl), a seccomp filter, and a security module's word in the kernel's log");
    }

    private static boolean isSelinux(KernelFiles files, Optional<String> label) {
        return files.has(SELINUX)
                || label.filter(SELINUX_LABEL.asMatchPredicate()).isPresent();
    }

    private static boolean isApparmor(KernelFiles files, Optional<String> label) {
        return files.has(APPARMOR)
                || label.filter(APPARMOR_LABEL.asMatchPredicate()).isPresent();
    }

    @Override
    public String toString() {
        return name + label.map(text -> ", which knows this process as " + text).orElse("");
    }
}
