package dev.renditions.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;

/**
 * The groups that some systems create for each user, with the user's name and no other member.
 *
 * @param groups the lines of {@code /etc/group}
 * @param accounts the lines of {@code /etc/passwd}, which name each user's primary group
 */
record PrivateGroups(List<String> groups, List<String> accounts) {
    private static final Path GROUPS = Path.of("/etc/group");
    private static final Path ACCOUNTS = Path.of("/etc/passwd");

    /**
     * Whether a file's group has its owner's name and, by the files of this machine, no other member. Members that a directory
     * service (LDAP) adds to a group of this machine are not seen; a group that only such a service knows does not count.
     */
    static boolean isOwnersAlone(PosixFileAttributes attributes) throws IOException {
        String name = attributes.group().getName();
        return name.equals(attributes.owner().getName())
                && Files.isReadable(GROUPS)
                && Files.isReadable(ACCOUNTS)
                && new PrivateGroups(Files.readAllLines(GROUPS), Files.readAllLines(ACCOUNTS)).isAlone(name);
    }

    /** Whether the user of this name is the only member of the group of this name. */
    boolean isAlone(String name) {
        return groups.stream()
                .map(line -> line.split(":", -1))
                // NAME:PASSWORD:GID:MEMBER,...
                .filter(fields -> fields.length == 4 && fields[0].equals(name))
                .anyMatch(
                        fields -> (fields[3].isEmpty() || fields[3].equals(name)) && !isOthersPrimary(fields[2], name));
    }

    private boolean isOthersPrimary(String gid, String name) {
        return accounts.stream()
                .map(line -> line.split(":", -1))
                // NAME:PASSWORD:UID:GID:...
                .anyMatch(fields -> fields.length >= 4 && fields[3].equals(gid) && !fields[0].equals(name));
    }
}
